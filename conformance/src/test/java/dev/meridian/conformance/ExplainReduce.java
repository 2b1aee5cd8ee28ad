package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.groupConcat;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.rollup;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import org.jooq.impl.DSL;

/** What shards can make less of before a database does the rest. */
final class ExplainReduce extends ExplainTheme {

    @Override
    void statements() {
        aggregates();
        groups();
        texts();
        rest();
    }

    private void aggregates() {
        add("count", ctx -> ctx.selectCount().from(L), SQLITE, POSTGRES, POSTGRES_MIXED);
        add(
                "sum, average, least and greatest of whole numbers",
                ctx -> ctx.select(sum(AMOUNT), avg(AMOUNT), min(AMOUNT), max(AMOUNT))
                        .from(Extra.ORDERS),
                SQLITE,
                POSTGRES);
        add(
                "sum of floating-point numbers",
                ctx -> ctx.select(sum(R.TEMPERATURE)).from(R));
        add(
                "greatest floating-point number",
                ctx -> ctx.select(max(R.TEMPERATURE)).from(R));
        add("least text", ctx -> ctx.select(min(L.CITY)).from(L), SQLITE, POSTGRES);
        add("count distinct", ctx -> ctx.select(countDistinct(L.CITY)).from(L));
        add(
                "count distinct and count",
                ctx -> ctx.select(countDistinct(L.CITY), count()).from(L));
        add(
                "count distinct of the key",
                ctx -> ctx.select(countDistinct(L.CONTINENT)).from(L));
        add(
                "filter",
                ctx -> ctx.select(
                                count().filterWhere(AMOUNT.gt(10L)), avg(AMOUNT).filterWhere(AMOUNT.gt(10L)))
                        .from(Extra.ORDERS),
                SQLITE,
                POSTGRES);
        add(
                "aggregates in expressions",
                ctx -> ctx.select(
                                DSL.coalesce(sum(AMOUNT), DSL.val(java.math.BigDecimal.ZERO)),
                                count().plus(1).as("n"))
                        .from(Extra.ORDERS));
        add("texts put together", ctx -> ctx.select(groupConcat(L.CITY)).from(L));
        add(
                "joined by the foreign key",
                ctx -> ctx.select(count())
                        .from(L)
                        .join(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .where(L.CITY.like("T%")));
        add(
                "with a subquery tied to the parent",
                ctx -> ctx.selectCount()
                        .from(L)
                        .where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
    }

    private void groups() {
        add("not grouped by the key", ctx -> ctx.select(L.CITY, count()).from(L).groupBy(L.CITY), SQLITE, POSTGRES);
        add(
                "grouped by an expression",
                ctx -> ctx.select(DSL.upper(L.CITY), count()).from(L).groupBy(DSL.upper(L.CITY)));
        add(
                "having",
                ctx -> ctx.select(TEAM, count()).from(Extra.USERS).groupBy(TEAM).having(count().gt(5)));
        add(
                "greatest groups",
                ctx -> ctx.select(TEAM, count())
                        .from(Extra.USERS)
                        .groupBy(TEAM)
                        .orderBy(count().desc(), TEAM)
                        .limit(3)
                        .offset(1));
        add(
                "rollup",
                ctx -> ctx.select(TEAM, USER_NAME, count()).from(Extra.USERS).groupBy(rollup(TEAM, USER_NAME)),
                POSTGRES);
        add("groups without aggregates", ctx -> ctx.select(L.CITY).from(L).groupBy(L.CITY));
    }

    private void texts() {
        add("by a text", ctx -> ctx.selectFrom(L).orderBy(L.CITY), SQLITE, POSTGRES);
        add(
                "by a text, the first rows",
                ctx -> ctx.selectFrom(L).orderBy(L.CITY, L.ID).limit(3).offset(2),
                SQLITE,
                POSTGRES);
        add(
                "by a text that is not selected",
                ctx -> ctx.select(L.ID).from(L).orderBy(L.CITY).limit(3),
                POSTGRES);
        add(
                "distinct texts by themselves",
                ctx -> ctx.selectDistinct(L.CITY).from(L).orderBy(L.CITY).limit(3));
    }

    private void rest() {
        add("distinct", ctx -> ctx.selectDistinct(L.CITY).from(L), SQLITE, POSTGRES);
        add(
                "distinct on",
                ctx -> ctx.select(L.CITY, L.ID).distinctOn(L.CITY).from(L).orderBy(L.CITY, L.ID),
                POSTGRES);
        add(
                "window of all rows",
                ctx -> ctx.select(L.ID, rowNumber().over(DSL.orderBy(L.ID))).from(L));
        add(
                "window that is not of one key",
                ctx -> ctx.select(L.ID, count().over().partitionBy(L.CITY))
                        .from(L)
                        .where(L.ID.lt(100L)));
        add(
                "window over the groups of no key",
                ctx -> ctx.select(L.CITY, count(), rowNumber().over(DSL.orderBy(count().desc())))
                        .from(L)
                        .groupBy(L.CITY));
        add("by the number of a column", ctx -> ctx.select(L.ID, L.CITY).from(L).orderBy(DSL.inline(2)));
    }
}
