package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.WeatherReports;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subqueries and derived tables give what one database gives: those that are tied to the row around them, those that only look so, and others. */
class SubqueryTest extends Contract {

    private static final WeatherLocations L = WEATHER_LOCATIONS;
    private static final WeatherLocations OTHER = WEATHER_LOCATIONS.as("other");
    private static final WeatherReports R = WEATHER_REPORTS;

    @BeforeEach
    void weather() {
        saveWeather();
        world.onBoth(context -> report(context, 4L, 7, 20.0));
        world.onBoth(context -> report(context, 5L, 4, 85.0));
    }

    /** The rows are the oracle's, in whatever order. */
    private void same(Function<DSLContext, Select<?>> query) {
        exact(context -> query.apply(context).fetch().stream()
                .map(row -> Arrays.toString(row.intoArray()))
                .sorted()
                .toList());
    }

    @Test
    void subqueriesThatAreTiedToTheRowAroundThem() {
        Field<Integer> reports = field(selectCount().from(R).where(R.LOCATION_ID.eq(L.ID)));
        same(context -> context.select(L.ID, reports).from(L));
        same(context -> context.select(L.ID).from(L).where(reports.eq(0)));
        same(context ->
                context.select(L.ID).from(L).orderBy(reports.desc(), L.ID).limit(3));
        same(context ->
                context.select(L.ID).from(L).where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        same(context ->
                context.select(L.ID).from(L).where(notExists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        same(context -> context.select(L.ID)
                .from(L)
                .where(DSL.val(85.0).in(select(R.TEMPERATURE).from(R).where(R.LOCATION_ID.eq(L.ID)))));
        same(context -> context.select(
                        L.ID,
                        field(select(R.TEMPERATURE)
                                .from(R)
                                .where(R.LOCATION_ID.eq(L.ID))
                                .orderBy(R.TEMPERATURE)
                                .limit(1)))
                .from(L));
        same(context ->
                context.select(count()).from(L).where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        same(context -> context.select(OTHER.ID, field(selectCount().from(L).where(L.CONTINENT.eq(OTHER.CONTINENT))))
                .from(OTHER));
    }

    @Test
    void subqueriesThatOnlyLookTied() {
        same(context -> context.select(L.ID)
                .from(L)
                .where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID).or(R.TEMPERATURE.gt(84.0))))));
        same(context -> context.select(L.ID, field(selectCount().from(R).where(R.LOCATION_ID.gt(L.ID))))
                .from(L));
        same(context -> context.select(L.ID)
                .from(L)
                .where(L.ID.notIn(select(R.LOCATION_ID).from(R))));
        same(context ->
                context.select(L.ID).from(L).where(L.ID.in(select(R.LOCATION_ID).from(R))));
        same(context ->
                context.select(L.ID, field(select(max(R.TEMPERATURE)).from(R))).from(L));
        same(context -> context.select(R.ID)
                .from(R)
                .where(R.TEMPERATURE.eq(select(max(R.as("hot").TEMPERATURE)).from(R.as("hot")))));
        // The row of the left side is preserved, and what it is tied to may be missing.
        same(context -> context.select(OTHER.ID, field(selectCount().from(R).where(R.LOCATION_ID.eq(L.ID))))
                .from(OTHER)
                .leftJoin(L)
                .on(L.ID.eq(OTHER.ID).and(L.CITY.ne("Quito"))));
        same(context -> context.select(OTHER.ID, field(selectCount().from(R).where(R.LOCATION_ID.eq(L.ID))))
                .from(OTHER)
                .leftJoin(L)
                .on(L.ID.eq(OTHER.ID.plus(1L))));
    }

    @Test
    void derivedTables() {
        var plain = select(L.ID, L.CITY, L.CONTINENT).from(L).where(L.ID.gt(1L)).asTable("d");
        same(context -> context.select(plain.field("city")).from(plain));
        same(context -> context.select(count()).from(plain));
        same(context ->
                context.select(plain.field("continent"), count()).from(plain).groupBy(plain.field("continent")));
        same(context -> context.select(plain.field("city"), rowNumber().over(DSL.orderBy(plain.field("id"))))
                .from(plain));
        same(context -> context.select(plain.field("city"))
                .from(plain)
                .orderBy(plain.field("id"))
                .limit(2));
        same(context -> context.select(plain.field("city"))
                .from(plain)
                .orderBy(plain.field("city"))
                .limit(2));
        same(context ->
                context.selectDistinct(DSL.field(DSL.name("d", "continent"))).from(plain));
        same(context ->
                context.select(max(DSL.field(DSL.name("id"), Long.class))).from(plain));
        same(context -> context.select(DSL.field(DSL.name("d", "id")))
                .from(plain)
                .orderBy(DSL.field(DSL.name("d", "id")))
                .limit(2));
        same(context ->
                context.select(DSL.field(DSL.name("city")), count()).from(plain).groupBy(DSL.field(DSL.name("city"))));
        var first = select(L.ID, L.CITY).from(L).orderBy(L.ID).limit(3).asTable("d");
        same(context -> context.select(first.field("city")).from(first));
        var grouped = select(L.CONTINENT, count().as("n"))
                .from(L)
                .groupBy(L.CONTINENT)
                .asTable("d");
        same(context -> context.select(grouped.field("n")).from(grouped));
        same(context ->
                context.select(DSL.sum(grouped.field("n", Integer.class))).from(grouped));
        var cities = select(DSL.upper(L.CONTINENT).as("k"), count().as("n"))
                .from(L)
                .groupBy(DSL.upper(L.CONTINENT))
                .asTable("d");
        same(context -> context.select(cities.field("n"))
                .from(cities)
                .where(cities.field("n", Integer.class).gt(1)));
    }

    @Test
    void countsOfStatements() {
        List<Function<DSLContext, Select<?>>> statements = List.of(
                context -> context.selectFrom(L),
                context -> context.selectFrom(L).limit(3),
                context -> context.selectDistinct(L.CONTINENT).from(L),
                context ->
                        context.select(L.CITY).from(L).unionAll(select(L.CITY).from(L)),
                context -> context.select(R.TEMPERATURE).from(R).groupBy(R.TEMPERATURE));
        statements.forEach(statement -> exact(context -> context.fetchCount(statement.apply(context))));
        statements.forEach(statement -> exact(context -> context.fetchExists(statement.apply(context))));
    }
}
