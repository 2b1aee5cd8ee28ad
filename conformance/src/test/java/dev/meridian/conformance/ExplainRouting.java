package dev.meridian.conformance;

import static dev.meridian.conformance.ExplainSetup.*;
import static dev.meridian.weather.Tables.IDS;

import java.time.LocalDateTime;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Which predicates narrow the route, and by how much. */
final class ExplainRouting extends ExplainTheme {

    @Override
    void statements() {
        keys();
        otherTables();
        joins();
        scopes();
        writes();
    }

    private void where(String name, Condition condition) {
        add(name, ctx -> ctx.select(L.ID).from(L).where(condition));
    }

    private void keys() {
        add(
                "key = value",
                ctx -> ctx.selectFrom(L).where(L.CONTINENT.eq("Asia")),
                SQLITE,
                SQLITE_SCHEMA,
                POSTGRES_PREFIX);
        where("value = key", DSL.val("Asia").eq(L.CONTINENT));
        where("key in two values", L.CONTINENT.in("Asia", "Europe"));
        where("key in a list with an unknown value", L.CONTINENT.in("Asia", "Atlantis"));
        where("key not in a list", L.CONTINENT.notIn("Asia"));
        where("key or key", L.CONTINENT.eq("Asia").or(L.CONTINENT.eq("Europe").and(L.CITY.like("L%"))));
        where("key or another column", L.CONTINENT.eq("Asia").or(L.CITY.eq("London")));
        where("not key", DSL.not(L.CONTINENT.eq("Asia")));
        where("two keys that exclude each other", L.CONTINENT.eq("Asia").and(L.CONTINENT.eq("Europe")));
        where("a key that no shard has", L.CONTINENT.eq("Atlantis"));
        where("key is null", L.CONTINENT.isNull());
        where("key in an expression", DSL.upper(L.CONTINENT).eq("ASIA"));
        where("primary key that does not carry its shard", L.ID.eq(7L));
        add("no predicate", ctx -> ctx.select(L.ID).from(L), SQLITE, SQLITE_ONE);
        add("count over no shard", ctx -> ctx.selectCount().from(L).where(L.CONTINENT.eq("Atlantis")));
    }

    private void otherTables() {
        add("hash of the key", ctx -> ctx.selectFrom(Extra.USERS).where(USER_ID.eq(5L)));
        add("hash of two keys", ctx -> ctx.selectFrom(Extra.USERS).where(USER_ID.in(5L, 6L)));
        add("range of a hash", ctx -> ctx.selectFrom(Extra.USERS).where(USER_ID.between(5L, 7L)));
        add("child by its foreign key", ctx -> ctx.selectFrom(Extra.ORDERS).where(ORDER_USER.eq(5L)));
        add("grandchild by its foreign key", ctx -> ctx.selectFrom(Extra.ITEMS).where(ITEM_ORDER.eq(5L)));
        add("between over a border", ctx -> ctx.selectFrom(Extra.EVENTS).where(DAY.between(8, 12)));
        add("below", ctx -> ctx.selectFrom(Extra.EVENTS).where(DAY.lt(10)));
        add("at least", ctx -> ctx.selectFrom(Extra.EVENTS).where(DAY.ge(10)));
        add("range of texts in binary order", ctx -> ctx.selectFrom(Extra.TAGS).where(TAG.between("A", "C")));
        add("key whose case does not count", ctx -> ctx.selectFrom(Extra.BRANDS).where(BRAND.eq("ACME")));
        add("reference table alone", ctx -> ctx.selectFrom(Extra.COUNTRIES));
        add("pinned table", ctx -> ctx.selectFrom(IDS));
    }

    private void joins() {
        add(
                "key of the parent narrows the child",
                ctx -> ctx.select(R.TEMPERATURE)
                        .from(L)
                        .join(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .where(L.CONTINENT.eq("Asia")));
        add(
                "foreign key narrows parent and grandchild",
                ctx -> ctx.select(USER_NAME, ITEM_LABEL)
                        .from(Extra.USERS)
                        .join(Extra.ORDERS)
                        .on(ORDER_USER.eq(USER_ID))
                        .join(Extra.ITEMS)
                        .on(ITEM_ORDER.eq(ORDER_ID))
                        .where(ORDER_USER.eq(5L)));
        add(
                "key in ON of a left join does not narrow what is preserved",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .leftJoin(R)
                        .on(R.LOCATION_ID.eq(L.ID).and(L.CONTINENT.eq("Asia"))));
        add(
                "key in WHERE of a left join",
                ctx -> ctx.select(L.ID)
                        .from(L)
                        .leftJoin(R)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .where(L.CONTINENT.eq("Asia")));
        add(
                "key of the side that may be missing",
                ctx -> ctx.select(R.ID)
                        .from(R)
                        .leftJoin(L)
                        .on(R.LOCATION_ID.eq(L.ID))
                        .where(L.CONTINENT.eq("Asia")));
        var a = L.as("a");
        var b = L.as("b");
        add(
                "two aliases have two keys",
                ctx -> ctx.select(a.ID, b.ID)
                        .from(a)
                        .crossJoin(b)
                        .where(a.CONTINENT.eq("Asia"))
                        .and(b.CONTINENT.eq("Europe")));
        add(
                "equal keys of two tables of one map",
                ctx -> ctx.select(a.ID, b.ID)
                        .from(a)
                        .join(b)
                        .on(a.CONTINENT.eq(b.CONTINENT))
                        .where(b.CONTINENT.eq("Asia")));
    }

    private void scopes() {
        add(
                "key of the parent, in a subquery of its ids",
                ctx -> ctx.select(R.ID)
                        .from(R)
                        .where(R.LOCATION_ID.in(DSL.select(L.ID).from(L).where(L.CONTINENT.eq("Asia")))));
        add(
                "key of the statement narrows a correlated subquery",
                ctx -> ctx.select(L.ID, reports(L)).from(L).where(L.CONTINENT.eq("Asia")));
        add(
                "each branch of a union has its key",
                ctx -> ctx.select(L.CITY)
                        .from(L)
                        .where(L.CONTINENT.eq("Asia"))
                        .unionAll(DSL.select(L.CITY).from(L).where(L.CONTINENT.eq("Europe"))));
        add(
                "key in one branch only",
                ctx -> ctx.select(L.CITY)
                        .from(L)
                        .where(L.CONTINENT.eq("Asia"))
                        .union(DSL.select(L.CITY).from(L)));
        add("key in a derived table", ctx -> {
            var derived = DSL.select(L.ID).from(L).where(L.CONTINENT.eq("Asia")).asTable("d");
            return ctx.select(derived.field("id")).from(derived);
        });
        addOnShard("a named shard wins", "europe", ctx -> ctx.selectCount().from(L));
        addOnShard("plain SQL on a named shard", "europe", ctx -> ctx.query("delete from weather_locations"));
    }

    private void writes() {
        add("new row", ctx -> ctx.insertInto(L, L.ID, L.CONTINENT, L.CITY).values(1L, "Asia", "Tokyo"));
        add(
                "new child, whose parent is searched for",
                ctx -> ctx.insertInto(R, R.ID, R.LOCATION_ID, R.REPORT_TIME)
                        .values(1L, 7L, LocalDateTime.of(2024, 6, 1, 12, 0)));
        add(
                "update by the key",
                ctx -> ctx.update(L).set(L.CITY, "x").where(L.CONTINENT.eq("Asia")),
                SQLITE,
                POSTGRES_SCHEMA);
        add("update by the primary key", ctx -> ctx.update(L).set(L.CITY, "x").where(L.ID.eq(7L)));
        add("delete of nothing", ctx -> ctx.deleteFrom(L).where(L.CONTINENT.isNull()));
    }
}
