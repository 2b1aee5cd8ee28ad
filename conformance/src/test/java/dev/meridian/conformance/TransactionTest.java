package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Transactions over the shards that they touch. */
class TransactionTest extends Contract {

    private List<String> cities() {
        return ctx.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY);
    }

    @Test
    void whatIsWrittenIsReadInsideAndSeenOutsideAfterwards() {
        ctx.transaction(transaction -> {
            DSLContext inside = DSL.using(transaction);
            city(inside, 1, "Asia", "Tokyo");
            city(inside, 2, FAR, "New York");
            assertThat(inside.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY))
                    .containsExactlyInAnyOrder("Tokyo", "New York");
            assertThat(inside.update(WEATHER_LOCATIONS)
                            .set(WEATHER_LOCATIONS.CITY, "Osaka")
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                            .execute())
                    .isOne();
            assertThat(inside.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY))
                    .containsExactlyInAnyOrder("Osaka", "New York");
        });
        assertThat(cities()).containsExactlyInAnyOrder("Osaka", "New York");
    }

    @Test
    void anExceptionRollsBackEverywhere() {
        city(ctx, 3, "Europe", "London");
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    DSLContext inside = DSL.using(transaction);
                    city(inside, 1, "Asia", "Tokyo");
                    city(inside, 2, FAR, "New York");
                    inside.deleteFrom(WEATHER_LOCATIONS)
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                            .execute();
                    throw new IllegalStateException("back");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("back");
        assertThat(cities()).containsExactly("London");
    }

    @Test
    void aNestedRollbackKeepsWhatTheOuterTransactionDid() {
        ctx.transaction(transaction -> {
            DSLContext outer = DSL.using(transaction);
            city(outer, 1, "Asia", "Tokyo");
            assertThatThrownBy(() -> outer.transaction(nested -> {
                        city(DSL.using(nested), 2, "Asia", "Kyoto");
                        city(DSL.using(nested), 3, FAR, "Toronto");
                        throw new IllegalStateException("back");
                    }))
                    .hasMessage("back");
            outer.transaction(nested -> city(DSL.using(nested), 4, FAR, "New York"));
            city(outer, 5, "South America", "Quito");
        });
        assertThat(cities()).containsExactlyInAnyOrder("Tokyo", "New York", "Quito");
    }

    @Test
    void aNestedTransactionThatCommitsIsRolledBackWithTheOuterOne() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    DSL.using(transaction).transaction(nested -> {
                        city(DSL.using(nested), 1, "Asia", "Tokyo");
                        city(DSL.using(nested), 2, FAR, "Toronto");
                    });
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        assertThat(cities()).isEmpty();
    }

    @Test
    void aFailedStatementInANestedTransactionLeavesTheOuterOneUsable() {
        ctx.transaction(transaction -> {
            DSLContext outer = DSL.using(transaction);
            city(outer, 1, "Asia", "Tokyo");
            assertThatThrownBy(() -> outer.transaction(nested -> city(DSL.using(nested), 1, "Asia", "Kyoto")))
                    .isInstanceOf(IntegrityConstraintViolationException.class);
            city(outer, 2, "Asia", "Osaka");
        });
        assertThat(cities()).containsExactlyInAnyOrder("Tokyo", "Osaka");
    }

    @Test
    void othersDoNotSeeWhatIsNotCommitted() {
        city(ctx, 1, "Asia", "Tokyo");
        ctx.transaction(transaction -> {
            city(DSL.using(transaction), 2, FAR, "New York");
            assertThat(ctx.selectFrom(WEATHER_LOCATIONS)
                            .where(WEATHER_LOCATIONS.CONTINENT.eq(FAR))
                            .fetch())
                    .isEmpty();
        });
    }

    @Test
    void aNamedShardIsInTheSameTransaction() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    ShardedDSLContext asia = ShardedDSLContext.of(transaction).onShard(world.shardOf("Asia"));
                    city(asia, 1, "Asia", "Tokyo");
                    assertThat(asia.fetchCount(WEATHER_LOCATIONS)).isOne();
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        assertThat(cities()).isEmpty();
    }

    @Test
    void anAsynchronousTransactionCommitsAndRollsBack() {
        CompletionStage<Integer> commits = ctx.transactionResultAsync(transaction ->
                city(DSL.using(transaction), 1, "Asia", "Tokyo").getId().intValue());
        assertThat(commits.toCompletableFuture().join()).isOne();
        CompletableFuture<Void> fails = ctx.transactionAsync(transaction -> {
                    city(DSL.using(transaction), 2, FAR, "New York");
                    throw new IllegalStateException("back");
                })
                .toCompletableFuture();
        assertThatThrownBy(fails::join).hasRootCauseMessage("back");
        assertThat(cities()).containsExactly("Tokyo");
    }

    @Test
    void aTransactionThatIsRefusedAStatementRollsBackTheRest() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    city(DSL.using(transaction), 1, "Asia", "Tokyo");
                    city(DSL.using(transaction), 2, "Atlantis", "Poseidonis");
                }))
                .hasMessageContaining("MR020");
        assertThat(cities()).isEmpty();
    }
}
