package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the other tests found and what is not mended yet: these tests fail until it is. */
@Tag("finding")
class FindingsTest extends Contract {

    /** Wrong: jOOQ's {@code notBetween} is a {@code QOM.Between} whose negation no accessor shows, and it is read as BETWEEN. */
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

    /** {@code startsWith} works row by row; its escaping is made of internal nodes that are not on the list. */
    @Test
    void aPrefixOfATextIsLookedForOnAllShards() {
        saveWeather();
        exact(context -> new TreeSet<>(context.selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CITY.startsWith("T"))
                .fetch(WEATHER_LOCATIONS.CITY)));
    }

    /** {@code ctx.fetch(sql)} is refused as MR015, {@code ctx.execute(sql)} as MR011: both are SQL text. */
    @Test
    void sqlTextIsRefusedByOneRuleWhetherItIsFetchedOrExecuted() {
        if (layout.isScattered()) {
            refused(
                    dev.meridian.exception.Rule.OPAQUE_SQL,
                    context -> context.execute("delete from weather_locations"));
            refused(
                    dev.meridian.exception.Rule.OPAQUE_SQL,
                    context -> context.fetch("select * from weather_locations"));
        }
    }
}
