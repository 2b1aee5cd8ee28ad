package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FOR UPDATE and FOR SHARE on PostgreSQL: what is locked is what one database would lock, or the statement is refused before it asks a shard. */
class LockTest extends Contract {

    private static final WeatherLocations L = WEATHER_LOCATIONS;
    private static final Condition TWO = L.CONTINENT.in("Asia", FAR);

    @BeforeEach
    void weather() {
        saveWeather();
        ctx = world.context(UnaryOperator.identity(), UnaryOperator.identity());
    }

    private boolean locks() {
        return layout.kind() == Layout.Kind.POSTGRES;
    }

    private boolean isOneDatabase() {
        return Set.of("Asia", FAR).stream()
                        .map(world::shardOf)
                        .map(id -> world.topology().shard(id).orElseThrow().database())
                        .collect(Collectors.toSet())
                        .size()
                == 1;
    }

    /** Refused in a transaction as outside of one, and with nothing asked. */
    private void refusedEverywhere(Function<DSLContext, ResultQuery<?>> query) {
        assertThat(asked(() -> {
                    refused(context -> query.apply(context).fetch());
                    refused(context -> context.transactionResult(
                            transaction -> query.apply(DSL.using(transaction)).fetch()));
                }))
                .isEmpty();
        assertThat(ctx.explain(query.apply(ctx)).refusal())
                .hasValueSatisfying(
                        message -> assertThat(message).startsWith("MR017 ").contains("Narrow it to one shard"));
    }

    private void refused(Function<DSLContext, Object> work) {
        assertThatThrownBy(() -> work.apply(ctx))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(Rule.LOCK_OVER_SHARDS));
    }

    @Test
    void everyFormOfALockOverShardsIsSeen() {
        if (!locks() || !layout.isScattered()) {
            return;
        }
        var common = name("c").as(selectFrom(L).forUpdate());
        List<Function<DSLContext, ResultQuery<?>>> forms = List.of(
                context -> context.selectFrom(L).orderBy(L.ID).forUpdate(),
                context -> context.selectFrom(L).limit(1).forUpdate().skipLocked(),
                context -> context.select()
                        .from(L)
                        .join(WEATHER_REPORTS)
                        .on(WEATHER_REPORTS.LOCATION_ID.eq(L.ID))
                        .forUpdate()
                        .of(L),
                context -> context.selectFrom(L)
                        .where(L.ID.in(select(L.ID).from(L).where(TWO).forUpdate())),
                context -> context.select().from(selectFrom(L).forShare().asTable("d")),
                context -> context.with(common).select().from(common),
                context -> context.select(L.ID)
                        .from(L)
                        .unionAll(select(L.ID)
                                .from(L)
                                .where(L.CONTINENT.eq("Asia"))
                                .forUpdate()),
                context -> context.selectCount()
                        .from(selectFrom(L).forNoKeyUpdate().asTable("d")),
                context -> context.selectFrom(L).where("city <> '' for share"));
        forms.forEach(this::refusedEverywhere);
        // WAIT is a statement of its own before the other, and text with the word update may name a table.
        for (ResultQuery<?> text :
                List.of(ctx.selectFrom(L).forUpdate().wait(1), ctx.selectFrom(L).where("city <> '' for update"))) {
            assertThat(asked(() -> assertThatThrownBy(text::fetch).isInstanceOf(RefusedException.class)))
                    .isEmpty();
        }
    }

    @Test
    void outsideOfATransactionNothingIsLockedOverShards() {
        if (!locks() || !layout.isScattered()) {
            return;
        }
        List<Function<DSLContext, ResultQuery<?>>> plain = List.of(
                context -> context.selectFrom(L).where(TWO).forUpdate(),
                context -> context.selectFrom(L).where(TWO).forUpdate().noWait(),
                context -> context.selectFrom(L).where(TWO).forUpdate().skipLocked(),
                context -> context.selectFrom(L).where(TWO).forUpdate().of(L),
                context -> context.selectFrom(L).where(TWO).forKeyShare(),
                context -> context.selectFrom(L).where(TWO).forShare());
        for (Function<DSLContext, ResultQuery<?>> query : plain) {
            assertThat(asked(() -> refused(context -> query.apply(context).fetch())))
                    .isEmpty();
            if (isOneDatabase()) {
                ctx.transaction(transaction ->
                        assertThat(query.apply(DSL.using(transaction)).fetch()).hasSize(3));
            } else {
                refusedEverywhere(query);
            }
        }
    }

    @Test
    void inATransactionEachShardLocksItsOwnRows() {
        if (!locks() || (layout.isScattered() && !isOneDatabase())) {
            return;
        }
        ctx.transaction(transaction -> {
            DSLContext inside = DSL.using(transaction);
            assertThat(inside.selectFrom(L).where(TWO).forUpdate().fetch(L.ID)).containsExactlyInAnyOrder(1L, 2L, 3L);
            assertThat(free(L.CONTINENT.eq("Asia"))).isEmpty();
            assertThat(free(L.CONTINENT.eq(FAR))).isEmpty();
            assertThat(free(L.CONTINENT.eq("Europe"))).containsExactlyInAnyOrder(4L, 5L);
            assertThatThrownBy(() -> ctx.selectFrom(L)
                            .where(L.ID.eq(2L))
                            .and(L.CONTINENT.eq(FAR))
                            .forUpdate()
                            .noWait()
                            .fetch())
                    .isInstanceOf(DataAccessException.class)
                    .isNotInstanceOf(RefusedException.class);
            assertThat(ctx.<List<Long>>transactionResult(other -> DSL.using(other)
                            .selectFrom(L)
                            .where(TWO)
                            .forUpdate()
                            .skipLocked()
                            .fetch(L.ID)))
                    .isEmpty();
        });
        assertThat(free(L.CONTINENT.eq("Asia"))).containsExactly(1L);
    }

    /** The rows of one shard that nobody has locked. */
    private List<Long> free(Condition condition) {
        return ctx.selectFrom(L).where(condition).forUpdate().skipLocked().fetch(L.ID);
    }

    @Test
    void oneShardLocksInEveryForm() {
        if (!locks()) {
            return;
        }
        Condition asia = L.CONTINENT.eq("Asia");
        List<Function<DSLContext, ResultQuery<?>>> forms = List.of(
                context ->
                        context.selectFrom(L).where(asia).orderBy(L.ID).limit(1).forUpdate(),
                context -> context.selectFrom(L).where(asia).forUpdate().of(L),
                context -> context.selectFrom(L).where(asia).forNoKeyUpdate().noWait(),
                context -> context.selectFrom(L).where(asia).forShare().skipLocked(),
                context -> context.selectFrom(L).where(asia).forKeyShare(),
                context -> context.select()
                        .from(selectFrom(L).where(asia).forUpdate().asTable("d")));
        ctx.transaction(transaction -> {
            ShardedDSLContext inside = ShardedDSLContext.of(transaction);
            forms.forEach(query -> {
                assertThat(asked(() -> assertThat(query.apply(inside).fetch()).hasSize(1)))
                        .isEqualTo(shards("Asia"));
            });
            assertThat(inside.onShard(world.shardOf("Asia"))
                            .selectFrom(L)
                            .where(asia)
                            .forUpdate()
                            .fetch())
                    .hasSize(1);
        });
    }
}
