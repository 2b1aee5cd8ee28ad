package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.TableRule;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Ids that are unique over all shards: in blocks from the id table, and time-sorted ones that carry their shard. */
class IdTest extends Contract {

    private static final List<String> CONTINENTS = List.of("Asia", "Europe", "North America", "South America");

    private ShardedDSLContext with(IdRule ids) {
        return world.context(rule -> rule(rule, ids), UnaryOperator.identity());
    }

    private static TableRule rule(TableRule rule, IdRule ids) {
        if (rule.table().equals("weather_locations")) {
            return ((TableRule.Sharded) rule).withIds(ids);
        }
        return rule.table().equals("weather_reports") ? ((TableRule.Colocated) rule).withIds(ids) : rule;
    }

    private static WeatherLocationsRecord city(DSLContext context, String continent) {
        WeatherLocationsRecord record = context.newRecord(WEATHER_LOCATIONS);
        record.setContinent(continent);
        record.setCity("x");
        record.store();
        return record;
    }

    private static void onThreads(int count, IntConsumer work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(threads.submit(() -> work.accept(number)));
            }
            for (Future<?> each : all) {
                each.get(60, java.util.concurrent.TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sixteenThreadsNeverGetTheSameIdFromTheIdTable() throws Exception {
        ShardedDSLContext context = with(new IdRule.Blocks(7));
        Collection<Long> ids = new ConcurrentLinkedQueue<>();

        onThreads(16, number -> {
            for (int i = 0; i < 40; i++) {
                ids.add(context.nextId(WEATHER_LOCATIONS));
            }
        });

        assertThat(ids).hasSize(16 * 40).doesNotHaveDuplicates();
    }

    @Test
    void recordsOfAllShardsGetDistinctIdsInAndOutOfTransactions() throws Exception {
        ShardedDSLContext context = with(new IdRule.Blocks(3));

        onThreads(4, number -> {
            for (int i = 0; i < 5; i++) {
                String continent = CONTINENTS.get((number + i) % 4);
                if (i % 2 == 0) {
                    city(context, continent);
                } else {
                    context.transaction(transaction -> {
                        city(DSL.using(transaction), continent);
                        city(DSL.using(transaction), continent);
                    });
                }
            }
        });

        assertThat(context.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.ID))
                .hasSize(4 * 7)
                .doesNotHaveDuplicates();
    }

    @Test
    void noIdIsGivenTwiceAfterARollback() {
        ShardedDSLContext context = with(new IdRule.Blocks(2));
        // The id table's own shard is touched first, so that blocks are reserved inside the transaction.
        String first = CONTINENTS.stream()
                .filter(each -> layout.shardOf(each)
                        .equals(layout.shardNames().iterator().next()))
                .findFirst()
                .orElseThrow();
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> context.transaction(transaction -> {
                        for (int i = 0; i < 3; i++) {
                            city(DSL.using(transaction), first);
                        }
                        throw new IllegalStateException("back");
                    }))
                    .hasMessageContaining("back");
            city(context, first);
            context.transaction(transaction -> {
                city(DSL.using(transaction), first);
                city(DSL.using(transaction), "Europe");
            });
        }
        assertThat(context.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.ID))
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    @Test
    void noIdIsGivenTwiceAfterANestedRollback() {
        ShardedDSLContext context = with(new IdRule.Blocks(2));
        context.transaction(transaction -> {
            DSLContext inside = DSL.using(transaction);
            for (int round = 0; round < 3; round++) {
                city(inside, FAR);
                assertThatThrownBy(() -> inside.transaction(nested -> {
                            city(DSL.using(nested), FAR);
                            city(DSL.using(nested), "Asia");
                            city(DSL.using(nested), FAR);
                            throw new IllegalStateException("back");
                        }))
                        .hasMessageContaining("back");
                city(inside, "Asia");
            }
        });
        for (int i = 0; i < 5; i++) {
            city(context, CONTINENTS.get(i % 4));
        }
        assertThat(context.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.ID))
                .hasSize(11)
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdThatTheApplicationSetsIsKept() {
        ShardedDSLContext context = with(new IdRule.Blocks(2));
        assertThat(city(context, 4711, "Asia", "Tokyo").getId()).isEqualTo(4711);
    }

    @Test
    void aTimeSortedIdTellsItsShard() {
        ShardedDSLContext context = with(IdRule.TIME_SORTED);
        for (String continent : CONTINENTS) {
            long id = city(context, continent).getId();

            assertThat(asked(() -> assertThat(context.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(id)))
                            .isNotNull()))
                    .isEqualTo(shards(continent));
            WeatherReportsRecord[] report = new WeatherReportsRecord[1];
            assertThat(asked(() -> report[0] = report(context, null, id, 1.0))).isEqualTo(shards(continent));
            assertThat(asked(() -> assertThat(
                                    context.fetchOne(WEATHER_REPORTS, WEATHER_REPORTS.ID.eq(report[0].getId())))
                            .isNotNull()))
                    .isEqualTo(shards(continent));
            assertThat(asked(() -> context.update(WEATHER_REPORTS)
                            .set(WEATHER_REPORTS.TEMPERATURE, 2.0)
                            .where(WEATHER_REPORTS.LOCATION_ID.eq(id))
                            .execute()))
                    .isEqualTo(shards(continent));
        }
    }

    @Test
    void eightThreadsNeverGetTheSameTimeSortedId() throws Exception {
        ShardedDSLContext context = with(IdRule.TIME_SORTED);
        Collection<Long> ids = new ConcurrentLinkedQueue<>();
        onThreads(8, number -> {
            for (int i = 0; i < 2000; i++) {
                ids.add(context.nextId(world.shardOf(CONTINENTS.get(i % 4))));
            }
        });
        assertThat(ids).hasSize(16_000).doesNotHaveDuplicates();
    }

    @Test
    void anIdOfAnotherShardIsRefused() {
        ShardedDSLContext context = with(IdRule.TIME_SORTED);
        if (layout.isScattered()) {
            long far = context.nextId(world.shardOf(FAR));
            refused(context, Rule.ID_OF_ANOTHER_SHARD, each -> city(each, far, "Asia", "Tokyo"));
        }
        long mine = context.nextId(world.shardOf("Asia"));
        assertThat(city(context, mine, "Asia", "Tokyo").getId()).isEqualTo(mine);
    }

    @Test
    void aLookUpThatFindsNoShardIsRefusedWhereThatIsDemanded() {
        ShardedDSLContext context = world.context(
                rule -> rule.table().equals("weather_locations")
                        ? ((TableRule.Sharded) rule).withIdentity(IdentityPolicy.DEMAND)
                        : rule,
                UnaryOperator.identity());
        city(context, 1, "Asia", "Tokyo");

        if (layout.isScattered()) {
            refused(
                    context,
                    Rule.IDENTITY_DEMANDED,
                    each -> each.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(1L)));
        }
        assertThat(context.fetchOne(
                        WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(1L).and(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))))
                .isNotNull();
    }
}
