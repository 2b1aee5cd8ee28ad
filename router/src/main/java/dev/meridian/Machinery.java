package dev.meridian;

import dev.meridian.internal.execution.Connections;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.identity.Ids;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import org.jooq.Configuration;

/**
 * What stands behind every context of one builder, carried by their configurations.
 *
 * @param topology the shards and tables
 * @param ids makes ids
 * @param explanations explains statements
 */
record Machinery(Topology topology, Ids ids, ExplanationWriter explanations) {

    private static final String KEY = Machinery.class.getName();

    static Machinery of(Configuration configuration) {
        Object machinery = configuration.data(KEY);
        if (machinery == null) {
            throw new IllegalArgumentException("the configuration does not come from a ShardedDSLContext");
        }
        return (Machinery) machinery;
    }

    void writeInto(Configuration configuration) {
        configuration.data(KEY, this);
    }

    /** A named shard also answers for work on a bare connection. */
    Configuration onShard(Configuration configuration, ShardId shard) {
        Configuration derived = Scopes.onShard(configuration, shard);
        derived.set(new Connections(
                topology.database(topology.shard(shard).orElseThrow()), ShardTransaction.of(configuration)));
        return derived;
    }
}
