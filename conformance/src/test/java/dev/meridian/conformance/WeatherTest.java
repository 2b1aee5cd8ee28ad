package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.placement.ShardId;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The behaviour of the original examples. */
class WeatherTest extends Contract {

    @Test
    void eachCityIsOnTheShardOfItsContinentAndEachReportBesideItsCity() {
        saveWeather();

        for (String continent : List.of("Asia", "Europe", "North America", "South America")) {
            assertThat(world.rows(world.shardOf(continent), "weather_locations"))
                    .filteredOn(row -> row.contains(continent))
                    .hasSize(continent.equals("Asia") ? 1 : 2);
        }
        assertThat(world.rows(world.shardOf("Asia"), "weather_reports")).anyMatch(row -> row.startsWith("1|1|80"));
        assertThat(world.rows(world.shardOf("North America"), "weather_reports"))
                .anyMatch(row -> row.startsWith("2|2|75"));
        assertThat(world.rows(world.shardOf("South America"), "weather_reports"))
                .anyMatch(row -> row.startsWith("3|7|85"));
    }

    @Test
    void tokyoIsLoadedByItsIdWithItsReport() {
        saveWeather();

        WeatherLocationsRecord tokyo = ctx.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(1L));
        assertThat(tokyo.getCity()).isEqualTo("Tokyo");
        assertThat(ctx.shardOf(tokyo)).contains(world.shardOf("Asia"));
        assertThat(tokyo.fetchChildren(dev.meridian.weather.Keys.WEATHER_REPORTS__WEATHER_REPORTS_LOCATION))
                .extracting(WeatherReportsRecord::getTemperature)
                .containsExactly(80.0);
    }

    @Test
    void citiesOfTwoContinentsComeFromTheirShardsOnly() {
        saveWeather();
        List<String> cities = new ArrayList<>();

        Set<String> asked = asked(() -> cities.addAll(ctx.selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.in("Europe", "Asia"))
                .fetch(WEATHER_LOCATIONS.CITY)));

        assertThat(cities).containsExactlyInAnyOrder("Tokyo", "London", "Dublin");
        assertThat(asked).isEqualTo(shards("Europe", "Asia"));
    }

    @Test
    void citiesThatStartWithTComeFromAllShards() {
        saveWeather();

        assertThat(ctx.selectFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.CITY.startsWith("T"))
                        .fetch(WEATHER_LOCATIONS.CITY))
                .containsExactlyInAnyOrder("Tokyo", "Toronto");
    }

    @Test
    void aShardThatIsNamedAnswersAlone() {
        saveWeather();
        ShardId america = world.shardOf("North America");

        List<String> cities = ctx.onShard(america)
                .selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CITY.startsWith("T"))
                .fetch(WEATHER_LOCATIONS.CITY);

        assertThat(cities).contains("Toronto");
        if (layout.isScattered()) {
            assertThat(cities).containsExactly("Toronto");
            assertThat(asked(() -> ctx.onShard(america.name()).fetchCount(WEATHER_LOCATIONS)))
                    .containsExactly(america.name());
        }
    }

    @Test
    void reportsWithTheSameIdOnTwoShardsAreTwoIdentities() {
        city(ctx, 1, "Asia", "Tokyo");
        city(ctx, 2, "North America", "New York");
        WeatherReportsRecord tokyo = report(ctx, null, 1, 80.0);
        WeatherReportsRecord york = report(ctx, null, 2, 75.0);

        assertThat(ctx.shardOf(tokyo)).contains(world.shardOf("Asia"));
        assertThat(ctx.shardOf(york)).contains(world.shardOf("North America"));
        assertThat(tokyo.getId()).isEqualTo(1);
        assertThat(york.getId()).isEqualTo(layout.isScattered() ? 1 : 2);

        york.setTemperature(-10.0);
        assertThat(york.update()).isOne();
        tokyo.refresh();
        york.refresh();
        assertThat(tokyo.getTemperature()).isEqualTo(80.0);
        assertThat(york.getTemperature()).isEqualTo(-10.0);

        assertThat(tokyo.delete()).isOne();
        assertThat(ctx.selectFrom(WEATHER_REPORTS).fetch(WEATHER_REPORTS.TEMPERATURE))
                .containsExactly(-10.0);
    }

    @Test
    void everythingIsSavedInOneTransaction() {
        int seen = ctx.transactionResult(transaction -> {
            DSLContext inside = DSL.using(transaction);
            city(inside, 1, "Asia", "Tokyo");
            city(inside, 2, FAR, "New York");
            report(inside, 1L, 1, 80.0);
            return inside.selectFrom(WEATHER_LOCATIONS).fetch().size();
        });
        assertThat(seen).isEqualTo(2);
        assertThat(ctx.selectFrom(WEATHER_LOCATIONS).fetch()).hasSize(2);
    }
}
