package dev.meridian;

import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.execution.Connections;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.identity.Ids;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import org.jooq.Configuration;

/**
 * What stands behind every context of one builder, carried by their configurations.
 *
 * @param topology the shards and tables
 * @param naming puts shards' names into SQL
 * @param ids makes ids
 * @param parser parses SQL text
 * @param explanations explains statements
 */
record Machinery(Topology topology, Naming naming, Ids ids, TextParser parser, ExplanationWriter explanations) {

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

    /** A named shard also answers for work on a bare connection, and for SQL that is rendered and not run. */
    Configuration onShard(Configuration configuration, ShardId id) {
        Shard shard = topology.shard(id).orElseThrow();
        Configuration derived = Scopes.onShard(configuration, id);
        derived.set(naming.settings(configuration.settings(), shard));
        derived.set(new Connections(topology.database(shard), ShardTransaction.of(configuration)));
        return derived;
    }
}
