package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdentityChooser;
import dev.meridian.placement.ShardChooser;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The choosers that follow from the configuration. */
public final class DefaultChoosers {

    private DefaultChoosers() {}

    /**
     * New rows go where the sharding function says.
     *
     * @return the chooser
     */
    public static ShardChooser shardChooser() {
        return row -> row.table()
                .function()
                .shardOf(row.key())
                .orElseThrow(() -> new RefusedException(
                        Rule.NO_SHARD_FOR_KEY,
                        "The value of \"" + row.table().table() + "."
                                + row.table().key() + "\" is not known; "
                                + row.table().function().describe() + "."));
    }

    /**
     * Time-sorted ids tell their shard; other ids may be on any shard of their table.
     *
     * @param topology the shards and tables
     * @return the chooser
     */
    public static IdentityChooser identityChooser(Topology topology) {
        Map<Integer, ShardId> byNumber = new HashMap<>();
        topology.shards().forEach(shard -> byNumber.put(shard.number(), shard.id()));
        return identity -> {
            if (identity.table().ids() instanceof IdRule.TimeSorted && identity.value() instanceof Long id) {
                ShardId shard = byNumber.get(TimeSortedIds.shardNumber(id));
                return shard == null ? Set.of() : Set.of(shard);
            }
            return shardsOf(topology, identity.table());
        };
    }

    private static Set<ShardId> shardsOf(Topology topology, TableRule rule) {
        return topology.root(rule).map(root -> root.function().shards()).orElse(topology.shardIds());
    }
}
