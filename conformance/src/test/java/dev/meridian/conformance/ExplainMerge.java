package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static org.jooq.impl.DSL.count;

/** Sorted rows of several databases. */
final class ExplainMerge extends ExplainTheme {

    @Override
    void statements() {
        orders();
        limits();
        more();
    }

    private void orders() {
        add("by a number", ctx -> ctx.selectFrom(L).orderBy(L.ID), SQLITE, POSTGRES, POSTGRES_MIXED);
        add(
                "by a number that may be null, descending",
                ctx -> ctx.select(R.ID, R.TEMPERATURE).from(R).orderBy(R.TEMPERATURE.desc()),
                SQLITE,
                POSTGRES);
        add(
                "nulls first",
                ctx -> ctx.select(R.ID, R.TEMPERATURE)
                        .from(R)
                        .orderBy(R.TEMPERATURE.asc().nullsFirst(), R.ID),
                POSTGRES);
        add(
                "by a column that is not selected",
                ctx -> ctx.select(R.TEMPERATURE).from(R).orderBy(R.REPORT_TIME.desc(), R.ID),
                SQLITE,
                POSTGRES);
        add(
                "by an alias",
                ctx -> ctx.select(L.ID.plus(1).as("next"))
                        .from(L)
                        .orderBy(L.ID.plus(1).as("next")));
        add(
                "by an expression that is not selected",
                ctx -> ctx.select(L.CITY).from(L).orderBy(L.ID.neg()));
        add(
                "narrowed to two shards",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .where(L.CONTINENT.in("Asia", "Europe"))
                        .orderBy(L.ID));
    }

    private void limits() {
        add("first rows", ctx -> ctx.selectFrom(L).orderBy(L.ID).limit(3), SQLITE, POSTGRES);
        add("a page", ctx -> ctx.selectFrom(L).orderBy(L.ID).limit(3).offset(20), SQLITE, POSTGRES);
        add("all but the first", ctx -> ctx.selectFrom(L).orderBy(L.ID).offset(20), SQLITE, POSTGRES);
        add(
                "with ties",
                ctx -> ctx.select(R.ID).from(R).orderBy(R.TEMPERATURE).limit(3).withTies(),
                POSTGRES);
        add("any rows", ctx -> ctx.select(L.CITY).from(L).limit(1));
    }

    private void more() {
        add(
                "joined by the foreign key",
                ctx -> ctx.select(L.CITY, R.TEMPERATURE)
                        .from(L)
                        .join(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .orderBy(R.REPORT_TIME)
                        .limit(10));
        add(
                "grouped by the key, the greatest groups",
                ctx -> ctx.select(L.CONTINENT, count())
                        .from(L)
                        .groupBy(L.CONTINENT)
                        .orderBy(count().desc())
                        .limit(2));
        add(
                "distinct rows with the key, by a number",
                ctx -> ctx.selectDistinct(L.CONTINENT, L.ID).from(L).orderBy(L.ID));
        add(
                "subquery tied to the parent, sorted by it",
                ctx -> ctx.select(L.ID, reports(L)).from(L).orderBy(reports(L).desc(), L.ID));
    }
}
