package dev.meridian.examples;

import dev.meridian.ShardedDSLContext;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import dev.meridian.schema.WeatherSchema;
import java.io.PrintStream;
import org.jooq.SQLDialect;

/**
 * The shards are schemas of one database. In SQLite a schema is an attached file: queries go through the connection that attaches
 * all of them, migrations straight to each file.
 */
public final class SchemaTranslate {

    private SchemaTranslate() {}

    /**
     * Runs the weather program on one SQLite database with four schemas.
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
                .dataSources(shard -> files.file(shard.name()))
                .build()
                .migrate();
        new WeatherProgram(ShardedDSLContext.over(topology).build(), out).run();
    }

    static Topology topology(SqliteFiles files) {
        TopologyBuilder topology = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .database("weather", SQLDialect.SQLITE, files.poolAttaching("weather", WeatherTables.SHARDS));
        WeatherTables.SHARDS.forEach(topology::shard);
        return WeatherTables.addTo(topology).build();
    }
}
