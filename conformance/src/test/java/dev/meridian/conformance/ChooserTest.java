package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.Explanation;
import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three questions can be answered by the application; and every answer can be explained without asking a shard. */
class ChooserTest extends Contract {

    @BeforeEach
    void weather() {
        saveWeather();
    }

    @Test
    void theApplicationMayChooseTheShardOfANewRow() {
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(),
                builder -> builder.shardChooser(row -> {
                    assertThat(row.key()).isEqualTo("Asia");
                    assertThat(row.values()).containsEntry("city", "Kyoto");
                    return world.shardOf(FAR);
                }));
        assertThat(context.shardOf(city(context, 20, "Asia", "Kyoto"))).contains(world.shardOf(FAR));
        assertThat(world.rows(world.shardOf(FAR), "weather_locations")).contains("20|Asia|Kyoto");
    }

    @Test
    void theApplicationMayChooseWhereAPrimaryKeyLives() {
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(),
                builder -> builder.identityChooser(identity -> Set.of(world.shardOf("Asia"))));
        assertThat(asked(() -> assertThat(context.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(1L)))
                        .isNotNull()))
                .isEqualTo(shards("Asia"));
        assertThat(asked(() -> report(context, 20L, 1, 1.0))).isEqualTo(shards("Asia"));
    }

    @Test
    void theApplicationMayAskFewerShardsButNoOthers() {
        ShardedDSLContext fewer = world.context(
                UnaryOperator.identity(),
                builder -> builder.executeChooser(statement -> {
                    assertThat(statement.tables()).containsExactly("weather_locations");
                    return Set.of(world.shardOf("Asia"));
                }));
        if (!layout.isScattered()) {
            return;
        }
        assertThat(asked(() -> fewer.selectFrom(WEATHER_LOCATIONS).fetch())).isEqualTo(shards("Asia"));
        refused(
                fewer,
                Rule.UNKNOWN_SHARD,
                context -> context.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq(FAR)));
    }

    @Test
    void aNamedShardWinsOverTheChoosers() {
        ShardedDSLContext context =
                world.context(UnaryOperator.identity(), builder -> builder.executeChooser(statement -> Set.of()));
        assertThat(asked(() -> context.onShard(world.shardOf("Asia"))
                        .selectFrom(WEATHER_LOCATIONS)
                        .fetch()))
                .isEqualTo(shards("Asia"));
    }

    @Test
    void explainingTouchesNoShard() {
        int connections = world.connections(() -> {
            Explanation all = ctx.explain(ctx.selectFrom(WEATHER_LOCATIONS));
            assertThat(all.shards()).isEqualTo(world.topology().shardIds());
            assertThat(all.refusal()).isEmpty();
            Explanation one =
                    ctx.explain(ctx.selectFrom(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.eq("Asia")));
            assertThat(one.shards()).containsExactly(world.shardOf("Asia"));
            assertThat(one.plan()).contains(layout.isScattered() ? "weather_locations.continent = ?" : "one shard");
            assertThat(one.plan()).doesNotContain("'Asia'");
            ctx.explain(ctx.insertInto(WEATHER_REPORTS).values(20L, 1L, 1.0, NOON));
            Explanation counted = ctx.explain(ctx.selectCount().from(WEATHER_LOCATIONS));
            assertThat(counted.refusal()).isEmpty();
            assertThat(ctx.explain(ctx.dropTable("x")).refusal()).isPresent();
        });
        assertThat(connections).isZero();
    }
}
