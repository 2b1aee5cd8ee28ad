package dev.meridian.examples;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;

import dev.meridian.ShardedDSLContext;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import dev.meridian.schema.WeatherSchema;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import java.io.PrintStream;
import java.util.List;
import org.jooq.SQLDialect;

/**
 * Ids that are sorted by time and carry their shard's number: a look-up by id asks one shard, and no id table is needed. Shards
 * state their numbers, which stay theirs whatever shards come or go.
 */
public final class TimeSortedIds {

    private TimeSortedIds() {}

    /**
     * Saves Tokyo and looks it up by its id.
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
        ShardedDSLContext ctx = ShardedDSLContext.over(topology).build();

        long id = WeatherProgram.saveLocation(ctx, "Asia", "Tokyo").getId();

        Page page = new Page(out);
        page.title("Tokyo by its id " + id + ", which tells the shard");
        page.text(ctx.explain(WeatherProgram.locationWithId(id)));
        WeatherLocationsRecord tokyo = ctx.fetchSingle(WeatherProgram.locationWithId(id));
        page.answer(List.of(List.of(tokyo.getId(), tokyo.getCity(), tokyo.getContinent())));
    }

    static Topology topology(SqliteFiles files) {
        TopologyBuilder topology = Topology.builder().strategy(Strategy.DATABASE);
        for (String shard : WeatherTables.SHARDS) {
            topology.shard(ShardSpec.named(shard).withNumber(WeatherTables.SHARDS.indexOf(shard)))
                    .database(shard, SQLDialect.SQLITE, files.pool(shard));
        }
        return topology.table(TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, WeatherTables.BY_CONTINENT)
                        .withIds(IdRule.TIME_SORTED)
                        // Where every id tells its shard, a look-up by id that would cost every shard is a mistake.
                        .withIdentity(IdentityPolicy.DEMAND))
                .build();
    }
}
