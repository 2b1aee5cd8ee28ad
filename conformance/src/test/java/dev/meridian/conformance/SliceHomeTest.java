package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.meridian.placement.ShardId;
import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.WeatherReports;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that one statement over the slices of a table has read know their home, and nothing else of the result tells. */
class SliceHomeTest extends Contract {

    private static final WeatherLocations L = WEATHER_LOCATIONS;
    private static final WeatherReports R = WEATHER_REPORTS;
    /** On one database in every layout with schemas or prefixes. */
    private static final Condition AMERICAS = L.CONTINENT.in(FAR, "South America");

    @BeforeEach
    void weather() {
        saveWeather();
        ctx = world.context(UnaryOperator.identity(), UnaryOperator.identity());
    }

    private boolean isUnion(org.jooq.Query query) {
        return ctx.explain(query).plan().contains("each table the union of its slices");
    }

    /** Compares the rows, in order, and the home of each with the one that a column of the row tells. */
    private void homes(Field<String> continent, Function<DSLContext, ResultQuery<? extends Record>> query) {
        Result<? extends Record> seen = rows(query);
        if (!isUnion(query.apply(ctx))) {
            return;
        }
        for (Record row : seen) {
            assertThat(ctx.shardOf(row)).contains(world.shardOf(row.get(continent)));
        }
    }

    /** Compares the rows; none has a home. */
    private void noHomes(Function<DSLContext, ResultQuery<? extends Record>> query) {
        Result<? extends Record> seen = rows(query);
        if (isUnion(query.apply(ctx))) {
            assertThat(seen).allSatisfy(row -> assertThat(ctx.shardOf(row)).isEmpty());
        }
    }

    private Result<? extends Record> rows(Function<DSLContext, ResultQuery<? extends Record>> query) {
        Result<? extends Record> seen = query.apply(ctx).fetch();
        Result<? extends Record> expected = query.apply(world.oracle()).fetch();
        assertThat(Outcome.of(seen)).isEqualTo(Outcome.of(expected));
        assertThat(seen.fields()).isEqualTo(expected.fields());
        return seen;
    }

    @Test
    void aRecordThatWasSortedIsRefreshedStoredAndDeletedAtHome() {
        for (WeatherLocationsRecord record :
                ctx.selectFrom(L).where(AMERICAS).orderBy(L.ID).limit(3)) {
            String shard = layout.shardOf(record.getContinent());
            if (isUnion(ctx.selectFrom(L).where(AMERICAS).orderBy(L.ID).limit(3))) {
                assertThat(ctx.shardOf(record)).map(ShardId::name).contains(shard);
                assertThat(asked(record::refresh)).containsExactly(shard);
                record.setCity("lost");
                assertThat(asked(record::store)).containsExactly(shard);
            }
            record.setCity(record.getCity() + "!");
            assertThat(record.store()).isOne();
        }
    }

    @Test
    void equalIdsOnTwoShardsAreKeptApart() {
        if (!layout.isScattered()) {
            return;
        }
        city(ctx, 1, FAR, "Boston");
        for (WeatherLocationsRecord record :
                ctx.selectFrom(L).where(L.ID.eq(1L)).orderBy(L.CITY)) {
            if (ctx.shardOf(record).isPresent()) {
                record.setCity("New " + record.getCity());
                assertThat(record.store()).isOne();
            }
        }
        if (isUnion(ctx.selectFrom(L).orderBy(L.CITY))) {
            assertThat(ctx.fetch(L, L.ID.eq(1L)).getValues(L.CITY))
                    .containsExactlyInAnyOrder("New Boston", "New Tokyo");
        }
    }

    @Test
    void everySelectListKeepsItsColumns() {
        homes(L.CONTINENT, context -> context.selectFrom(L).orderBy(L.ID));
        homes(L.CONTINENT, context -> context.select().from(L).orderBy(L.ID));
        homes(L.CONTINENT, context -> context.select(asterisk()).from(L).orderBy(L.ID));
        homes(L.CONTINENT, context -> context.select(L.asterisk()).from(L).orderBy(L.ID));
        homes(
                L.CONTINENT,
                context ->
                        context.select(asterisk(), L.CITY.as("again")).from(L).orderBy(L.ID));
        homes(
                L.CONTINENT,
                context -> context.select(L.CITY, L.asterisk()).from(L).orderBy(L.ID));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, L.CITY)
                        .from(L)
                        .where(AMERICAS)
                        .orderBy(DSL.inline(2)));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, DSL.upper(L.CITY))
                        .from(L)
                        .orderBy(L.CITY.desc())
                        .limit(4)
                        .offset(1));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, L.CITY)
                        .from(L)
                        .orderBy(L.CITY)
                        .coerce(L.CONTINENT, L.CITY.as("town")));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, rowNumber().over(DSL.orderBy(L.CITY)))
                        .from(L)
                        .orderBy(L.CITY)
                        .limit(4)
                        .offset(1));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, count().over()).from(L).orderBy(L.CITY));
        WeatherLocations w = L.as("w");
        homes(w.CONTINENT, context -> context.selectFrom(w).where(w.ID.gt(1L)).orderBy(w.CITY));
        homes(w.CONTINENT, context -> context.select(w.asterisk()).from(w).orderBy(w.CITY));
        homes(w.CONTINENT, context -> context.select(asterisk()).from(w).orderBy(w.CITY));
    }

    @Test
    void joinsKnowTheHomeOfEachRow() {
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, R.TEMPERATURE)
                        .from(L)
                        .join(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .orderBy(R.ID));
        homes(
                L.CONTINENT,
                context -> context.select(L.fields())
                        .select(R.fields())
                        .from(L)
                        .leftJoin(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .orderBy(L.ID));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, R.TEMPERATURE)
                        .from(R)
                        .rightJoin(L)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .orderBy(L.ID));
        homes(
                L.CONTINENT,
                context -> context.select(L.CONTINENT, L.CITY)
                        .from(L)
                        .join(L.as("self"))
                        .using(L.ID)
                        .orderBy(L.CITY));
    }

    @Test
    void aRowOfTwoShardsHasNoHome() {
        WeatherLocations other = L.as("other");
        Function<DSLContext, ResultQuery<? extends Record>> pairs =
                context -> context.select(L.CONTINENT, other.CONTINENT)
                        .from(L)
                        .crossJoin(other)
                        .where(AMERICAS)
                        .orderBy(L.ID, other.ID);
        Result<? extends Record> seen = rows(pairs);
        if (isUnion(pairs.apply(ctx))) {
            for (Record row : seen) {
                ShardId left = world.shardOf(row.get(L.CONTINENT));
                ShardId right = world.shardOf(row.get(other.CONTINENT));
                assertThat(ctx.shardOf(row)).isEqualTo(left.equals(right) ? Optional.of(left) : Optional.empty());
            }
        }
    }

    @Test
    void aRowThatIsMadeOfNullsOrCopiesAloneHasNoHome() {
        Field<String> kind = Extra.EVENTS.column("kind", String.class);
        world.topology().shards().forEach(shard -> {
            world.execute(shard, "DELETE FROM " + World.name(shard, "countries"));
            world.execute(shard, "DELETE FROM " + World.name(shard, "events"));
            world.execute(shard, "INSERT INTO " + World.name(shard, "countries") + " VALUES ('JP', 'Japan')");
        });
        world.oracle().deleteFrom(Extra.EVENTS).execute();
        world.oracle().deleteFrom(Extra.COUNTRIES).execute();
        world.oracle().insertInto(Extra.COUNTRIES).values("JP", "Japan").execute();
        noHomes(context -> context.select(Extra.COUNTRIES.column("code", String.class), kind)
                .from(Extra.COUNTRIES)
                .leftJoin(Extra.EVENTS)
                .on(kind.eq(Extra.COUNTRIES.column("code", String.class)))
                .orderBy(kind));
    }

    @Test
    void whatIsNotARowOfATableHasNoHome() {
        noHomes(context -> context.select(L.CONTINENT, count())
                .from(L)
                .groupBy(L.CONTINENT)
                .orderBy(L.CONTINENT));
        noHomes(context -> context.selectDistinct(L.CONTINENT).from(L).orderBy(L.CONTINENT));
        noHomes(context -> context.selectCount().from(L));
        noHomes(context ->
                context.select(L.ID).from(L).union(select(R.ID).from(R)).orderBy(1));
        noHomes(context -> context.select(asterisk())
                .from(L)
                .join(R)
                .on(R.LOCATION_ID.eq(L.ID))
                .orderBy(R.ID));
        noHomes(context -> context.select(asterisk())
                .from(select(L.CITY).from(L).orderBy(L.CITY).limit(2).asTable("d"))
                .orderBy(1));
        noHomes(context -> context.select(L.CITY)
                .from(L)
                .where(DSL.exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID))))
                .orderBy(L.CITY));
        noHomes(context -> context.select(DSL.field("upper(city)")).from(L).orderBy(L.CITY));
    }

    @Test
    void aResultSetShowsTheStatementsColumnsAlone() throws SQLException {
        var sorted = ctx.selectFrom(L).where(AMERICAS).orderBy(L.ID);
        try (ResultSet rows = sorted.fetchResultSet()) {
            assertThat(rows.getMetaData().getColumnCount()).isEqualTo(3);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(3)).isEqualTo("New York");
        }
        if (layout.kind() == Layout.Kind.POSTGRES) {
            assertThat(sorted.fetchMany().get(0).fields()).hasSize(3);
        }
        try (var cursor = sorted.fetchLazy()) {
            WeatherLocationsRecord first = cursor.fetchNext();
            WeatherLocationsRecord second = cursor.fetchNext();
            WeatherLocationsRecord third = cursor.fetchNext();
            if (isUnion(sorted)) {
                assertThat(ctx.shardOf(first)).contains(world.shardOf(FAR));
                assertThat(ctx.shardOf(second)).contains(world.shardOf(FAR));
                assertThat(ctx.shardOf(third)).contains(world.shardOf("South America"));
            }
        }
        assertThat(sorted.fetchStream().map(Record::size)).containsOnly(3);
        assertThat(sorted.fetchAsync().toCompletableFuture().join()).hasSize(4);
    }
}
