package dev.meridian.internal.plan;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.selectOne;

import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.StatementReader;
import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.WeatherReports;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** Which way is taken for which shape of statement, where its shards are different databases; this is also what is the same shard by shard. */
class PlannerTest {

    private static final WeatherLocations L = WEATHER_LOCATIONS;
    private static final WeatherReports R = WEATHER_REPORTS.as("r");
    private static final Topology TOPOLOGY = Topology.builder()
            .strategy(Strategy.DATABASE)
            .database("a", SQLDialect.SQLITE, new SQLiteDataSource())
            .database("b", SQLDialect.SQLITE, new SQLiteDataSource())
            .shard("a")
            .shard("b")
            .table(TableRule.sharded(
                    L.CONTINENT, MapSharding.of(Map.of("Asia", ShardId.of("a"), "Europe", ShardId.of("b")))))
            .table(TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, L))
            .table(TableRule.reference(IDS))
            .build();

    private static void plan(Class<? extends Plan> kind, Query query) {
        Configuration configuration = new DefaultConfiguration().set(SQLDialect.SQLITE);
        Statement statement = new StatementReader(TOPOLOGY).read(query, configuration);
        Route route = new Route(TOPOLOGY.shardIds(), Map.of(), java.util.List.of());
        assertThat(new Planner(TOPOLOGY, 100).plan(statement, route, new Pushdown(query, configuration), Hints.NONE))
                .as(query.toString())
                .isInstanceOf(kind);
    }

    @Test
    void rowsOfEachShardOneAfterTheOther() {
        plan(Plan.Concat.class, selectFrom(L));
        plan(Plan.Concat.class, select(L.ID).from(L).unionAll(select(R.ID).from(R)));
        plan(Plan.Concat.class, select(L.ID).from(L).join(R).on(R.LOCATION_ID.eq(L.ID)));
        plan(Plan.Concat.class, select(L.ID).from(L).leftJoin(IDS).on(IDS.NEXT_ID.eq(L.ID)));
        plan(Plan.Concat.class, select(L.CONTINENT, count()).from(L).groupBy(L.CONTINENT));
        plan(Plan.Concat.class, selectDistinct(L.CONTINENT, L.CITY).from(L));
        plan(
                Plan.Concat.class,
                select(rowNumber().over().partitionBy(L.CONTINENT)).from(L));
    }

    @Test
    void aJoinThatIsNotTiedIsGathered() {
        plan(Plan.Gather.class, select(L.ID).from(L).join(R).on(R.ID.eq(L.ID)));
        plan(
                Plan.Gather.class,
                select(L.ID).from(L).leftJoin(R).on(R.ID.eq(L.ID)).where(R.LOCATION_ID.eq(L.ID)));
        plan(Plan.Gather.class, select(L.ID).from(IDS).leftJoin(L).on(IDS.NEXT_ID.eq(L.ID)));
        plan(Plan.Gather.class, select(L.ID).from(L).fullJoin(IDS).on(IDS.NEXT_ID.eq(L.ID)));
    }

    @Test
    void aSubqueryIsTiedOrGathered() {
        plan(Plan.Concat.class, selectFrom(L).where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        plan(
                Plan.Concat.class,
                selectFrom(L).where(notExists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        plan(Plan.Concat.class, selectFrom(L).where(exists(selectOne().from(IDS))));
        plan(
                Plan.Concat.class,
                select(field(select(max(R.ID)).from(R).where(R.LOCATION_ID.eq(L.ID))))
                        .from(L));
        plan(
                Plan.Gather.class,
                selectFrom(L).where(notExists(selectOne().from(R).where(R.ID.eq(L.ID)))));
        plan(
                Plan.Concat.class,
                selectFrom(L).where(L.ID.in(select(R.LOCATION_ID).from(R))));
        plan(Plan.Gather.class, selectFrom(L).where(L.ID.in(select(R.ID).from(R))));
        plan(
                Plan.Gather.class,
                selectFrom(L).where(L.ID.notIn(select(R.LOCATION_ID).from(R))));
        plan(
                Plan.Gather.class,
                selectFrom(L).where(L.ID.in(select(R.LOCATION_ID).from(R).limit(3))));
        plan(
                Plan.Gather.class,
                selectFrom(L).where(L.ID.in(select(max(R.LOCATION_ID)).from(R))));
        plan(
                Plan.Gather.class,
                selectFrom(L)
                        .where(exists(
                                selectOne().from(R).where(R.LOCATION_ID.eq(L.ID).or(R.ID.eq(1L))))));
        plan(Plan.Gather.class, select(field(select(max(R.ID)).from(R))).from(L));
        plan(
                Plan.Gather.class,
                selectFrom(L)
                        .where(exists(selectOne()
                                .from(R)
                                .where(R.LOCATION_ID.eq(L.ID))
                                .union(selectOne().from(R)))));
    }

    @Test
    void aKeyThatAnOuterJoinMayReplaceByNullPutsNothingTogether() {
        plan(
                Plan.Reduce.class,
                select(L.CONTINENT, count())
                        .from(R)
                        .leftJoin(L)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .groupBy(L.CONTINENT));
        plan(Plan.Reduce.class, selectDistinct(L.CONTINENT).from(L).rightJoin(R).on(R.LOCATION_ID.eq(L.ID)));
    }

    @Test
    void numbersAreMergedAndTextsAreSortedByADatabase() {
        plan(Plan.Merge.class, selectFrom(L).orderBy(L.ID.desc()).limit(2));
        plan(Plan.Merge.class, selectFrom(L).limit(2));
        plan(
                Plan.Merge.class,
                select(L.CONTINENT, count()).from(L).groupBy(L.CONTINENT).orderBy(count()));
        plan(Plan.Reduce.class, selectFrom(L).orderBy(L.CITY));
    }

    @Test
    void groupsOverShardsAreReduced() {
        plan(Plan.Reduce.class, select(count()).from(L));
        plan(Plan.Reduce.class, select(L.CITY, max(L.ID)).from(L).groupBy(L.CITY));
        plan(Plan.Reduce.class, select(countDistinct(L.CITY)).from(L));
        plan(Plan.Reduce.class, selectDistinct(L.CITY).from(L));
        plan(Plan.Reduce.class, selectDistinct(count()).from(L).groupBy(L.CONTINENT));
        plan(Plan.Reduce.class, select(rowNumber().over().orderBy(L.ID)).from(L));
    }

    @Test
    void setsAreGathered() {
        plan(Plan.Gather.class, select(L.ID).from(L).union(select(R.ID).from(R)));
        plan(
                Plan.Gather.class,
                select(L.ID).from(L).unionAll(select(IDS.NEXT_ID).from(IDS)));
        plan(Plan.Gather.class, select(count()).from(L).unionAll(select(count()).from(R)));
        plan(
                Plan.Gather.class,
                select(L.ID).from(L).unionAll(select(R.ID).from(R)).orderBy(1));
    }

    @Test
    void anAliasThatASecondStepWouldReadInAnotherWayIsGathered() {
        var alias = org.jooq.impl.DSL.lower(L.CITY).as("city");
        var other = org.jooq.impl.DSL.lower(L.CITY).as("other");
        plan(Plan.Gather.class, select(alias, count()).from(L).groupBy(alias));
        plan(Plan.Reduce.class, select(other, count()).from(L).groupBy(other));
    }
}
