package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.weather.Keys;
import dev.meridian.weather.tables.daos.WeatherLocationsDao;
import dev.meridian.weather.tables.daos.WeatherReportsDao;
import dev.meridian.weather.tables.pojos.WeatherLocations;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import org.jooq.exception.NoDataFoundException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Records, DAOs and home shards. */
class RecordTest extends Contract {

    @Test
    void aStoredRecordIsUpdatedRefreshedAndDeletedAtHome() {
        WeatherLocationsRecord tokyo = city(ctx, 1, "Asia", "Edo");
        assertThat(ctx.shardOf(tokyo)).contains(world.shardOf("Asia"));

        tokyo.setCity("Tokyo");
        assertThat(asked(tokyo::store)).isEqualTo(shards("Asia"));
        tokyo.setCity("lost");
        assertThat(asked(tokyo::refresh)).isEqualTo(shards("Asia"));
        assertThat(tokyo.getCity()).isEqualTo("Tokyo");
        assertThat(asked(tokyo::delete)).isEqualTo(shards("Asia"));
        assertThatThrownBy(tokyo::refresh).isInstanceOf(NoDataFoundException.class);
    }

    @Test
    void aFetchedRecordKnowsItsHome() {
        saveWeather();

        for (WeatherLocationsRecord record : ctx.selectFrom(WEATHER_LOCATIONS).fetch()) {
            assertThat(ctx.shardOf(record)).contains(world.shardOf(record.getContinent()));
        }
        for (WeatherReportsRecord record : ctx.selectFrom(WEATHER_REPORTS).fetch()) {
            assertThat(asked(record::refresh))
                    .containsExactly(ctx.shardOf(record).orElseThrow().name());
        }
    }

    @Test
    void parentsAndChildrenAreFetchedAtHome() {
        saveWeather();

        WeatherReportsRecord quito = ctx.fetchOne(WEATHER_REPORTS, WEATHER_REPORTS.TEMPERATURE.eq(85.0));
        WeatherLocationsRecord[] parent = new WeatherLocationsRecord[1];
        assertThat(asked(() -> parent[0] = quito.fetchParent(Keys.WEATHER_REPORTS__WEATHER_REPORTS_LOCATION)))
                .isEqualTo(shards("South America"));
        assertThat(parent[0].getCity()).isEqualTo("Quito");
        assertThat(asked(() -> assertThat(parent[0].fetchChildren(Keys.WEATHER_REPORTS__WEATHER_REPORTS_LOCATION))
                        .hasSize(1)))
                .isEqualTo(shards("South America"));
    }

    @Test
    void equalIdsOnTwoShardsAreKeptApart() {
        if (!layout.isScattered()) {
            return;
        }
        WeatherLocationsRecord tokyo = city(ctx, 1, "Asia", "Tokyo");
        WeatherLocationsRecord york = city(ctx, 1, FAR, "New York");

        york.setCity("Gotham");
        york.store();
        tokyo.refresh();
        assertThat(tokyo.getCity()).isEqualTo("Tokyo");
        assertThat(york.delete()).isOne();
        assertThat(ctx.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY))
                .containsExactly("Tokyo");
    }

    @Test
    void aDetachedRecordIsNotWrittenOnAnotherShardThanItsOwn() {
        if (!layout.isScattered()) {
            return;
        }
        city(ctx, 1, "Asia", "Tokyo");
        city(ctx, 1, FAR, "New York");
        report(ctx.onShard(world.shardOf("Asia")), 1L, 1, 80.0);
        report(ctx.onShard(world.shardOf(FAR)), 1L, 1, 75.0);

        refused(Rule.WRITE_OVER_SHARDS, context -> {
            WeatherReportsRecord loose = new WeatherReportsRecord(1L, 1L, 0.0, NOON);
            loose.attach(context.configuration());
            return loose.update();
        });
        refused(Rule.WRITE_OVER_SHARDS, context -> {
            WeatherReportsRecord loose = new WeatherReportsRecord(1L, 1L, 0.0, NOON);
            return context.executeDelete(loose);
        });
    }

    @Test
    void aChildGoesToItsParentsShard() {
        WeatherLocationsRecord tokyo = city(ctx, 1, "Asia", "Tokyo");
        city(ctx, 2, FAR, "New York");

        WeatherReportsRecord report = report(ctx, 1L, 1, 80.0);
        assertThat(ctx.shardOf(report)).contains(world.shardOf("Asia"));
        assertThat(ctx.shardOf(report(ctx.onShardOf(tokyo), 2L, 1, 81.0))).contains(world.shardOf("Asia"));
        assertThat(ctx.insertInto(WEATHER_REPORTS)
                        .set(new WeatherReportsRecord(3L, 2L, 1.0, NOON))
                        .execute())
                .isOne();
        assertThat(world.rows(world.shardOf(FAR), "weather_reports")).anyMatch(row -> row.startsWith("3|2|"));
    }

    @Test
    void aChildFindsAParentThatIsNotYetCommitted() {
        ctx.transaction(transaction -> {
            city(DSL.using(transaction), 1, "Asia", "Tokyo");
            WeatherReportsRecord report = report(DSL.using(transaction), 1L, 1, 80.0);
            assertThat(ShardedDSLContext.of(transaction).shardOf(report)).contains(world.shardOf("Asia"));
        });
        assertThat(world.rows(world.shardOf("Asia"), "weather_reports")).hasSize(1);
    }

    @Test
    void aChildWithoutAParentIsRefused() {
        if (layout.isScattered()) {
            refused(Rule.PARENT_NOT_FOUND, context -> report(context, 1L, 99, 1.0));
        }
        refusedKey(context -> context.insertInto(WEATHER_REPORTS)
                .set(WEATHER_REPORTS.TEMPERATURE, 1.0)
                .execute());
    }

    private void refusedKey(java.util.function.Function<org.jooq.DSLContext, Object> work) {
        refused(Rule.KEY_NOT_STATED, work);
    }

    @Test
    void aChildWithTwoPossibleParentsIsRefusedUnlessTheParentIsNamed() {
        if (!layout.isScattered()) {
            return;
        }
        city(ctx, 1, "Asia", "Tokyo");
        WeatherLocationsRecord york = city(ctx, 1, FAR, "New York");

        refused(Rule.PARENT_AMBIGUOUS, context -> report(context, 1L, 1, 1.0));
        assertThat(ctx.shardOf(report(ctx.onShardOf(york), 1L, 1, 75.0))).contains(world.shardOf(FAR));
    }

    @Test
    void daosReadAndWriteAllShards() {
        WeatherLocationsDao locations = new WeatherLocationsDao(ctx.configuration());
        locations.insert(new WeatherLocations(1L, "Asia", "Tokyo"));
        locations.insert(new WeatherLocations(2L, FAR, "New York"));

        assertThat(locations.fetchOneById(2L).getCity()).isEqualTo("New York");
        assertThat(locations.findById(1L).getCity()).isEqualTo("Tokyo");
        assertThat(locations.fetchByContinent("Asia")).hasSize(1);
        assertThat(locations.findAll()).hasSize(2);
        assertThat(new WeatherReportsDao(ctx.configuration()).findAll()).isEmpty();
    }

    @Test
    void daosOfOneShardUpdateAndCount() {
        city(ctx, 2, FAR, "New York");
        WeatherLocationsDao locations =
                new WeatherLocationsDao(ctx.onShard(world.shardOf(FAR)).configuration());
        locations.update(new WeatherLocations(2L, FAR, "Toronto"));
        assertThat(locations.fetchOneById(2L).getCity()).isEqualTo("Toronto");
        assertThat(locations.existsById(2L)).isTrue();
        locations.deleteById(2L);
        assertThat(locations.count()).isZero();
    }

    @Test
    void aDaoCountsOverShards() {
        world.onBoth(context -> city(context, 2, FAR, "New York"));
        exact(context -> new WeatherLocationsDao(context.configuration()).existsById(2L));
        exact(context -> new WeatherLocationsDao(context.configuration()).count());
    }

    @Test
    void aRecordOfACityCannotMoveToAnotherContinentsShard() {
        if (!layout.isScattered()) {
            return;
        }
        WeatherLocationsRecord tokyo = city(ctx, 1, "Asia", "Tokyo");
        refused(Rule.KEY_CHANGE, context -> {
            tokyo.setContinent(FAR);
            return tokyo.store();
        });
    }

    @Test
    void aRecordThatWasNeverStoredHasNoHome() {
        WeatherLocationsRecord made = ctx.newRecord(WEATHER_LOCATIONS);
        assertThat(ctx.shardOf(made)).isEmpty();
        assertThatThrownBy(() -> ctx.onShardOf(made)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aFailedStoreLeavesTheRecordWithoutAHome() {
        city(ctx, 1, "Asia", "Tokyo");
        WeatherLocationsRecord again = ctx.newRecord(WEATHER_LOCATIONS);
        again.from(new WeatherLocations(1L, "Asia", "Kyoto"));
        assertThatThrownBy(again::insert).isInstanceOf(org.jooq.exception.IntegrityConstraintViolationException.class);
        assertThat(ctx.shardOf(again)).isEmpty();
    }
}
