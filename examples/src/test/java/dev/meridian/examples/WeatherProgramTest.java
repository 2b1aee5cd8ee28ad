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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One body for every placement. */
@ParameterizedClass
@EnumSource(World.Kind.class)
class WeatherProgramTest {

    private static final ShardId NORTH_AMERICA = ShardId.of("north_america");
    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");
    private static final ShardId SOUTH_AMERICA = ShardId.of("south_america");

    private static World world;

    @Parameter
    World.Kind kind;

    private final ShardedDSLContext ctx = world.ctx();

    @BeforeParameterizedClassInvocation
    static void open(World.Kind kind) {
        world = kind.open();
        world.ctx().transaction(WeatherProgram::save);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        world.close();
    }

    @Test
    void eachCityIsOnTheShardOfItsContinent() {
        assertThat(ctx.fetch(WEATHER_LOCATIONS))
                .extracting(
                        WeatherLocationsRecord::getId,
                        WeatherLocationsRecord::getCity,
                        city -> ctx.shardOf(city).orElseThrow())
                .containsExactlyInAnyOrder(
                        tuple(1L, "Tokyo", ASIA),
                        tuple(2L, "New York", NORTH_AMERICA),
                        tuple(3L, "Toronto", NORTH_AMERICA),
                        tuple(4L, "London", EUROPE),
                        tuple(5L, "Dublin", EUROPE),
                        tuple(6L, "Brasilia", SOUTH_AMERICA),
                        tuple(7L, "Quito", SOUTH_AMERICA));
    }

    @Test
    void aTransactionThatFailsSavesNothingMoreAnywhere() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    WeatherProgram.save(transaction);
                    throw new IllegalStateException("after saving");
                }))
                .hasMessage("after saving");
        assertThat(ctx.fetch(WEATHER_LOCATIONS)).hasSize(7);
        assertThat(ctx.fetch(WEATHER_REPORTS)).hasSize(3);
    }

    @Test
    void tokyoIsLoadedByItsIdWithItsReport() {
        WeatherLocationsRecord tokyo = ctx.fetchSingle(WeatherProgram.locationWithId(1));
        assertThat(tokyo.getCity()).isEqualTo("Tokyo");
        assertThat(WeatherProgram.reportsOf(tokyo))
                .extracting(WeatherReportsRecord::getTemperature)
                .containsExactly(80.0);
    }

    @Test
    void twoContinentsAskTheirTwoShards() {
        Select<WeatherLocationsRecord> query = WeatherProgram.locationsIn("Europe", "Asia");
        assertThat(cities(ctx, query)).containsExactlyInAnyOrder("Tokyo", "London", "Dublin");
        assertThat(ctx.explain(query).shards()).isEqualTo(Set.of(ASIA, EUROPE));
    }

    @Test
    void onOneShardOnlyItsCitiesAreSeen() {
        Select<WeatherLocationsRecord> query = WeatherProgram.locationsBeginningWith("T");
        assertThat(cities(ctx.onShard(NORTH_AMERICA), query)).containsExactly("Toronto");
        assertThat(cities(ctx, query)).containsExactlyInAnyOrder("Tokyo", "Toronto");
    }

    @Test
    void reportsWithTheSameIdAreTwoIdentities() {
        WeatherReportsRecord newYork = onlyReportOf(ctx, "New York");
        WeatherReportsRecord tokyo = onlyReportOf(ctx, "Tokyo");
        assertThat(List.of(newYork.getId(), tokyo.getId())).containsExactly(1L, 1L);
        assertThat(ctx.shardOf(newYork)).contains(NORTH_AMERICA);
        assertThat(ctx.shardOf(tokyo)).contains(ASIA);

        newYork.setTemperature(76.5);
        newYork.update();
        tokyo.refresh();
        assertThat(tokyo.getTemperature()).isEqualTo(80.0);
        assertThat(onlyReportOf(ctx, "New York").getTemperature()).isEqualTo(76.5);
    }

    @Test
    void citiesOfAllShardsComeInOrder() {
        assertThat(cities(ctx, WeatherProgram.locationsInOrder()))
                .containsExactly("Brasilia", "Dublin", "London", "New York", "Quito", "Tokyo", "Toronto");
    }

    @Test
    void sqlTextThatMayNameATableIsRefused() {
        assertThatThrownBy(() -> ctx.fetch(WeatherProgram.locationsWithReports()))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("MR011");
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
