package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.meridian.weather.tables.WeatherLocations;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SELECTs that need more than the rows of each shard put together give what one database gives. */
class AcrossShardsTest extends Contract {

    @BeforeEach
    void weather() {
        saveWeather();
    }

    private static Object maps(Result<?> result) {
        return result.intoMaps();
    }

    @Test
    void orderAndLimitOverShards() {
        exact(context -> maps(context.selectFrom(WEATHER_LOCATIONS)
                .orderBy(WEATHER_LOCATIONS.ID)
                .fetch()));
        exact(context -> context.selectFrom(WEATHER_LOCATIONS).limit(3).fetch().size());
        exact(context -> context.selectFrom(WEATHER_LOCATIONS).offset(3).fetch().size());
        exact(context -> context.selectFrom(WEATHER_LOCATIONS)
                .limit(DSL.val((Integer) 0))
                .fetch()
                .size());
    }

    @Test
    void distinctAggregatesAndGroupsOverShards() {
        exact(context -> context.selectDistinct(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .fetch()
                .size());
        exact(context -> context.fetchCount(WEATHER_LOCATIONS));
        exact(context -> context.fetchExists(WEATHER_LOCATIONS));
        exact(context -> maps(context.select(max(WEATHER_LOCATIONS.ID).plus(1))
                .from(WEATHER_LOCATIONS)
                .fetch()));
        exact(context -> context.select(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .groupBy(WEATHER_LOCATIONS.CONTINENT)
                .fetch()
                .size());
        exact(context -> context.select(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .groupBy(WEATHER_LOCATIONS.CONTINENT)
                .having(count().gt(1))
                .fetch()
                .size());
        exact(context -> context.select(rowNumber().over())
                .from(WEATHER_LOCATIONS)
                .fetch()
                .size());
    }

    @Test
    void setOperationsSubqueriesAndCommonTablesOverShards() {
        exact(context -> context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .union(select(WEATHER_REPORTS.ID).from(WEATHER_REPORTS))
                .fetch()
                .size());
        exact(context -> context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                .unionAll(
                        select(WEATHER_LOCATIONS.ID).from(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.eq(FAR)))
                .fetch()
                .size());
        exact(context -> context.selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.ID.in(
                        select(WEATHER_REPORTS.LOCATION_ID).from(WEATHER_REPORTS)))
                .fetch()
                .size());
        exact(context -> context.select(DSL.field(exists(selectOne().from(WEATHER_REPORTS))))
                .fetch()
                .size());
        exact(context -> context.select(DSL.field(selectCount().from(WEATHER_REPORTS)))
                .fetch()
                .get(0)
                .get(0));
        exact(context -> {
            var common = name("c").as(select(WEATHER_LOCATIONS.ID).from(WEATHER_LOCATIONS));
            return context.with(common).select().from(common).fetch().size();
        });
        exact(context -> context.select()
                .from(select(WEATHER_LOCATIONS.ID)
                        .from(WEATHER_LOCATIONS)
                        .limit(1)
                        .asTable("d"))
                .fetch()
                .size());
    }

    @Test
    void plainTextThatNamesNoTable() {
        exact(context ->
                context.selectFrom(WEATHER_LOCATIONS).where("1 = 1").fetch().size());
    }

    @Test
    void joinsOfTablesThatDoNotLiveTogether() {
        WeatherLocations other = WEATHER_LOCATIONS.as("other");
        exact(context -> context.select()
                .from(WEATHER_LOCATIONS)
                .crossJoin(other)
                .fetch()
                .size());
        exact(context -> context.select()
                .from(WEATHER_LOCATIONS, WEATHER_REPORTS)
                .where(WEATHER_LOCATIONS.ID.eq(WEATHER_REPORTS.ID))
                .fetch()
                .size());
        exact(context -> context.select()
                .from(WEATHER_LOCATIONS)
                .leftJoin(WEATHER_REPORTS)
                .on(WEATHER_LOCATIONS.ID.ne(WEATHER_REPORTS.LOCATION_ID))
                .fetch()
                .size());
    }

    /** A report without a match beside it may have one on another shard. */
    @Test
    void rowsOfOneShardWithoutAMatchOnAny() {
        exact(context -> context.select(WEATHER_REPORTS.ID)
                .from(WEATHER_LOCATIONS)
                .leftJoin(WEATHER_REPORTS)
                .on(WEATHER_LOCATIONS.ID.eq(WEATHER_REPORTS.ID))
                .where(WEATHER_LOCATIONS.CONTINENT.eq(FAR))
                .and(WEATHER_REPORTS.ID.isNull())
                .fetch()
                .size());
    }

    /** A path of columns implies a join, which must survive whatever stands for the tables. */
    @Test
    void joinsThatPathsImply() {
        var path = WEATHER_REPORTS.weatherLocations();
        exact(context -> maps(context.select(WEATHER_REPORTS.ID, path.CITY)
                .from(WEATHER_REPORTS)
                .orderBy(path.CITY, WEATHER_REPORTS.ID)
                .fetch()));
        exact(context -> maps(context.select(path.CITY, count())
                .from(WEATHER_REPORTS)
                .groupBy(path.CITY)
                .orderBy(path.CITY)
                .fetch()));
        exact(context -> maps(context.select(path.CONTINENT, rowNumber().over(DSL.orderBy(WEATHER_REPORTS.ID)))
                .from(WEATHER_REPORTS)
                .orderBy(WEATHER_REPORTS.ID)
                .fetch()));
        WeatherLocations other = WEATHER_LOCATIONS.as("other");
        exact(context -> maps(context.select(WEATHER_REPORTS.ID, path.CITY, other.ID.as("other_id"))
                .from(WEATHER_REPORTS)
                .crossJoin(other)
                .orderBy(WEATHER_REPORTS.ID, other.ID)
                .fetch()));
    }
}
