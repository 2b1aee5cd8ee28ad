package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.weather.App;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SQL text is routed like any query, and gives what the same text gives on one database: values, names and types. */
class SqlTextTest extends Contract {

    private static final String CITIES = "select id, city, continent from weather_locations where continent = ?";

    @BeforeEach
    void weather() {
        ctx = world.context(UnaryOperator.identity(), builder -> builder.schema(App.APP));
        saveWeather();
    }

    private Outcome same(boolean ordered, Function<DSLContext, Result<Record>> work) {
        Outcome seen = Outcome.of(work.apply(ctx));
        Outcome expected = Outcome.of(work.apply(world.oracle()));
        assertThat(ordered ? seen : seen.unordered()).isEqualTo(ordered ? expected : expected.unordered());
        return seen;
    }

    private Outcome same(String sql, Object... values) {
        return same(sql.contains("order by"), context -> context.fetch(sql, values));
    }

    @Test
    void aKeyInTextNarrows() {
        assertThat(same("select * from weather_locations where continent = 'Asia'")
                        .rows())
                .hasSize(1);
        assertThat(asked(() -> ctx.fetch("select * from weather_locations where continent = 'Asia'")))
                .isEqualTo(shards("Asia"));
    }

    @Test
    void aBoundKeyNarrows() {
        assertThat(same(CITIES, "Europe").rows()).hasSize(2);
        assertThat(asked(() -> ctx.fetch(CITIES, "Europe"))).isEqualTo(shards("Europe"));
        assertThat(asked(() ->
                        ctx.fetch("select * from weather_locations l where l.continent in (?, ?)", "Asia", "Europe")))
                .isEqualTo(shards("Asia", "Europe"));
    }

    @Test
    void namesAndQueryPartsStandForValuesAsInPlainJooq() {
        same("select city from weather_locations where continent = :continent and city <> :city", "Europe", "London");
        same(
                false,
                context -> context.fetch(
                        "select city from weather_locations where {0} and city <> {1}",
                        DSL.condition("continent = ?", "Europe"), DSL.val("London")));
        same(
                false,
                context -> context.fetch(DSL.sql("select city from weather_locations where continent = ?", "Asia")));
        assertThat(asked(() -> ctx.fetch("select city from weather_locations where continent = :c", "Asia")))
                .isEqualTo(shards("Asia"));
    }

    @Test
    void everyWayToFetchIsRouted() {
        String sql = "select city from weather_locations where continent = ?";
        assertThat(ctx.fetchOne(sql, "Asia").get(0)).isEqualTo("Tokyo");
        assertThat(ctx.fetchSingle(sql, "Asia").get(0)).isEqualTo("Tokyo");
        assertThat(ctx.fetchOptional(sql, "Nowhere")).isEmpty();
        assertThat(ctx.fetchValue(sql, "Asia")).isEqualTo("Tokyo");
        assertThat(ctx.fetchValues(sql, "Asia")).isEqualTo(List.of("Tokyo"));
        assertThat(ctx.resultQuery(sql, "Asia").fetchInto(String.class)).containsExactly("Tokyo");
        assertThat(ctx.fetchAsync(sql, "Asia").toCompletableFuture().join()).hasSize(1);
        if (layout.kind() == Layout.Kind.POSTGRES) {
            assertThat(ctx.fetchMany(sql, "Asia").get(0)).hasSize(1);
        }
        try (Cursor<Record> cursor = ctx.fetchLazy(sql, "Europe");
                var stream = ctx.fetchStream(sql, "Europe")) {
            assertThat(cursor.fetch()).hasSize(2);
            assertThat(stream).hasSize(2);
        }
        assertThat(ctx.resultQuery(sql, "Asia")
                        .coerce(WEATHER_LOCATIONS.CITY)
                        .fetchOne()
                        .value1())
                .isEqualTo("Tokyo");
    }

    @Test
    void joinsAndAggregatesGiveTheNamesAndTypesOfTheDatabase() {
        same("select l.city, r.temperature from weather_locations l join weather_reports r on r.location_id = l.id");
        same("select l.*, r.* from weather_locations l join weather_reports r on r.location_id = l.id order by r.id");
        same("select count(*) from weather_locations");
        same("select count(*) as n, min(id) as least, max(city) as most from weather_locations");
        same(
                "select continent, count(*) as n from weather_locations group by continent having count(*) > 1 order by continent");
        same("select distinct continent from weather_locations order by 1");
        same("select sum(temperature) as s, avg(temperature) as a from weather_reports");
        same("select city from weather_locations order by city limit 2 offset 1");
        same("select id from weather_locations union all select id from weather_reports");
        same(
                "with far as (select * from weather_locations where continent like '%America') select * from far order by id");
        same("select city from weather_locations where id in (select location_id from weather_reports)");
    }

    @Test
    void columnsWithoutANameAreNamedAsTheDatabaseWouldNameThem() {
        same(
                "select id+1, count( * ) , max(id)/2, 'a,b' , id, city as Town from weather_locations where continent = 'Asia' group by id, city");
        same(
                "select distinct -id, coalesce(city, 'x'), case when id > 1 then 2 else 1 end, (select 1), length(city) from weather_locations");
        same("""
                select id + ?, upper( city ) -- , c
                 , lower(city) /* , d */ from weather_locations""", 1L);
        same("select count(distinct city), sum(id)*2 from weather_locations");
        same("select substr(city, 1, 2), round(temperature * 2), cast(r.id as integer) from weather_locations l"
                + " join weather_reports r on r.location_id = l.id");
    }

    @Test
    void theTypeOfAnExpressionIsThatOfAShardThatHasRows() {
        same(
                "select coalesce(city, 'none') as c, case when id > 1 then 1 else 0 end as n from weather_locations where city like 'Q%'");
        same("select coalesce(city, 'none') as c, id from weather_locations where city like 'Q%' order by id");
        same("select coalesce(city, 'none') as c from weather_locations order by id desc limit 2 offset 1");
        same("select id || city as c from weather_locations where id > 100 order by id");
    }

    @Test
    void anAsteriskFindsItsTableInAJoin() {
        same(
                "select weather_reports.*, l.* from weather_reports join weather_locations as l on l.id = weather_reports.location_id");
        same(
                "select weather_locations.* from weather_reports join weather_locations on weather_locations.id = location_id"
                        + " where continent = 'Asia'");
    }

    @Test
    void aColumnOfTwoTablesIsFoundByItsTable() {
        String sql = "select r.id, l.id from weather_locations l join weather_reports r on r.location_id = l.id"
                + " where l.continent = 'South America'";
        for (DSLContext context : List.of(ctx, world.oracle())) {
            Record row = context.fetchOne(sql);
            assertThat(row.getValue((org.jooq.Field<?>) WEATHER_REPORTS.ID)).hasToString("3");
            assertThat(row.getValue((org.jooq.Field<?>) WEATHER_LOCATIONS.ID)).hasToString("7");
        }
    }

    @Test
    void valuesMayBeNeededInAnotherOrderAndOfAnyType() {
        same("select id, city from weather_locations where id > ? order by id limit ? offset ?", 1L, 3, 1);
        same("select * from weather_reports where temperature > ? and report_time <= ?", 76.5, NOON);
        same("select * from weather_locations where continent = ?", (Object) null);
        same("select id from weather_locations where ? <> city and continent = ? and id > ?", "x", "Asia", 0L);
        same("select * from weather_locations where continent = 'Asia' and city <> ':meridian_1 ?'  ; ");
    }

    @Test
    void textWrites() {
        for (DSLContext context : List.of(ctx, world.oracle())) {
            assertThat(context.execute(
                            "insert into weather_locations (id, continent, city) values (?, ?, ?)",
                            8L,
                            "Asia",
                            "Osaka"))
                    .isOne();
            assertThat(context.execute(
                            "insert into weather_reports (id, location_id, temperature, report_time) values (9, 8, 20.5, ?)",
                            NOON))
                    .isOne();
            assertThat(context.execute(
                            "update weather_locations set city = ? where continent = ? and id = 8", "Kyoto", "Asia"))
                    .isOne();
            assertThat(context.query("delete from weather_locations where continent = 'Europe' and city = ?", "Dublin")
                            .execute())
                    .isOne();
        }
        same("select * from weather_locations");
        same("select * from weather_reports");
        assertThat(world.rows(world.shardOf("Asia"), "weather_locations")).anyMatch(row -> row.contains("Kyoto"));
    }

    @Test
    void whatTextWritesCanBeReturned() {
        for (DSLContext context : List.of(ctx, world.oracle())) {
            assertThat(context.fetchValue(
                            "insert into weather_locations (id, continent, city) values (?, ?, ?) returning city",
                            8L,
                            "Asia",
                            "Osaka"))
                    .isEqualTo("Osaka");
            assertThat(context.fetch(
                                    "update weather_locations set city = 'Edo' where continent = 'Asia' and id = 1 returning *")
                            .getValues("city"))
                    .isEqualTo(List.of("Edo"));
        }
        same("select * from weather_locations");
    }

    @Test
    void textInsideATransactionBelongsToIt() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    DSL.using(transaction).execute("update weather_locations set city = 'X' where continent = 'Asia'");
                    assertThat(transaction
                                    .dsl()
                                    .fetchValue("select city from weather_locations where continent = 'Asia'"))
                            .isEqualTo("X");
                    throw new IllegalStateException("no");
                }))
                .hasMessageContaining("no");
        same("select * from weather_locations");
    }

    @Test
    void batchesOfTextOnOneShardRun() {
        for (DSLContext context : List.of(ctx, world.oracle())) {
            assertThat(context.batch(
                                    "insert into weather_locations (id, continent, city) values (8, 'Asia', 'Osaka')",
                                    "update weather_locations set city = 'Edo' where id = 1 and continent = 'Asia'")
                            .execute())
                    .containsExactly(1, 1);
        }
        same("select * from weather_locations");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        refused(Rule.UNKNOWN_TABLE, context -> context.fetch("select * from nothing"));
        refused(Rule.TEXT, context -> context.fetch("select nothing from weather_locations"));
        refused(Rule.TEXT, context -> context.fetch("this is no sql"));
        refused(Rule.TEXT, context -> context.fetch(""));
        refused(Rule.TEXT, context -> context.fetch("select * from weather_locations where continent = ?"));
        refused(
                Rule.TEXT,
                context -> context.fetch("select * from weather_locations where continent = ? and id = ?", "Asia"));
        refused(
                Rule.TEXT,
                context -> context.fetch("with weather_locations as (select 1 as id) select * from weather_locations"));
        refused(Rule.TEXT, context -> context.execute("delete from weather_locations; delete from weather_reports"));
        refused(Rule.DDL, context -> context.execute("drop table weather_locations"));
        refused(Rule.DDL, context -> context.execute("create table more (id int)"));
        exactOrRefused(Rule.WRITE_OVER_SHARDS, context -> context.execute("update weather_locations set city = 'X'"));
    }

    @Test
    void withoutTheTablesTextIsRefusedWithTheWayOut() {
        ShardedDSLContext plain = world.context(UnaryOperator.identity(), builder -> builder);
        if (layout.isScattered()) {
            refused(plain, Rule.OPAQUE_SQL, context -> context.fetch("select * from weather_locations"));
        }
    }

    @Test
    void onANamedShardTextGoesThereUnread() {
        assertThat(ctx.onShard(world.shardOf("Asia")).fetchValue("select 40 + 2"))
                .isEqualTo(42);
    }

    @Test
    void textIsExplained() {
        String explanation = ctx.explain(ctx.resultQuery(CITIES, "Asia")).toString();
        assertThat(explanation).contains("SELECT, single: one shard does all of it");
        assertThat(ctx.explain(ctx.query("no sql at all")).toString())
                .contains("Refused")
                .contains("MR019");
    }

    @Test
    void jooqsOwnParserFindsTheTables() {
        var tree = ctx.parser().parseSelect("select city from weather_locations where continent = ?", "Asia");
        assertThat(asked(() -> assertThat(ctx.fetch(tree)).hasSize(1))).isEqualTo(shards("Asia"));
        var unbound = ctx.parser().parseSelect("select city from weather_locations where continent = ?");
        unbound.bind(1, "Europe");
        assertThat(asked(() -> assertThat(ctx.fetch(unbound)).hasSize(2))).isEqualTo(shards("Europe"));
    }

    @Test
    void theShardsAskedAreThoseOfTheValues() {
        assertThat(asked(() -> ctx.fetch("select * from weather_locations where continent = ?", "Nowhere")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(asked(() -> ctx.fetch("select * from weather_locations")))
                .isEqualTo(Set.copyOf(layout.shardNames()));
    }

    /** Where the first row has no value, the values of the others are still what they are. */
    @Test
    void anExpressionThatStartsWithNull() {
        Result<Record> rows = ctx.fetch(
                "select nullif(upper(city), 'TOKYO') as x from weather_locations order by case city when 'Tokyo' then 0 else 1 end, id");
        assertThat(rows.get(0).get(0)).isNull();
        assertThat(rows.getValues(0).subList(1, rows.size())).allMatch(String.class::isInstance);
    }
}
