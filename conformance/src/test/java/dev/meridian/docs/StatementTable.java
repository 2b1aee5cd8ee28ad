package dev.meridian.docs;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.Explanation;
import dev.meridian.ShardedDSLContext;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The README's table of what runs and what is refused, made by asking: each row is a statement, once narrowed to a shard and once not,
 * and what {@code explain} says of it. The data sources have no database: explaining touches none.
 */
final class StatementTable {

    static final Table<Record> COUNTRIES = DSL.table(DSL.name("app", "countries"));
    static final Field<String> COUNTRY = DSL.field(DSL.name("countries", "name"), SQLDataType.VARCHAR);
    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");
    private static final Condition IN_ASIA = WEATHER_LOCATIONS.CONTINENT.eq("Asia");
    private static final Condition ANYWHERE = WEATHER_LOCATIONS.CITY.ne("");

    /** A kind of statement, and an example of it under a condition. */
    private record Kind(String name, Statement example) {}

    @FunctionalInterface
    private interface Statement {
        Query where(Condition condition, boolean narrow);
    }

    @FunctionalInterface
    private interface Reading {
        Query where(Condition condition);
    }

    private final DSLContext ctx = DSL.using(SQLDialect.POSTGRES);
    private final List<Kind> kinds = new ArrayList<>();

    private StatementTable() {
        reads();
        writes();
        others();
    }

    static String render() {
        ShardedDSLContext sharded = ShardedDSLContext.over(topology()).build();
        return new StatementTable()
                .kinds.stream()
                        .map(kind -> "| " + kind.name() + " | " + outcome(sharded, kind, IN_ASIA, true) + " | "
                                + outcome(sharded, kind, ANYWHERE, false) + " |")
                        .collect(Collectors.joining(
                                "\n", "| statement | needs one shard | needs several |\n|---|---|---|\n", ""));
    }

    private static String outcome(ShardedDSLContext ctx, Kind kind, Condition condition, boolean narrow) {
        Explanation explanation = ctx.explain(kind.example().where(condition, narrow));
        return explanation.refusal().map(StatementTable::ruleId).orElse("runs");
    }

    /** Whether a statement runs on a named shard; else the rule that refuses it. */
    static String onShard(Query query) {
        return ShardedDSLContext.over(topology())
                .build()
                .onShard(ASIA)
                .explain(query)
                .refusal()
                .map(StatementTable::ruleId)
                .orElse("runs");
    }

    private static String ruleId(String message) {
        return message.substring(0, message.indexOf(' '));
    }

    static Topology topology() {
        return Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("asia", SQLDialect.POSTGRES, unreachable())
                .database("europe", SQLDialect.POSTGRES, unreachable())
                .shard("asia")
                .shard("europe")
                .table(TableRule.sharded(
                                WEATHER_LOCATIONS.CONTINENT, MapSharding.of(Map.of("Asia", ASIA, "Europe", EUROPE)))
                        .withIds(new IdRule.Blocks(10)))
                .table(TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, WEATHER_LOCATIONS))
                .table(TableRule.reference(COUNTRIES))
                .table(TableRule.pinned(IDS, "asia"))
                .idTable(new IdTable("ids", "name", "next_id"))
                .build();
    }

    private static DataSource unreachable() {
        return (DataSource) Proxy.newProxyInstance(
                StatementTable.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("explain must touch no shard");
                });
    }

    private void read(String name, Reading example) {
        kinds.add(new Kind(name, (condition, narrow) -> example.where(condition)));
    }

    private void reads() {
        var l = WEATHER_LOCATIONS;
        var r = WEATHER_REPORTS;
        read(
                "SELECT of columns; WHERE by comparisons, IN, LIKE; CASE",
                where -> ctx.select(l.ID, DSL.when(l.CITY.like("T%"), "T").otherwise(l.CITY))
                        .from(l)
                        .where(where));
        read(
                "inner or outer join of co-located tables by their foreign key",
                where -> ctx.select()
                        .from(l)
                        .leftJoin(r)
                        .on(r.LOCATION_ID.eq(l.ID))
                        .where(where));
        read(
                "join with a reference table on the side that is looked up",
                where -> ctx.select()
                        .from(l)
                        .leftJoin(COUNTRIES)
                        .on(COUNTRY.eq(l.CITY))
                        .where(where));
        read(
                "outer join that preserves a reference table",
                where -> ctx.select()
                        .from(COUNTRIES)
                        .leftJoin(l)
                        .on(COUNTRY.eq(l.CITY).and(where)));
        var other = l.as("other");
        kinds.add(new Kind(
                "join of tables whose rows do not live together",
                (where, narrow) -> ctx.select()
                        .from(l)
                        .join(other)
                        .on(l.CITY.eq(other.CITY))
                        .where(where)
                        .and(narrow ? other.CONTINENT.eq("Asia") : DSL.trueCondition())));
        read("ORDER BY", where -> ctx.selectFrom(l).where(where).orderBy(l.CITY));
        read("LIMIT, OFFSET", where -> ctx.selectFrom(l).where(where).limit(3));
        read("DISTINCT", where -> ctx.selectDistinct(l.CITY).from(l).where(where));
        read(
                "aggregates: count, sum, avg ..., `fetchCount`",
                where -> ctx.selectCount().from(l).where(where));
        read(
                "GROUP BY, HAVING",
                where -> ctx.select(l.CITY).from(l).where(where).groupBy(l.CITY));
        read(
                "window functions",
                where -> ctx.select(DSL.rowNumber().over()).from(l).where(where));
        read(
                "UNION, INTERSECT, EXCEPT",
                where -> ctx.select(l.CITY)
                        .from(l)
                        .where(where)
                        .unionAll(ctx.select(l.CITY).from(l).where(where)));
        read(
                "subqueries, derived tables, WITH, `fetchExists`",
                where -> ctx.select()
                        .from(l)
                        .where(where)
                        .and(DSL.exists(ctx.selectOne().from(r).where(r.LOCATION_ID.eq(l.ID)))));
        read("FOR UPDATE, FOR SHARE", where -> ctx.selectFrom(l).where(where).forUpdate());
        read(
                "expressions that are not the same wherever they are evaluated (the current time ...)",
                where -> ctx.select(DSL.currentTimestamp()).from(l).where(where));
        read(
                "functions and arithmetic: upper, coalesce, cast, concat, `+` ...",
                where -> ctx.select(DSL.upper(l.CITY), l.ID.plus(1)).from(l).where(where));
        read(
                "plain SQL inside a statement, that cannot name a table",
                where -> ctx.selectFrom(l).where(where).and("length(city) = 5"));
    }

    private void writes() {
        var l = WEATHER_LOCATIONS;
        kinds.add(new Kind(
                "INSERT of one or more rows, with RETURNING",
                (where, narrow) -> ctx.insertInto(l, l.ID, l.CONTINENT, l.CITY)
                        .values(1L, "Asia", "Tokyo")
                        .values(2L, narrow ? "Asia" : "Europe", "Osaka")
                        .returning()));
        read(
                "INSERT ... SELECT",
                where -> ctx.insertInto(l).select(ctx.selectFrom(l).where(where)));
        kinds.add(new Kind(
                "ON CONFLICT on columns without the shard key",
                (where, narrow) -> ctx.insertInto(l, l.ID, l.CONTINENT, l.CITY)
                        .values(1L, "Asia", "Tokyo")
                        .onConflict(l.ID)
                        .doNothing()));
        read(
                "UPDATE, with RETURNING",
                where -> ctx.update(l).set(l.CITY, "x").where(where).returning());
        read("DELETE, with RETURNING", where -> ctx.deleteFrom(l).where(where).returning());
        read(
                "UPDATE or DELETE of one row by its primary key, whose shard is searched for",
                where -> ctx.deleteFrom(l).where(where).and(l.ID.eq(1L)));
        read(
                "UPDATE of a shard key so that the row would move",
                where -> ctx.update(l).set(l.CONTINENT, "Europe").where(where));
        read(
                "write to a reference table",
                where -> ctx.insertInto(COUNTRIES, COUNTRY).values("Japan"));
    }

    private void others() {
        var l = WEATHER_LOCATIONS;
        read("a write inside another statement (WITH ... DELETE)", where -> {
            var gone = DSL.name("gone").as(DSL.deleteFrom(l).where(where).returning(l.ID));
            return ctx.with(gone).select().from(gone);
        });
        read(
                "MERGE",
                where -> ctx.mergeInto(l)
                        .using(DSL.selectOne())
                        .on(where)
                        .whenMatchedThenUpdate()
                        .set(l.CITY, "x"));
        read("a table without a rule", where -> ctx.select().from(DSL.table(DSL.name("app", "elsewhere"))));
        read(
                "a whole statement as plain SQL, without the generated tables",
                where -> ctx.query("delete from weather_locations"));
        read("DDL, TRUNCATE", where -> ctx.truncate(l));
    }
}
