package dev.meridian.placement;

import java.util.Map;

/**
 * The first of the three questions of sharding: to which shard does a new row of a sharded table belong?
 *
 * <p>The default asks the table's sharding function for the shard of the row's key. A replacement is trusted: reading finds
 * rows by the sharding function, so a chooser that disagrees with it loses them. Implementations are safe for use by many
 * threads.
 */
@FunctionalInterface
public interface ShardChooser {

    /**
     * Chooses the shard of a new row.
     *
     * @param row the row
     * @return its shard; never null
     */
    ShardId choose(NewRow row);

    /**
     * A row that is about to be inserted.
     *
     * @param table the rule of its table
     * @param key the canonical value of its shard key
     * @param values the values known by column name, as the application gave them; columns with expressions are left out
     */
    record NewRow(TableRule.Sharded table, Object key, Map<String, Object> values) {}
}
