package dev.meridian.examples;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.placement.ShardId;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.util.List;
import java.util.Set;
import org.jooq.Select;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One body for every placement. */
class WeatherProgramTest {

    private static final ShardId NORTH_AMERICA = ShardId.of("north_america");
    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");
    private static final ShardId SOUTH_AMERICA = ShardId.of("south_america");

    @ParameterizedTest
    @EnumSource
    void eachCityIsOnTheShardOfItsContinent(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            assertThat(world.ctx().fetch(WEATHER_LOCATIONS))
                    .extracting(
                            WeatherLocationsRecord::getId,
                            WeatherLocationsRecord::getCity,
                            city -> world.ctx().shardOf(city).orElseThrow())
                    .containsExactlyInAnyOrder(
                            tuple(1L, "Tokyo", ASIA),
                            tuple(2L, "New York", NORTH_AMERICA),
                            tuple(3L, "Toronto", NORTH_AMERICA),
                            tuple(4L, "London", EUROPE),
                            tuple(5L, "Dublin", EUROPE),
                            tuple(6L, "Brasilia", SOUTH_AMERICA),
                            tuple(7L, "Quito", SOUTH_AMERICA));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatFailsSavesNothingAnywhere(World.Kind kind) {
        try (World world = kind.open()) {
            assertThatThrownBy(() -> world.ctx().transaction(transaction -> {
                        WeatherProgram.save(transaction);
                        throw new IllegalStateException("after saving");
                    }))
                    .hasMessage("after saving");
            assertThat(world.ctx().fetch(WEATHER_LOCATIONS)).isEmpty();
            assertThat(world.ctx().fetch(WEATHER_REPORTS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tokyoIsLoadedByItsIdWithItsReport(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            WeatherLocationsRecord tokyo = world.ctx().fetchSingle(WeatherProgram.locationWithId(1));
            assertThat(tokyo.getCity()).isEqualTo("Tokyo");
            assertThat(WeatherProgram.reportsOf(tokyo))
                    .extracting(WeatherReportsRecord::getTemperature)
                    .containsExactly(80.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoContinentsAskTheirTwoShards(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            Select<WeatherLocationsRecord> query = WeatherProgram.locationsIn("Europe", "Asia");
            assertThat(cities(world.ctx(), query)).containsExactlyInAnyOrder("Tokyo", "London", "Dublin");
            assertThat(world.ctx().explain(query).shards()).isEqualTo(Set.of(ASIA, EUROPE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onOneShardOnlyItsCitiesAreSeen(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            Select<WeatherLocationsRecord> query = WeatherProgram.locationsBeginningWith("T");
            assertThat(cities(world.ctx().onShard(NORTH_AMERICA), query)).containsExactly("Toronto");
            assertThat(cities(world.ctx(), query)).containsExactlyInAnyOrder("Tokyo", "Toronto");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reportsWithTheSameIdAreTwoIdentities(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            WeatherReportsRecord newYork = onlyReportOf(world.ctx(), "New York");
            WeatherReportsRecord tokyo = onlyReportOf(world.ctx(), "Tokyo");
            assertThat(List.of(newYork.getId(), tokyo.getId())).containsExactly(1L, 1L);
            assertThat(world.ctx().shardOf(newYork)).contains(NORTH_AMERICA);
            assertThat(world.ctx().shardOf(tokyo)).contains(ASIA);

            newYork.setTemperature(76.5);
            newYork.update();
            tokyo.refresh();
            assertThat(tokyo.getTemperature()).isEqualTo(80.0);
            assertThat(onlyReportOf(world.ctx(), "New York").getTemperature()).isEqualTo(76.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderOverSeveralShardsIsRefused(World.Kind kind) {
        try (World world = kind.open().withWeather()) {
            assertThatThrownBy(() -> world.ctx().fetch(WeatherProgram.locationsInOrder()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("MR013")
                    .hasMessageContaining("ORDER BY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void completionStagesGiveTheSame(World.Kind kind) {
        try (World world = kind.open()) {
            String output = Output.of(
                    out -> Async.weather(world.ctx(), out).toCompletableFuture().join());
            assertThat(output.lines())
                    .hasSize(3)
                    .contains("Reports of Tokyo: [80.0]", "Cities beginning with T: [Toronto]")
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("Cities in Europe and Asia: ")
                            .contains("Tokyo", "London", "Dublin"));
        }
    }

    private static WeatherReportsRecord onlyReportOf(ShardedDSLContext ctx, String city) {
        List<WeatherReportsRecord> reports =
                WeatherProgram.reportsOf(ctx.fetchSingle(WeatherProgram.locationNamed(city)));
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private static List<String> cities(ShardedDSLContext ctx, Select<WeatherLocationsRecord> query) {
        return ctx.fetch(query).getValues(WEATHER_LOCATIONS.CITY);
    }
}
