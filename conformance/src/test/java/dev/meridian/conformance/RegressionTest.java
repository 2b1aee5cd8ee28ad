package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.TableRule;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What was found once and must not come back. */
class RegressionTest extends Contract {

    /** jOOQ's {@code notBetween} is a {@code QOM.Between} whose negation no accessor shows. */
    @Test
    void notBetweenIsNotBetween() {
        Extra.ALL.forEach(table -> world.topology()
                .shards()
                .forEach(shard -> world.execute(shard, "DELETE FROM " + World.name(shard, table.getName()))));
        for (int day : new int[] {5, 15, 25}) {
            ctx.insertInto(Extra.EVENTS)
                    .columns(Extra.EVENTS.column("id", Long.class), Extra.EVENTS.column("day", Integer.class))
                    .values((long) day, day)
                    .execute();
        }
        assertThat(ctx.selectFrom(Extra.EVENTS)
                        .where(Extra.EVENTS.column("day", Integer.class).notBetween(0, 9))
                        .fetch(Extra.EVENTS.column("day", Integer.class)))
                .containsExactlyInAnyOrder(15, 25);
    }

    /** On attached SQLite schemas jOOQ renders {@code "asia".weather_locations.*}, which SQLite does not parse. */
    @Test
    void theAsteriskOfATableWorksOnEveryStrategy() {
        saveWeather();
        assertThat(ctx.select(WEATHER_LOCATIONS.asterisk())
                        .from(WEATHER_LOCATIONS)
                        .fetch())
                .hasSize(7);
    }

    /** Others may empty a new block before whoever reserved it has taken an id of its own. */
    @Test
    void aBlockOfOneIdIsEnoughForManyThreads() {
        ShardedDSLContext context = world.context(
                rule -> rule.table().equals("weather_locations")
                        ? ((TableRule.Sharded) rule).withIds(new IdRule.Blocks(1))
                        : rule,
                UnaryOperator.identity());
        assertThat(IntStream.range(0, 400)
                        .parallel()
                        .mapToObj(number -> context.nextId(WEATHER_LOCATIONS))
                        .toList())
                .doesNotHaveDuplicates();
    }

    /** The text of one statement may be that of another: of TRUNCATE, which SQLite spells DELETE, and of SQL text. */
    @Test
    void aRefusalDoesNotDependOnWhatRanBefore() {
        if (layout.isScattered()) {
            refused(
                    Rule.WRITE_OVER_SHARDS,
                    context -> context.deleteFrom(WEATHER_REPORTS).execute());
            refused(Rule.DDL, context -> context.truncate(WEATHER_REPORTS).execute());
            String sql = ctx.render(ctx.deleteFrom(WEATHER_REPORTS));
            refused(Rule.OPAQUE_SQL, context -> context.execute(sql));
        }
    }

    /** A database finds the table of WITH first; the rows of other shards would be those of the table that it hides. */
    @Test
    void aTableThatWithHidesIsRefused() {
        if (layout.isScattered()) {
            Extra orders = Extra.ORDERS;
            var hiding = DSL.name(orders.getName())
                    .as(DSL.select(Extra.ACCOUNTS.fields()).from(Extra.ACCOUNTS));
            refused(
                    Rule.UNKNOWN_TABLE,
                    context -> context.with(hiding).selectCount().from(orders).fetch());
            var filtered = DSL.name(orders.getName())
                    .as(DSL.selectFrom(orders)
                            .where(orders.column("amount", Long.class).gt(5L)));
            refused(
                    Rule.UNKNOWN_TABLE,
                    context -> context.with(filtered).selectFrom(orders.as("o")).fetch());
        }
    }
}
