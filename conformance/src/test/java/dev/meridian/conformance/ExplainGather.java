package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import org.jooq.impl.DSL;

/** What one database has to do, with the rows of all. */
final class ExplainGather extends ExplainTheme {

    @Override
    void statements() {
        joins();
        subqueries();
        setsAndCounts();
    }

    private void joins() {
        add(
                "join that is not by the foreign key",
                ctx -> ctx.select(L.ID, USER_ID)
                        .from(L)
                        .join(Extra.USERS)
                        .on(USER_NAME.eq(L.CITY))
                        .where(L.CONTINENT.in("Asia", "Europe"))
                        .and(L.CITY.like("T%"))
                        .and(TEAM.eq(3)),
                SQLITE,
                POSTGRES,
                POSTGRES_MIXED);
        var b = L.as("b");
        add(
                "self join, not by the key",
                ctx -> ctx.select(L.ID, b.ID)
                        .from(L)
                        .join(b)
                        .on(b.CITY.eq(L.CITY))
                        .where(L.ID.lt(5L)));
        add("cross join", ctx -> ctx.select(L.ID, USER_ID).from(L).crossJoin(Extra.USERS), POSTGRES);
        add(
                "left join, conditions on both sides",
                ctx -> ctx.select(L.ID, USER_ID)
                        .from(L)
                        .leftJoin(Extra.USERS)
                        .on(USER_NAME.eq(L.CITY).and(TEAM.eq(3)))
                        .where(L.CITY.like("T%")),
                POSTGRES);
        add(
                "left join that preserves a reference table",
                ctx -> ctx.select(COUNTRY, L.ID)
                        .from(Extra.COUNTRIES)
                        .leftJoin(L)
                        .on(L.CITY.eq(COUNTRY)));
        var l = L.as("l");
        add(
                "under an alias, with a condition of its own",
                ctx -> ctx.select(l.ID, USER_ID)
                        .from(l)
                        .join(Extra.USERS)
                        .on(USER_NAME.eq(l.CITY))
                        .where(l.CITY.like("T%")));
        add(
                "count of a join that is not by the foreign key",
                ctx -> ctx.selectCount().from(L).join(Extra.USERS).on(USER_NAME.eq(L.CITY)));
    }

    private void subqueries() {
        add(
                "subquery that is not tied",
                ctx -> ctx.select(R.ID)
                        .from(R)
                        .where(R.TEMPERATURE.gt(
                                select(avg(R.TEMPERATURE).cast(Double.class)).from(R))));
        add(
                "rows of one table in another",
                ctx -> ctx.select(USER_ID)
                        .from(Extra.USERS)
                        .where(USER_NAME.in(select(L.CITY).from(L))));
        add("derived table with a limit", ctx -> {
            var first = select(L.ID, L.CITY).from(L).orderBy(L.ID).limit(3).asTable("first");
            return ctx.select(first.field("city")).from(first);
        });
        add("derived table that is not grouped by the key", ctx -> {
            var cities = select(L.CITY, count().as("n")).from(L).groupBy(L.CITY).asTable("cities");
            return ctx.select(cities.field("city"))
                    .from(cities)
                    .where(cities.field("n", Integer.class).gt(1));
        });
        add(
                "does any row exist, as fetchExists asks",
                ctx -> ctx.selectOne().where(DSL.exists(selectOne().from(L).where(L.CITY.eq("Tokyo")))));
        add(
                "subquery among the columns, with a window",
                ctx -> ctx.select(L.ID, reports(L), DSL.rowNumber().over(DSL.orderBy(L.ID)))
                        .from(L));
    }

    private void setsAndCounts() {
        add(
                "count of a statement, as fetchCount asks",
                ctx -> ctx.selectCount()
                        .from(select(L.ID).from(L).where(L.CITY.like("T%")).asTable("q")));
        add(
                "count of a statement with a limit",
                ctx -> ctx.selectCount().from(select(L.ID).from(L).limit(3).asTable("q")));
        add("union", ctx -> ctx.select(L.CITY).from(L).union(select(USER_NAME).from(Extra.USERS)));
        add("except", ctx -> ctx.select(L.CITY).from(L).except(select(USER_NAME).from(Extra.USERS)));
        add(
                "union all, sorted",
                ctx -> ctx.select(L.ID).from(L).unionAll(select(R.ID).from(R)).orderBy(1));
        add(
                "union all of a limit",
                ctx -> ctx.select(L.ID).from(L).unionAll(select(R.ID).from(R)).limit(2));
        add("common table expression", ctx -> {
            var warm = name("warm").as(select(R.LOCATION_ID).from(R).where(R.TEMPERATURE.gt(30.0)));
            return ctx.with(warm)
                    .select(L.CITY)
                    .from(L)
                    .where(L.ID.in(select(warm.field("location_id", Long.class)).from(warm)));
        });
        add(
                "plain SQL that cannot name a table",
                ctx -> ctx.select(L.ID).from(L).where("length(city) = 5").orderBy(L.ID));
    }
}
