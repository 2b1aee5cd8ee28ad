package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import org.jooq.impl.DSL;

/** Shards of one database. */
final class ExplainOneStatement extends ExplainTheme {

    @Override
    void statements() {
        add(
                "by a text",
                ctx -> ctx.selectFrom(L).orderBy(L.CITY),
                SQLITE_SCHEMA,
                SQLITE_PREFIX,
                POSTGRES_SCHEMA,
                POSTGRES_PREFIX);
        add(
                "by a number, the first rows",
                ctx -> ctx.select(L.ID).from(L).orderBy(L.ID).limit(3),
                SQLITE_SCHEMA);
        add(
                "narrowed to two shards",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .where(L.CONTINENT.in("Asia", "Europe"))
                        .orderBy(L.ID),
                SQLITE_SCHEMA,
                POSTGRES_MIXED);
        add("count", ctx -> ctx.selectCount().from(L), SQLITE_SCHEMA);
        add(
                "count of a statement, as fetchCount asks",
                ctx -> ctx.selectCount().from(select(L.ID).from(L).asTable("q")),
                SQLITE_SCHEMA);
        add("not grouped by the key", ctx -> ctx.select(L.CITY, count()).from(L).groupBy(L.CITY), SQLITE_SCHEMA);
        add("distinct", ctx -> ctx.selectDistinct(L.CITY).from(L), SQLITE_SCHEMA);
        add(
                "window of all rows",
                ctx -> ctx.select(L.ID, rowNumber().over(DSL.orderBy(L.ID))).from(L),
                SQLITE_SCHEMA);
        add("union", ctx -> ctx.select(L.CITY).from(L).union(select(COUNTRY).from(Extra.COUNTRIES)), SQLITE_SCHEMA);
        var b = L.as("b");
        add(
                "self join, not by the key",
                ctx -> ctx.select(L.ID, b.ID).from(L).join(b).on(b.CITY.eq(L.CITY)),
                SQLITE_SCHEMA);
        add(
                "left join that preserves a reference table",
                ctx -> ctx.select(COUNTRY, L.ID)
                        .from(Extra.COUNTRIES)
                        .leftJoin(L)
                        .on(L.CITY.eq(COUNTRY)),
                SQLITE_SCHEMA);
        add(
                "common table expression",
                ctx -> {
                    var warm = name("warm").as(select(R.LOCATION_ID).from(R).where(R.TEMPERATURE.gt(30.0)));
                    return ctx.with(warm)
                            .select(L.CITY)
                            .from(L)
                            .where(L.ID.in(select(warm.field("location_id", Long.class))
                                    .from(warm)));
                },
                SQLITE_SCHEMA);
        add(
                "key-grouped stays shard by shard",
                ctx -> ctx.select(L.CONTINENT, count()).from(L).groupBy(L.CONTINENT),
                SQLITE_SCHEMA);
    }
}
