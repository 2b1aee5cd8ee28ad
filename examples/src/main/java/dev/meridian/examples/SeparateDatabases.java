package dev.meridian.examples;

import dev.meridian.ShardedDSLContext;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import dev.meridian.schema.WeatherSchema;
import java.io.PrintStream;
import org.jooq.SQLDialect;

/** Each shard is a database of its own, with its own connection pool. */
public final class SeparateDatabases {

    private SeparateDatabases() {}

    /**
     * Runs the weather program on four SQLite files.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (SqliteFiles files = SqliteFiles.temporary()) {
            run(files, Page.stdout());
        }
    }

    static void run(SqliteFiles files, PrintStream out) {
        Topology topology = topology(files);
        ShardMigrator.builder(topology)
                .locations(WeatherSchema.LOCATION)
                .build()
                .migrate();
        new WeatherProgram(ShardedDSLContext.over(topology).build(), out).run();
    }

    static Topology topology(SqliteFiles files) {
        TopologyBuilder topology = Topology.builder().strategy(Strategy.DATABASE);
        for (String shard : WeatherTables.SHARDS) {
            topology.shard(shard).database(shard, SQLDialect.SQLITE, files.pool(shard));
        }
        return WeatherTables.addTo(topology).build();
    }
}
