package dev.meridian.docs;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.placement.ShardId;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;

/** The guide's table of what is refused: each row is a program that {@link RefusalsTest} runs, and the rule that refuses it. */
final class Refusals {

    private static final WeatherLocations L = WEATHER_LOCATIONS;

    /** The id that two cities on two shards have in the test's data. */
    static final long TWICE = 77;

    /** What a program runs over. */
    enum Setting {
        /** The README's configuration. */
        USUAL,
        /** The same, with a gather row budget of 0. */
        GATHERING_OFF,
        /** The same, with a gather row budget of 1. */
        GATHERING_ONE_ROW,
        /** The same, where no statement may need several shards. */
        NO_SCATTER,
        /** The same, where no statement may need more than three shards. */
        THREE_SHARDS,
        /** The same, where ids of locations carry their shard. */
        TIME_SORTED,
        /** The same, where a primary key must tell its shard. */
        DEMAND,
        /** Databases that know FOR UPDATE; they cannot be reached. */
        POSTGRES
    }

    /** A row of the table. */
    record Row(String statement, Rule rule, Setting setting, Consumer<ShardedDSLContext> program) {}

    private final List<Row> rows = new ArrayList<>();

    private Refusals() {
        unread();
        selects();
        inserts();
        children();
        changes();
        shards();
    }

    static List<Row> all() {
        return List.copyOf(new Refusals().rows);
    }

    static String table() {
        return all().stream()
                .map(row -> "| " + row.statement() + " | " + row.rule().id() + " | "
                        + row.rule().title() + " | " + row.rule().wayOut() + " |")
                .collect(Collectors.joining("\n", "| statement | rule | why | way out |\n|---|---|---|---|\n", ""));
    }

    private void row(Rule rule, String statement, Consumer<ShardedDSLContext> program) {
        row(rule, Setting.USUAL, statement, program);
    }

    private void row(Rule rule, Setting setting, String statement, Consumer<ShardedDSLContext> program) {
        rows.add(new Row(statement, rule, setting, program));
    }

    private void unread() {
        row(
                Rule.UNKNOWN_TABLE,
                "`SELECT * FROM elsewhere`, a table that the configuration does not have",
                ctx -> ctx.fetch(DSL.table(DSL.name("app", "elsewhere"))));
        row(
                Rule.OPAQUE_SQL,
                "`ctx.fetch(\"select ...\")`: a whole statement as SQL text, where the builder was not given the generated tables",
                ctx -> ctx.fetch("select * from weather_locations"));
        row(
                Rule.TEXT,
                "`ctx.fetch(\"selct ...\")`: SQL text that jOOQ's parser does not know, where the builder was given the generated tables",
                ctx -> ShardedDSLContext.over(ctx.topology())
                        .schema(dev.meridian.weather.App.APP)
                        .build()
                        .fetch("selct city from weather_locations"));
        row(
                Rule.OPAQUE_SQL,
                "`.where(\"id in (select ...)\")`: SQL text that may name a table",
                ctx -> ctx.selectFrom(L)
                        .where("id in (select location_id from weather_reports)")
                        .fetch());
        row(
                Rule.DDL,
                "`CREATE`, `ALTER`, `DROP`, `TRUNCATE`",
                ctx -> ctx.truncate(WEATHER_REPORTS).execute());
        row(
                Rule.UNSUPPORTED,
                "`MERGE`",
                ctx -> ctx.mergeInto(L)
                        .using(DSL.selectOne())
                        .on(L.ID.eq(1L))
                        .whenMatchedThenDelete()
                        .execute());
        row(Rule.UNSUPPORTED, "`WITH gone AS (DELETE ...) SELECT ...`: a write inside another statement", ctx -> {
            var gone = DSL.name("gone").as(DSL.deleteFrom(L).returning(L.ID));
            ctx.with(gone).select().from(gone).fetch();
        });
        row(Rule.UNSUPPORTED, "`query.keepStatement(true)`, fetched, bound to other values and fetched again", ctx -> {
            try (var kept = ctx.selectFrom(L).where(L.CONTINENT.eq("Asia")).keepStatement(true)) {
                kept.fetch();
                kept.bind(1, "Europe").fetch();
            }
        });
    }

    private void selects() {
        row(
                Rule.LOCK_OVER_SHARDS,
                Setting.POSTGRES,
                "`SELECT ... FOR UPDATE` or `FOR SHARE` of rows on several shards",
                ctx -> ctx.selectFrom(L).forUpdate().fetch());
        row(
                Rule.ROW_ID_OVER_SHARDS,
                "`SELECT rowid ...`, `ctid` and the like, of rows on several shards",
                ctx -> ctx.select(L.rowid()).from(L).fetch());
        row(
                Rule.GATHER_BUDGET,
                Setting.GATHERING_ONE_ROW,
                "a SELECT over several databases that would gather more than `gatherRowBudget` rows",
                Refusals::fetchPairs);
        row(
                Rule.NEEDS_MERGE,
                Setting.GATHERING_OFF,
                "a SELECT over several databases that would gather, with `gatherRowBudget(0)`",
                ctx -> ctx.select(DSL.rowNumber().over()).from(L).fetch());
        row(
                Rule.NOT_COLOCATED,
                Setting.GATHERING_OFF,
                "a join of rows in several databases that do not live together, with `gatherRowBudget(0)`",
                Refusals::fetchPairs);
        row(
                Rule.SCATTER,
                Setting.NO_SCATTER,
                "`ctx.fetch(WEATHER_LOCATIONS)`, with `scatter(ScatterPolicy.REFUSE)`",
                ctx -> ctx.fetch(L));
        row(
                Rule.TOO_MANY_SHARDS,
                Setting.THREE_SHARDS,
                "`ctx.fetch(WEATHER_LOCATIONS)`, with `maxShardsPerStatement(3)` and 4 shards",
                ctx -> ctx.fetch(L));
        row(
                Rule.IDENTITY_DEMANDED,
                Setting.DEMAND,
                "`SELECT ... WHERE id = 77`, where the table has `identity: demand` and its ids do not carry their shard",
                ctx -> ctx.selectFrom(L).where(L.ID.eq(TWICE)).fetch());
    }

    private static void fetchPairs(ShardedDSLContext ctx) {
        var other = L.as("other");
        ctx.select().from(L).join(other).on(L.CITY.eq(other.CITY)).fetch();
    }

    private void inserts() {
        row(
                Rule.NO_SHARD_FOR_KEY,
                "`INSERT` of a location in `'Atlantis'`, which the map does not have",
                ctx -> insert(ctx, 1, "Atlantis"));
        row(
                Rule.KEY_NOT_STATED,
                "`INSERT INTO weather_locations (id, city)`: no shard key",
                ctx -> ctx.insertInto(L, L.ID, L.CITY).values(1L, "x").execute());
        row(
                Rule.KEY_NOT_STATED,
                "`INSERT ... SELECT`",
                ctx -> ctx.insertInto(L).select(ctx.selectFrom(L)).execute());
        row(
                Rule.ROWS_OF_SEVERAL_SHARDS,
                "one `INSERT` with rows in `'Asia'` and `'Europe'`",
                ctx -> ctx.insertInto(L, L.ID, L.CONTINENT, L.CITY)
                        .values(1L, "Asia", "x")
                        .values(2L, "Europe", "x")
                        .execute());
        row(
                Rule.UNIQUE_OVER_SHARDS,
                "`INSERT ... ON CONFLICT (id)`: the conflict does not have the shard key",
                ctx -> ctx.insertInto(L, L.ID, L.CONTINENT, L.CITY)
                        .values(1L, "Asia", "x")
                        .onConflict(L.ID)
                        .doNothing()
                        .execute());
        row(
                Rule.ID_OF_ANOTHER_SHARD,
                Setting.TIME_SORTED,
                "`INSERT` of an id that was made for another shard, under `ids: time-sorted`",
                ctx -> insert(ctx, ctx.nextId(ShardId.of("europe")), "Asia"));
        row(
                Rule.COPIES,
                "any write to a reference table",
                ctx -> ctx.insertInto(StatementTable.COUNTRIES, StatementTable.COUNTRY)
                        .values("Japan")
                        .execute());
    }

    private static void insert(ShardedDSLContext ctx, long id, String continent) {
        ctx.insertInto(L, L.ID, L.CONTINENT, L.CITY).values(id, continent, "x").execute();
    }

    private void children() {
        row(Rule.PARENT_NOT_FOUND, "`INSERT` of a report whose location does not exist", ctx -> report(ctx, 99));
        row(
                Rule.PARENT_AMBIGUOUS,
                "`INSERT` of a report of location 77, which two shards have",
                ctx -> report(ctx, TWICE));
    }

    private static void report(ShardedDSLContext ctx, long location) {
        ctx.insertInto(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID, WEATHER_REPORTS.TEMPERATURE)
                .values(location, 1.0)
                .execute();
    }

    private void changes() {
        row(
                Rule.WRITE_OVER_SHARDS,
                "`UPDATE` or `DELETE` whose predicates leave several shards",
                ctx -> ctx.update(L).set(L.CITY, "x").execute());
        row(
                Rule.WRITE_OVER_SHARDS,
                "`DELETE ... WHERE id = 77`, where two shards have the id",
                ctx -> ctx.deleteFrom(L).where(L.ID.eq(TWICE)).execute());
        row(
                Rule.KEY_CHANGE,
                "`UPDATE ... SET continent = 'Europe' WHERE continent = 'Asia'`",
                ctx -> ctx.update(L)
                        .set(L.CONTINENT, "Europe")
                        .where(L.CONTINENT.eq("Asia"))
                        .execute());
        row(
                Rule.BATCH,
                "a batch of statements for several shards",
                ctx -> ctx.batch(
                                ctx.deleteFrom(L).where(L.CONTINENT.eq("Asia")),
                                ctx.deleteFrom(L).where(L.CONTINENT.eq("Europe")))
                        .execute());
        row(
                Rule.BATCH,
                "a batch whose values are bound row by row",
                ctx -> ctx.batch(ctx.insertInto(L, L.ID, L.CONTINENT, L.CITY).values((Long) null, null, null))
                        .bind(1L, "Asia", "x")
                        .bind(2L, "Asia", "x")
                        .execute());
    }

    private void shards() {
        row(
                Rule.WRONG_SHARD,
                "`ctx.onShard(\"asia\")`: `INSERT` of a location in `'Europe'`",
                ctx -> insert(ctx.onShard("asia"), 1, "Europe"));
        row(Rule.UNKNOWN_SHARD, "`ctx.onShard(\"nowhere\")`", ctx -> ctx.onShard("nowhere"));
        row(
                Rule.NO_SHARD,
                "`ctx.connection(...)` and routines, without `onShard`",
                ctx -> ctx.connection(connection -> connection.getCatalog()));
    }
}
