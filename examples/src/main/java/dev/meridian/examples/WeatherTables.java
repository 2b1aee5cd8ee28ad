package dev.meridian.examples;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.TopologyBuilder;
import java.util.List;
import java.util.Map;

/** The shards, and where the rows of each table live: the same for every strategy. */
final class WeatherTables {

    static final List<String> SHARDS = List.of("north_america", "asia", "europe", "south_america");

    /** The explicit map: a row goes to the shard of its continent. */
    static final MapSharding BY_CONTINENT = MapSharding.of(Map.of(
            "North America", ShardId.of("north_america"),
            "Asia", ShardId.of("asia"),
            "Europe", ShardId.of("europe"),
            "South America", ShardId.of("south_america")));

    private WeatherTables() {}

    /** Adds the rules of all tables. */
    static TopologyBuilder addTo(TopologyBuilder topology) {
        return topology
                // A city lives where its continent says; its id comes from the id table, a hundred at a time.
                .table(TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, BY_CONTINENT)
                        .withIds(new IdRule.Blocks(100)))
                // A report lives where its city lives; its id is what that shard's database counts.
                .table(TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, WEATHER_LOCATIONS))
                // The id table is in one shard only.
                .table(TableRule.pinned(IDS, "north_america"))
                .idTable(new IdTable(IDS.getName(), IDS.NAME.getName(), IDS.NEXT_ID.getName()));
    }
}
