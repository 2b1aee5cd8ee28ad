package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static dev.meridian.weather.Tables.IDS;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import org.jooq.impl.DSL;

/** What is refused before a shard is asked. */
final class ExplainRefusals extends ExplainTheme {

    @Override
    void statements() {
        reads();
        overShards();
        writes();
    }

    private void reads() {
        add("MR010, table without a rule", ctx -> ctx.select().from(table(name("app", "elsewhere"))), POSTGRES);
        add("MR011, whole statement as text", ctx -> ctx.resultQuery("select * from weather_locations"), POSTGRES);
        add(
                "MR011, text that may name a table",
                ctx -> ctx.selectFrom(L).where("id in (select location_id from weather_reports)"),
                POSTGRES,
                POSTGRES_SCHEMA);
        add("MR012, definition", ctx -> ctx.truncate(L), POSTGRES);
        add(
                "MR015, write inside a SELECT",
                ctx -> {
                    var gone = name("gone").as(DSL.deleteFrom(L).returning(L.ID));
                    return ctx.with(gone).select().from(gone);
                },
                POSTGRES);
        add(
                "MR030, look-up by a primary key that does not tell the shard",
                ctx -> ctx.selectFrom(L).where(L.ID.eq(77L)),
                POSTGRES_DEMAND);
        addOnShard("MR031, pinned table of another shard", "asia", ctx -> ctx.selectFrom(IDS));
    }

    private void overShards() {
        add("MR036, statement over several shards", ctx -> ctx.selectFrom(L), POSTGRES_NO_SCATTER);
        add("MR037, statement over too many shards", ctx -> ctx.selectFrom(L), POSTGRES_TWO_SHARDS);
        add(
                "MR013, window over several databases",
                ctx -> ctx.select(L.ID, rowNumber().over(orderBy(L.ID))).from(L),
                POSTGRES_NO_GATHERING);
        add("MR013, text order", ctx -> ctx.selectFrom(L).orderBy(L.CITY), POSTGRES_NO_GATHERING);
        add(
                "MR013, union",
                ctx -> ctx.select(L.CITY).from(L).union(select(USER_NAME).from(Extra.USERS)),
                POSTGRES_NO_GATHERING);
        add(
                "MR014, join that is not by the foreign key",
                ctx -> ctx.select(L.ID, USER_ID).from(L).join(Extra.USERS).on(USER_NAME.eq(L.CITY)),
                POSTGRES_NO_GATHERING);
        add("numeric order needs no gathering", ctx -> ctx.selectFrom(L).orderBy(L.ID), POSTGRES_NO_GATHERING);
        add("MR017, lock", ctx -> ctx.selectFrom(L).forUpdate(), POSTGRES, POSTGRES_SCHEMA);
        add(
                "a lock on one shard runs",
                ctx -> ctx.selectFrom(L).where(L.CONTINENT.eq("Asia")).forUpdate(),
                POSTGRES);
        add("MR018, row id", ctx -> ctx.select(L.rowid()).from(L), POSTGRES);
    }

    private void writes() {
        add(
                "MR015, merge",
                ctx -> ctx.mergeInto(L)
                        .using(Extra.COUNTRIES)
                        .on(L.ID.eq(1L))
                        .whenMatchedThenUpdate()
                        .set(L.CITY, "x"),
                POSTGRES);
        add("MR020, unknown key", ctx -> ctx.insertInto(L, L.ID, L.CONTINENT).values(1L, "Atlantis"), POSTGRES);
        add("MR021, no key", ctx -> ctx.insertInto(L, L.ID, L.CITY).values(1L, "Tokyo"), POSTGRES);
        add("MR023, new key", ctx -> ctx.update(L).set(L.CONTINENT, "Europe").where(L.CONTINENT.eq("Asia")), POSTGRES);
        add(
                "MR024, rows of two shards",
                ctx -> ctx.insertInto(L, L.ID, L.CONTINENT).values(1L, "Asia").values(2L, "Europe"),
                POSTGRES);
        add(
                "MR025, update of several shards",
                ctx -> ctx.update(L).set(L.CITY, "x").where(L.CITY.eq("y")),
                POSTGRES);
        add(
                "MR028, conflict on another column",
                ctx -> ctx.insertInto(L, L.ID, L.CONTINENT)
                        .values(1L, "Asia")
                        .onConflict(L.ID)
                        .doNothing(),
                POSTGRES);
        addOnShard(
                "MR031, row of another shard",
                "europe",
                ctx -> ctx.insertInto(L, L.ID, L.CONTINENT).values(1L, "Asia"));
        add("MR035, write to a reference table", ctx -> ctx.deleteFrom(Extra.COUNTRIES), POSTGRES);
    }
}
