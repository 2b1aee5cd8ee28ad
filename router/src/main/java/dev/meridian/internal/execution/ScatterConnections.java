package dev.meridian.internal.execution;

import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.Database;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.ConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives jOOQ one connection that stands for those of several shards: one real connection for each database.
 *
 * <p>All connections are taken before anything runs, database by database in the order of the configuration. Two fan-outs can
 * therefore not each hold what the other waits for.
 */
final class ScatterConnections implements ConnectionProvider {

    private final List<Shard> shards;
    private final Topology topology;
    private final @Nullable ShardTransaction transaction;
    private final Naming naming;
    private final FanOut fanOut;
    private final RowSource source;
    private final Consumer<ShardId> onShard;
    private final Map<Database, Connection> acquired = new LinkedHashMap<>();

    ScatterConnections(
            List<Shard> shards,
            Topology topology,
            @Nullable ShardTransaction transaction,
            Naming naming,
            FanOut fanOut,
            RowSource source,
            Consumer<ShardId> onShard) {
        this.shards = shards;
        this.topology = topology;
        this.transaction = transaction;
        this.naming = naming;
        this.fanOut = fanOut;
        this.source = source;
        this.onShard = onShard;
    }

    @Override
    public Connection acquire() {
        try {
            topology.databases().stream()
                    .filter(database ->
                            shards.stream().anyMatch(shard -> shard.database().equals(database.name())))
                    .forEach(database -> acquired.put(database, new Connections(database, transaction).acquire()));
            return ScatterConnection.over(this);
        } catch (RuntimeException e) {
            releaseAll(e);
            throw e;
        }
    }

    @Override
    public void release(Connection connection) {
        releaseAll(null);
    }

    private void releaseAll(@Nullable RuntimeException earlier) {
        RuntimeException failure = earlier;
        for (Map.Entry<Database, Connection> entry : acquired.entrySet()) {
            try {
                new Connections(entry.getKey(), transaction).release(entry.getValue());
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        acquired.clear();
        if (earlier == null && failure != null) {
            throw failure;
        }
    }

    /** The connection that answers what has nothing to do with rows, such as the database's version. */
    Connection first() {
        return acquired.values().iterator().next();
    }

    FanOut fanOut() {
        return fanOut;
    }

    RowSource source() {
        return source;
    }

    Consumer<ShardId> onShard() {
        return onShard;
    }

    /** The shards in the order in which their statements are prepared: grouped by database. */
    List<ShardId> shardIds() {
        return targets("").stream().flatMap(List::stream).map(Target::shard).toList();
    }

    /** The text of a statement for each shard, with the connection that it runs on; grouped by database. */
    List<List<Target>> targets(String sql) {
        Map<String, List<Target>> byDatabase = new LinkedHashMap<>();
        for (Shard shard : shards) {
            Connection connection = Objects.requireNonNull(acquired.get(topology.database(shard)), "not acquired");
            Target target = new Target(shard.id(), connection, naming.translate(sql, shard));
            byDatabase
                    .computeIfAbsent(shard.database(), name -> new ArrayList<>())
                    .add(target);
        }
        return List.copyOf(byDatabase.values());
    }

    /** A statement for one shard. */
    record Target(ShardId shard, Connection connection, String sql) {}
}
