package dev.meridian.examples;

import dev.meridian.ShardedDSLContext;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import dev.meridian.schema.WeatherSchema;
import java.io.PrintStream;
import org.jooq.SQLDialect;

/** The shards are sets of tables in one schema, such as {@code asia_weather_locations} and {@code europe_weather_locations}. */
public final class TablePrefix {

    private TablePrefix() {}

    /**
     * Runs the weather program on one SQLite file.
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
        TopologyBuilder topology = Topology.builder()
                .strategy(Strategy.PREFIX)
                .database("weather", SQLDialect.SQLITE, files.pool("weather"));
        WeatherTables.SHARDS.forEach(topology::shard);
        return WeatherTables.addTo(topology).build();
    }
}
