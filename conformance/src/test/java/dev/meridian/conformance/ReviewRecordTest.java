package dev.meridian.conformance;

import static dev.meridian.weather.Keys.WEATHER_REPORTS__WEATHER_REPORTS_LOCATION;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.placement.Shard;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.RecordContext;
import org.jooq.RecordListener;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jooq.impl.DefaultRecordListenerProvider;
import org.junit.jupiter.api.Test;

/** What a reviewer found about records, listeners, settings and connections. */
class ReviewRecordTest extends Review {

    @Test
    void childrenAndParentsOfRecordsOfSeveralShardsAreAllFetched() {
        var locations = ctx.selectFrom(WEATHER_LOCATIONS).fetch();
        assertThat(WEATHER_REPORTS__WEATHER_REPORTS_LOCATION.fetchChildren(locations))
                .extracting(WeatherReportsRecord::getLocationId)
                .containsExactlyInAnyOrder(1L, 2L, 7L);
        var reports = ctx.selectFrom(WEATHER_REPORTS).fetch();
        assertThat(WEATHER_REPORTS__WEATHER_REPORTS_LOCATION.fetchParents(reports))
                .extracting(WeatherLocationsRecord::getCity)
                .containsExactlyInAnyOrder("Tokyo", "New York", "Quito");
    }

    @Test
    void aChangedForeignKeyFindsTheOtherParent() {
        WeatherReportsRecord report = ctx.fetchSingle(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID.eq(1L));
        report.setLocationId(2L);
        assertThat(report.fetchParent(WEATHER_REPORTS__WEATHER_REPORTS_LOCATION))
                .extracting(WeatherLocationsRecord::getCity)
                .isEqualTo("New York");
    }

    @Test
    void aRecordWithAnotherIdIsAnotherRow() {
        lawful(context -> {
            WeatherLocationsRecord location = tokyo(context);
            location.setId(2L);
            location.refresh();
            return location.intoMap();
        });
        lawful(context -> {
            WeatherLocationsRecord location = tokyo(context);
            location.setId(2L);
            location.setCity("Gotham");
            return location.update();
        });
        lawful(context -> {
            WeatherLocationsRecord location = tokyo(context);
            location.setId(3L);
            return location.delete();
        });
    }

    @Test
    void aRecordThatWasRefreshedAsAnotherRowIsThatRow() {
        lawful(context -> {
            WeatherLocationsRecord location = tokyo(context);
            location.setId(2L);
            location.refresh();
            location.setCity("Gotham");
            int stored = location.store();
            location.refresh();
            return stored + location.getCity();
        });
    }

    @Test
    void aRecordThatWasRefreshedAsAnotherRowHasNotTheOldHome() {
        WeatherLocationsRecord location = tokyo(ctx);
        location.setId(2L);
        location.refresh();
        assertThat(ctx.shardOf(location)).isEmpty();
    }

    /** On PostgreSQL the inner transaction cannot end, because its statement failed; the outer one must not go on without a transaction. */
    @Test
    void aNestedTransactionThatCannotEndTakesTheOuterWithIt() {
        assertThatThrownBy(() -> ctx.transaction(outer -> {
                    DSL.using(outer)
                            .update(WEATHER_LOCATIONS)
                            .set(WEATHER_LOCATIONS.CITY, "one")
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                            .execute();
                    try {
                        DSL.using(outer)
                                .transaction(inner -> ignoreFailure(() -> city(DSL.using(inner), 1, "Asia", "again")));
                    } catch (RuntimeException e) {
                        // As the application may: it goes on.
                    }
                    DSL.using(outer)
                            .update(WEATHER_LOCATIONS)
                            .set(WEATHER_LOCATIONS.CITY, "two")
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                            .execute();
                    throw new IllegalStateException("rolled back in any case");
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(ctx.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY))
                .doesNotContain("one", "two", "again");
    }

    private static void ignoreFailure(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            // As the application may.
        }
    }

    @Test
    void aRecordWithAnotherIdIsRefreshedFromTheOtherShard() {
        WeatherLocationsRecord location = tokyo(ctx);
        location.setId(2L);
        location.refresh();
        assertThat(location.getCity()).isEqualTo("New York");
    }

    private static WeatherLocationsRecord tokyo(DSLContext context) {
        return context.fetchSingle(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("Tokyo"));
    }

    @Test
    void queriesThroughARecordsConfigurationAreNotConfinedToItsHome() {
        WeatherLocationsRecord location = tokyo(ctx);
        DSLContext context = DSL.using(location.configuration());
        assertThat(context.selectFrom(WEATHER_LOCATIONS).fetch()).hasSize(7);
        assertThat(context.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq(FAR)))
                .hasSize(2);
        assertThat(location.configuration().dsl().selectFrom(WEATHER_LOCATIONS).fetch())
                .hasSize(7);
        refusedOverShards(
                Rule.WRITE_OVER_SHARDS,
                any -> context.deleteFrom(WEATHER_REPORTS).execute());
        assertThat(context.fetchCount(WEATHER_LOCATIONS)).isEqualTo(7);
    }

    @Test
    void queriesInARecordListenerAreNotConfinedToTheRecordsHome() {
        List<Integer> seen = new ArrayList<>();
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(),
                builder -> builder.recordListener(new DefaultRecordListenerProvider(new RecordListener() {
                    @Override
                    public void storeEnd(RecordContext record) {
                        seen.add(record.dsl()
                                .selectFrom(WEATHER_LOCATIONS)
                                .where(WEATHER_LOCATIONS.ID.le(7L))
                                .fetch()
                                .size());
                    }

                    @Override
                    public void refreshEnd(RecordContext record) {
                        seen.add(record.dsl()
                                .selectFrom(WEATHER_LOCATIONS)
                                .where(WEATHER_LOCATIONS.ID.le(7L))
                                .fetch()
                                .size());
                    }
                })));
        city(context, 20, "Asia", "Kyoto").refresh();
        assertThat(seen).containsExactly(7, 7);
    }

    @Test
    void aChildIsNotMovedToAParentOfAnotherShard() {
        if (layout.isScattered()) {
            refused(Rule.KEY_CHANGE, context -> {
                WeatherReportsRecord report = context.fetchSingle(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID.eq(1L));
                report.setLocationId(2L);
                return report.store();
            });
        }
        exact(context -> {
            WeatherReportsRecord report = context.fetchSingle(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID.eq(1L));
            report.setLocationId(1L);
            report.changed(WEATHER_REPORTS.LOCATION_ID, true);
            report.setTemperature(1.0);
            return report.store();
        });
        lawful(context ->
                rows(context.selectFrom(WEATHER_REPORTS).fetch()).rows().size());
    }

    @Test
    void statementsOfAnExecuteListenerAreExactOrRefused() {
        List<Object> seen = new ArrayList<>();
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(),
                builder -> builder.executeListener(new DefaultExecuteListenerProvider(new Nested(seen))));
        List<Object> plain = new ArrayList<>();
        DSL.using(world.oracle().configuration().derive(new DefaultExecuteListenerProvider(new Nested(plain))))
                .selectFrom(WEATHER_LOCATIONS)
                .fetch();
        assertThat(plain).containsOnly(7);
        context.selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                .fetch();
        assertThat(seen).isNotEmpty().allMatch(each -> each.equals(7) || each instanceof RefusedException);
    }

    /** Asks for all locations at each event of other statements. */
    private static final class Nested implements ExecuteListener {

        private static final long serialVersionUID = 1L;

        private final transient List<Object> seen;
        private boolean busy;

        Nested(List<Object> seen) {
            this.seen = seen;
        }

        private void ask(ExecuteContext execution) {
            if (busy) {
                return;
            }
            busy = true;
            try {
                seen.add(execution.dsl().selectFrom(WEATHER_LOCATIONS).fetch().size());
            } catch (RefusedException e) {
                seen.add(e);
            } finally {
                busy = false;
            }
        }

        @Override
        public void start(ExecuteContext execution) {
            ask(execution);
        }

        @Override
        public void renderEnd(ExecuteContext execution) {
            ask(execution);
        }

        @Override
        public void executeStart(ExecuteContext execution) {
            ask(execution);
        }

        @Override
        public void executeEnd(ExecuteContext execution) {
            ask(execution);
        }
    }

    @Test
    void aConnectionOfATransactionOnOneShardRollsBackWithIt() {
        List<String> before = world.everything();
        Shard asia = world.topology().shard(world.shardOf("Asia")).orElseThrow();
        assertThatThrownBy(() -> ctx.onShard(asia.id()).transaction(transaction -> {
                    transaction.dsl().connection(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.execute("INSERT INTO " + World.name(asia, "weather_locations")
                                    + " VALUES (50, 'Asia', 'Kyoto')");
                        }
                    });
                    throw new IllegalStateException("back");
                }))
                .hasStackTraceContaining("back");
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void derivedSettingsThatHideTheShardsNameAreRefused() {
        Settings settings = new Settings().withRenderSchema(false);
        List<String> before = world.everything();
        ThrowingWork read = () -> DSL.using(ctx.configuration().derive(settings))
                .selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                .fetch()
                .size();
        ThrowingWork write = () -> DSL.using(ctx.configuration().derive(settings))
                .insertInto(WEATHER_LOCATIONS)
                .values(60L, "Asia", "Kyoto")
                .execute();
        if (layout.name().contains("DATABASE")) {
            assertThat(read.run()).isOne();
            assertThat(write.run()).isOne();
        } else {
            assertThatThrownBy(read::run).hasMessageContaining(Rule.UNSUPPORTED.id() + " ");
            assertThatThrownBy(write::run).hasMessageContaining(Rule.UNSUPPORTED.id() + " ");
            assertThat(world.everything()).isEqualTo(before);
        }
    }

    private interface ThrowingWork {
        int run();
    }

    @Test
    void rowsThatAWriteReturns() {
        assertThat(ctx.update(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.CITY, "Edo")
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .returning()
                        .fetch(WEATHER_LOCATIONS.CITY))
                .containsExactly("Edo");
        assertThat(ctx.deleteFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                        .returning(WEATHER_LOCATIONS.ID)
                        .fetch(WEATHER_LOCATIONS.ID))
                .containsExactlyInAnyOrder(4L, 5L);
    }

    @Test
    void aPrimaryKeyIsUpdatedWhereTheSettingsAllowIt() {
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(), builder -> builder.settings(new Settings().withUpdatablePrimaryKeys(true)));
        WeatherLocationsRecord london = context.fetchSingle(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("London"));
        london.setId(40L);
        assertThat(london.update()).isOne();
        assertThat(ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Europe")))
                .extracting(WeatherLocationsRecord::getId)
                .containsExactlyInAnyOrder(40L, 5L);
        london.refresh();
        assertThat(london.getCity()).isEqualTo("London");
    }

    @Test
    void staticStatementsOverShardsAreRefusedInPlainWords() {
        ShardedDSLContext context = world.context(
                UnaryOperator.identity(),
                builder -> builder.settings(new Settings().withStatementType(StatementType.STATIC_STATEMENT)));
        assertThat(context.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia")))
                .hasSize(1);
        try {
            assertThat(context.selectFrom(WEATHER_LOCATIONS).fetch()).hasSize(7);
        } catch (RefusedException refusal) {
            assertThat(refusal.rule()).isEqualTo(Rule.UNSUPPORTED);
            assertThat(refusal.getMessage())
                    .matches("(?s)[\\p{Print}\\s]*")
                    .doesNotContain("$", "@@", "{", "meridian_");
        }
    }
}
