package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedContextBuilder;
import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the application does not want to pay for is refused, and never anything that one shard answers. */
class GuardRailTest extends Contract {

    @BeforeEach
    void weather() {
        saveWeather();
    }

    private ShardedDSLContext with(UnaryOperator<ShardedContextBuilder> settings) {
        return world.context(UnaryOperator.identity(), settings);
    }

    private ShardedDSLContext refusing() {
        return with(builder -> builder.scatter(ScatterPolicy.REFUSE));
    }

    /** Refused by a guard rail before any shard is asked, where there are several. */
    private void railed(ShardedDSLContext context, Rule rule, Function<DSLContext, Object> work) {
        if (!layout.isScattered()) {
            assertThat(work.apply(context)).isNotNull();
            return;
        }
        assertThat(asked(() -> assertThatThrownBy(() -> work.apply(context))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                refusal -> assertThat(refusal.rule()).isEqualTo(rule))
                        .hasMessageContaining(rule.wayOut())))
                .isEmpty();
    }

    @Test
    void aScatteredStatementIsRefusedAndTouchesNoShard() {
        railed(refusing(), Rule.SCATTER, context -> context.fetch(WEATHER_LOCATIONS));
        railed(
                refusing(),
                Rule.SCATTER,
                context -> context.selectFrom(WEATHER_REPORTS)
                        .where(WEATHER_REPORTS.TEMPERATURE.gt(76.0))
                        .fetchLazy()
                        .fetch());
        railed(
                refusing(),
                Rule.SCATTER,
                context -> context.transactionResult(transaction ->
                        DSL.using(transaction).fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.in("Asia", FAR))));
    }

    @Test
    void whatOneShardAnswersIsNeverAffected() {
        ShardedDSLContext strict =
                with(builder -> builder.scatter(ScatterPolicy.REFUSE).maxShardsPerStatement(1));

        assertThat(strict.fetchCount(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia")))
                .isOne();
        assertThat(strict.fetchCount(WEATHER_LOCATIONS, DSL.falseCondition())).isZero();
        assertThat(strict.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Atlantis")))
                .isEmpty();
        assertThat(strict.onShard(world.shardOf("Asia")).fetch(WEATHER_LOCATIONS))
                .isNotEmpty();
        WeatherLocationsRecord tokyo = strict.fetchSingle(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia"));
        tokyo.refresh();
        tokyo.setCity("Edo");
        assertThat(tokyo.store()).isOne();
        // The search for the parent is not the statement.
        report(strict, 9L, 1, 1.0);
        assertThat(strict.deleteFrom(WEATHER_REPORTS)
                        .where(WEATHER_REPORTS.ID.eq(9L))
                        .execute())
                .isOne();
    }

    @Test
    void aQueryMayBeAllowedToScatter() {
        ShardedDSLContext context =
                with(builder -> builder.scatter(ScatterPolicy.REFUSE).maxShardsPerStatement(1));

        assertThat(context.allowingScatter().fetch(WEATHER_LOCATIONS)).hasSize(7);
        railed(context, Rule.SCATTER, each -> each.fetch(WEATHER_LOCATIONS));
        assertThat(context.<Integer>transactionResult(transaction -> {
                    ShardedDSLContext inside = ShardedDSLContext.of(transaction);
                    city(inside, 20, "Asia", "Kyoto");
                    return inside.allowingScatter().fetch(WEATHER_LOCATIONS).size();
                }))
                .as("the same transaction")
                .isEqualTo(8);
        assertThat(context.allowingScatter()
                        .<Integer>transactionResult(transaction ->
                                DSL.using(transaction).fetch(WEATHER_LOCATIONS).size()))
                .isEqualTo(8);
    }

    @Test
    void aNamedShardIsStillThatShard() {
        ShardedDSLContext asia = refusing().allowingScatter().onShard(world.shardOf("Asia"));
        assertThat(asked(() -> asia.fetch(WEATHER_LOCATIONS))).isEqualTo(shards("Asia"));
        assertThat(asked(() -> asia.allowingScatter().fetch(WEATHER_LOCATIONS))).isEqualTo(shards("Asia"));
    }

    @Test
    void noMoreShardsThanAllowed() {
        ShardedDSLContext two = with(builder -> builder.maxShardsPerStatement(2));
        int all = layout.shardNames().size();

        assertThat(two.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.in("Asia", FAR)))
                .hasSize(3);
        if (all > 2) {
            railed(two, Rule.TOO_MANY_SHARDS, context -> context.fetch(WEATHER_LOCATIONS));
        } else {
            assertThat(two.fetch(WEATHER_LOCATIONS)).hasSize(7);
        }
        assertThat(two.allowingScatter().fetch(WEATHER_LOCATIONS)).hasSize(7);
        assertThatThrownBy(() -> with(builder -> builder.maxShardsPerStatement(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void explainShowsTheRefusal() {
        var query = ctx.selectFrom(WEATHER_LOCATIONS);
        if (layout.isScattered()) {
            assertThat(refusing().explain(query).refusal())
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("MR036 ")
                            .contains("The SELECT of weather_locations needs "));
        }
        assertThat(refusing().allowingScatter().explain(query).refusal()).isEmpty();
    }

    @Test
    void aWarningNamesTablesAndShardsAndNoValues() {
        ShardedDSLContext context = with(builder -> builder.scatter(ScatterPolicy.WARN));
        String logged = logged(() -> {
            context.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.ne("secret"));
            context.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia"));
            context.allowingScatter().fetch(WEATHER_LOCATIONS);
            context.explain(context.selectFrom(WEATHER_LOCATIONS));
        });
        if (!layout.isScattered()) {
            assertThat(logged).isEmpty();
            return;
        }
        Set<String> all = layout.shardNames();
        assertThat(logged.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("WARN")
                        .contains("The SELECT of weather_locations needs " + all.size() + " shards, ")
                        .contains(all)
                        .doesNotContain("secret"));
    }

    /** The tests' logger writes to the standard error. */
    private static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setErr(err);
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
