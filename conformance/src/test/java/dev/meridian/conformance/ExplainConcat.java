package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import org.jooq.impl.DSL;

/** What is the same shard by shard; where the explanation says otherwise, that is not seen yet. */
final class ExplainConcat extends ExplainTheme {

    @Override
    void statements() {
        joins();
        subqueries();
        together();
    }

    private void joins() {
        add(
                "plain columns",
                ctx -> ctx.select(L.ID, DSL.upper(L.CITY)).from(L).where(L.CITY.like("T%")),
                SQLITE,
                SQLITE_SCHEMA,
                SQLITE_PREFIX,
                POSTGRES,
                POSTGRES_MIXED);
        add(
                "inner join by the foreign key",
                ctx -> ctx.select(L.CITY, R.TEMPERATURE).from(L).join(R).on(R.LOCATION_ID.eq(L.ID)));
        add(
                "left join by the foreign key",
                ctx -> ctx.select(L.CITY, R.TEMPERATURE).from(L).leftJoin(R).on(R.LOCATION_ID.eq(L.ID)));
        add(
                "full join by the foreign key",
                ctx -> ctx.select(L.CITY, R.TEMPERATURE).from(L).fullJoin(R).on(R.LOCATION_ID.eq(L.ID)),
                POSTGRES);
        add(
                "three generations",
                ctx -> ctx.select(USER_NAME, AMOUNT, ITEM_LABEL)
                        .from(Extra.USERS)
                        .join(Extra.ORDERS)
                        .on(ORDER_USER.eq(USER_ID))
                        .leftJoin(Extra.ITEMS)
                        .on(ITEM_ORDER.eq(ORDER_ID)));
        var other = Extra.ORDERS.as("other");
        add(
                "siblings by their foreign keys",
                ctx -> ctx.select(ORDER_ID)
                        .from(Extra.ORDERS)
                        .join(other)
                        .on(other.column("user_id", Long.class).eq(ORDER_USER)));
        add(
                "self join by the key",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .join(L.as("b"))
                        .on(L.as("b").CONTINENT.eq(L.CONTINENT)));
        add(
                "inner join with a reference table",
                ctx -> ctx.select(L.CITY, COUNTRY).from(L).join(Extra.COUNTRIES).on(COUNTRY.eq(L.CITY)));
        add(
                "left join that looks up a reference table",
                ctx -> ctx.select(L.CITY, COUNTRY)
                        .from(L)
                        .leftJoin(Extra.COUNTRIES)
                        .on(COUNTRY.eq(L.CITY)));
    }

    private void subqueries() {
        add(
                "scalar subquery tied to the parent",
                ctx -> ctx.select(L.ID, reports(L)).from(L));
        add(
                "exists, tied to the parent",
                ctx -> ctx.select(L.ID).from(L).where(exists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        add(
                "not exists, tied to the parent",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .where(notExists(selectOne().from(R).where(R.LOCATION_ID.eq(L.ID)))));
        add(
                "primary key in a subquery of foreign keys",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .where(L.ID.in(select(R.LOCATION_ID).from(R))));
        add(
                "subquery on a reference table",
                ctx -> ctx.select(L.ID).from(L).where(L.CITY.in(select(COUNTRY).from(Extra.COUNTRIES))));
        add("derived table with a condition", ctx -> {
            var derived = select(L.ID, L.CITY).from(L).where(L.CITY.like("T%")).asTable("d");
            return ctx.select(derived.field("city")).from(derived);
        });
        add("derived table that is grouped by the key", ctx -> {
            var derived = select(R.LOCATION_ID, count().as("n"))
                    .from(R)
                    .groupBy(R.LOCATION_ID)
                    .asTable("d");
            return ctx.select(L.CITY, derived.field("n"))
                    .from(L)
                    .join(derived)
                    .on(L.ID.eq(derived.field("location_id", Long.class)));
        });
    }

    private void together() {
        add(
                "window of rows with one key",
                ctx -> ctx.select(L.ID, count().over().partitionBy(L.CONTINENT)).from(L));
        add(
                "grouped by the key",
                ctx -> ctx.select(L.CONTINENT, count()).from(L).groupBy(L.CONTINENT));
        add(
                "grouped by the foreign key",
                ctx -> ctx.select(R.LOCATION_ID, max(R.TEMPERATURE))
                        .from(R)
                        .groupBy(R.LOCATION_ID)
                        .having(count().gt(1)));
        add(
                "grouped by the key of the parent",
                ctx -> ctx.select(L.CONTINENT, count())
                        .from(L)
                        .join(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .groupBy(L.CONTINENT));
        add(
                "distinct rows with the key",
                ctx -> ctx.selectDistinct(L.CONTINENT, L.CITY).from(L));
        add(
                "window of rows with one foreign key",
                ctx -> ctx.select(
                                R.ID,
                                rowNumber().over().partitionBy(R.LOCATION_ID).orderBy(R.REPORT_TIME))
                        .from(R));
        add(
                "union all",
                ctx -> ctx.select(L.CITY)
                        .from(L)
                        .where(L.CITY.like("A%"))
                        .unionAll(select(L.CITY).from(L).where(L.CITY.like("B%"))));
    }
}
