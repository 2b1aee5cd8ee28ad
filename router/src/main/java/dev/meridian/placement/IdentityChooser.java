package dev.meridian.placement;

import java.util.Set;

/**
 * The second of the three questions of sharding: on which shards may the row with this primary key live?
 *
 * <p>The default answers the one shard that a time-sorted id carries, and every shard of the table for other ids. A
 * replacement is trusted: rows outside its answer are not found. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface IdentityChooser {

    /**
     * Chooses the shards to ask.
     *
     * @param identity the primary key
     * @return the shards on which its row may live; empty where there can be no such row
     */
    Set<ShardId> choose(Identity identity);

    /**
     * The primary key of a row.
     *
     * @param table the rule of its table
     * @param value the canonical value of its primary key's only column
     */
    record Identity(TableRule table, Object value) {}
}
