package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every part of the contract starts from: an empty world of each layout. {@code -Dmeridian.layouts=SQLITE} runs those layouts
 * whose names contain the text.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.meridian.conformance.Contract#layouts")
@ExtendWith(Worlds.class)
abstract class Contract {

    static final LocalDateTime NOON = LocalDateTime.of(2024, 6, 1, 12, 0);

    @Parameter
    Layout layout;

    World world;
    ShardedDSLContext ctx;

    static Stream<Layout> layouts() {
        return Arrays.stream(Layout.values())
                .filter(Layout::isOfContract)
                .filter(layout -> layout.name().contains(System.getProperty("meridian.layouts", "")));
    }

    @BeforeEach
    void emptyWorld(Worlds.Pool worlds) {
        world = worlds.of(layout);
        world.clear();
        ctx = world.context();
    }

    /** The seven cities and three reports of the original examples, on the shards and in the oracle. */
    void saveWeather() {
        world.onBoth(context -> context.transaction(transaction -> {
            DSLContext inside = DSL.using(transaction);
            city(inside, 1, "Asia", "Tokyo");
            city(inside, 2, "North America", "New York");
            city(inside, 3, "North America", "Toronto");
            city(inside, 4, "Europe", "London");
            city(inside, 5, "Europe", "Dublin");
            city(inside, 6, "South America", "Brasilia");
            city(inside, 7, "South America", "Quito");
            report(inside, 1L, 1, 80.0);
            report(inside, 2L, 2, 75.0);
            report(inside, 3L, 7, 85.0);
        }));
    }

    static WeatherLocationsRecord city(DSLContext context, long id, String continent, String city) {
        WeatherLocationsRecord record = context.newRecord(WEATHER_LOCATIONS);
        record.setId(id);
        record.setContinent(continent);
        record.setCity(city);
        record.store();
        return record;
    }

    static WeatherReportsRecord report(DSLContext context, Long id, long location, double temperature) {
        WeatherReportsRecord record = context.newRecord(WEATHER_REPORTS);
        if (id != null) {
            record.setId(id);
        }
        record.setLocationId(location);
        record.setTemperature(temperature);
        record.setReportTime(NOON);
        record.store();
        return record;
    }

    /** The same answer from the shards as from the oracle. */
    <T> T exact(Function<DSLContext, T> work) {
        T seen = work.apply(ctx);
        assertThat(seen).isEqualTo(work.apply(world.oracle()));
        return seen;
    }

    /** The same answer where there is one shard; refused by the rule, with nothing changed, where there are several. */
    void exactOrRefused(Rule rule, Function<DSLContext, Object> work) {
        if (layout.isScattered()) {
            refused(rule, work);
        } else {
            exact(work);
        }
    }

    /** Refused by a rule on every layout, before anything is changed, and with an error that names the rule and the way out. */
    void refused(Rule rule, Function<DSLContext, Object> work) {
        refused(ctx, rule, work);
    }

    void refused(ShardedDSLContext context, Rule rule, Function<DSLContext, Object> work) {
        List<String> before = world.everything();
        Throwable refusal = catchThrowable(() -> work.apply(context));
        assertThat(refusal).isInstanceOf(RefusedException.class).hasMessageContaining(rule.id() + " ");
        assertThat(refusal).hasMessageContaining(rule.wayOut());
        assertThat(((RefusedException) refusal).rule()).isEqualTo(rule);
        assertThat(world.everything()).isEqualTo(before);
    }

    Set<String> shards(String... continents) {
        return Arrays.stream(continents).map(layout::shardOf).collect(java.util.stream.Collectors.toSet());
    }

    Set<String> asked(Runnable work) {
        return world.asked(work).stream().map(Object::toString).collect(java.util.stream.Collectors.toSet());
    }

    /** A continent on another shard than Asia. */
    static final String FAR = "North America";
}
