package dev.meridian.conformance;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be shown to be exact is refused, by the rule that says why, and nothing is changed. */
class RefusalTest extends Contract {

    /** A context that has run nothing: see RegressionTest. */
    @BeforeEach
    void weather() {
        saveWeather();
        ctx = world.context(java.util.function.UnaryOperator.identity(), java.util.function.UnaryOperator.identity());
    }

    private void needsMerge(Function<DSLContext, Object> work) {
        exactOrRefused(Rule.NEEDS_MERGE, work);
    }

    private static Object maps(Result<?> result) {
        return result.intoMaps();
    }

    @Test
    void orderAndLimitOverShards() {
        needsMerge(context -> maps(context.selectFrom(WEATHER_LOCATIONS)
                .orderBy(WEATHER_LOCATIONS.ID)
                .fetch()));
        needsMerge(context ->
                context.selectFrom(WEATHER_LOCATIONS).limit(3).fetch().size());
        needsMerge(context ->
                context.selectFrom(WEATHER_LOCATIONS).offset(3).fetch().size());
        needsMerge(context -> context.selectFrom(WEATHER_LOCATIONS)
                .limit(DSL.val((Integer) 0))
                .fetch()
                .size());
    }

    @Test
    void distinctAggregatesAndGroupsOverShards() {
        needsMerge(context -> context.selectDistinct(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .fetch()
                .size());
        needsMerge(context -> context.fetchCount(WEATHER_LOCATIONS));
        needsMerge(context -> context.fetchExists(WEATHER_LOCATIONS));
        needsMerge(context -> maps(context.select(max(WEATHER_LOCATIONS.ID).plus(1))
                .from(WEATHER_LOCATIONS)
                .fetch()));
        needsMerge(context -> context.select(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .groupBy(WEATHER_LOCATIONS.CONTINENT)
                .fetch()
                .size());
        needsMerge(context -> context.select(WEATHER_LOCATIONS.CONTINENT)
                .from(WEATHER_LOCATIONS)
                .groupBy(WEATHER_LOCATIONS.CONTINENT)
                .having(count().gt(1))
                .fetch()
                .size());
        needsMerge(context -> context.select(rowNumber().over())
                .from(WEATHER_LOCATIONS)
                .fetch()
                .size());
    }

    @Test
    void setOperationsSubqueriesAndCommonTablesOverShards() {
        needsMerge(context -> context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .union(select(WEATHER_REPORTS.ID).from(WEATHER_REPORTS))
                .fetch()
                .size());
        needsMerge(context -> context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                .unionAll(
                        select(WEATHER_LOCATIONS.ID).from(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.eq(FAR)))
                .fetch()
                .size());
        needsMerge(context -> context.selectFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.ID.in(
                        select(WEATHER_REPORTS.LOCATION_ID).from(WEATHER_REPORTS)))
                .fetch()
                .size());
        needsMerge(context -> context.select(DSL.field(exists(selectOne().from(WEATHER_REPORTS))))
                .fetch()
                .size());
        needsMerge(context -> context.select(DSL.field(selectCount().from(WEATHER_REPORTS)))
                .fetch()
                .get(0)
                .get(0));
        needsMerge(context -> {
            var common = name("c").as(select(WEATHER_LOCATIONS.ID).from(WEATHER_LOCATIONS));
            return context.with(common).select().from(common).fetch().size();
        });
        needsMerge(context -> context.select()
                .from(select(WEATHER_LOCATIONS.ID)
                        .from(WEATHER_LOCATIONS)
                        .limit(1)
                        .asTable("d"))
                .fetch()
                .size());
    }

    @Test
    void locksOverShards() {
        if (layout.kind() == Layout.Kind.POSTGRES) {
            needsMerge(context ->
                    context.selectFrom(WEATHER_LOCATIONS).forUpdate().fetch().size());
        }
    }

    @Test
    void joinsOfTablesThatDoNotLiveTogether() {
        WeatherLocations other = WEATHER_LOCATIONS.as("other");
        exactOrRefused(
                Rule.NOT_COLOCATED,
                context -> context.select()
                        .from(WEATHER_LOCATIONS)
                        .crossJoin(other)
                        .fetch()
                        .size());
        exactOrRefused(
                Rule.NOT_COLOCATED,
                context -> context.select()
                        .from(WEATHER_LOCATIONS, WEATHER_REPORTS)
                        .where(WEATHER_LOCATIONS.ID.eq(WEATHER_REPORTS.ID))
                        .fetch()
                        .size());
        exactOrRefused(
                Rule.NOT_COLOCATED,
                context -> context.select()
                        .from(WEATHER_LOCATIONS)
                        .leftJoin(WEATHER_REPORTS)
                        .on(WEATHER_LOCATIONS.ID.ne(WEATHER_REPORTS.LOCATION_ID))
                        .fetch()
                        .size());
    }

    /** A report without a match beside it may have one on another shard. */
    @Test
    void rowsOfOneShardWithoutAMatchOnAny() {
        exactOrRefused(
                Rule.NOT_COLOCATED,
                context -> context.select(WEATHER_REPORTS.ID)
                        .from(WEATHER_LOCATIONS)
                        .leftJoin(WEATHER_REPORTS)
                        .on(WEATHER_LOCATIONS.ID.eq(WEATHER_REPORTS.ID))
                        .where(WEATHER_LOCATIONS.CONTINENT.eq(FAR))
                        .and(WEATHER_REPORTS.ID.isNull())
                        .fetch()
                        .size());
    }

    @Test
    void writesOverShards() {
        exactOrRefused(
                Rule.WRITE_OVER_SHARDS,
                context -> context.update(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.CITY, "x")
                        .execute());
        exactOrRefused(
                Rule.WRITE_OVER_SHARDS,
                context -> context.deleteFrom(WEATHER_REPORTS)
                        .where(WEATHER_REPORTS.ID.gt(0L))
                        .execute());
        exactOrRefused(
                Rule.WRITE_OVER_SHARDS,
                context -> context.deleteFrom(WEATHER_REPORTS).execute());
    }

    @Test
    void insertsOfSeveralShards() {
        exactOrRefused(
                Rule.ROWS_OF_SEVERAL_SHARDS,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .values(20L, "Asia", "Kyoto")
                        .values(21L, FAR, "Boston")
                        .execute());
    }

    @Test
    void keysThatAreUnknownMissingOrChanged() {
        refused(Rule.NO_SHARD_FOR_KEY, context -> city(context, 20, "Atlantis", "Poseidonis"));
        refused(Rule.NO_SHARD_FOR_KEY, context -> city(context, 20, "asia", "Kyoto"));
        refused(
                Rule.KEY_NOT_STATED,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.ID, 20L)
                        .set(WEATHER_LOCATIONS.CITY, "x")
                        .execute());
        refused(
                Rule.KEY_NOT_STATED,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .values(20L, null, "x")
                        .execute());
        refused(
                Rule.KEY_NOT_STATED,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.ID, 20L)
                        .set(WEATHER_LOCATIONS.CITY, "x")
                        .set(WEATHER_LOCATIONS.CONTINENT, DSL.upper(DSL.val("Asia")))
                        .execute());
        refused(
                Rule.KEY_CHANGE,
                context -> context.update(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.CONTINENT, "Atlantis")
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .execute());
        refused(
                Rule.KEY_CHANGE,
                context -> context.update(WEATHER_LOCATIONS)
                        .set(WEATHER_LOCATIONS.CONTINENT, DSL.upper(WEATHER_LOCATIONS.CONTINENT))
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .execute());
        if (layout.isScattered()) {
            refused(
                    Rule.KEY_CHANGE,
                    context -> context.update(WEATHER_LOCATIONS)
                            .set(WEATHER_LOCATIONS.CONTINENT, FAR)
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                            .execute());
            refused(
                    Rule.KEY_CHANGE,
                    context -> context.update(WEATHER_REPORTS)
                            .set(WEATHER_REPORTS.LOCATION_ID, 2L)
                            .where(WEATHER_REPORTS.LOCATION_ID.eq(1L))
                            .and(DSL.val("Asia").eq("Asia"))
                            .execute(),
                    Rule.WRITE_OVER_SHARDS);
        }
    }

    /** One rule or another, whichever comes first. */
    private void refused(Rule rule, Function<DSLContext, Object> work, Rule or) {
        List<String> before = world.everything();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> work.apply(ctx))
                .satisfies(refusal -> org.assertj.core.api.Assertions.assertThat(refusal.getMessage())
                        .containsAnyOf(rule.id(), or.id()));
        org.assertj.core.api.Assertions.assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void conflictsThatOneShardCannotSee() {
        exactOrRefused(
                Rule.UNIQUE_OVER_SHARDS,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .values(1L, "Asia", "Kyoto")
                        .onConflict(WEATHER_LOCATIONS.ID)
                        .doNothing()
                        .execute());
        exactOrRefused(
                Rule.UNIQUE_OVER_SHARDS,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .values(1L, "Asia", "Kyoto")
                        .onConflictDoNothing()
                        .execute());
        exactOrRefused(
                Rule.UNIQUE_OVER_SHARDS,
                context -> context.insertInto(WEATHER_LOCATIONS)
                        .values(1L, "Asia", "Kyoto")
                        .onDuplicateKeyUpdate()
                        .set(WEATHER_LOCATIONS.CITY, "Kyoto")
                        .execute());
    }

    @Test
    void tablesWithoutARule() {
        if (layout.isScattered()) {
            refused(
                    Rule.UNKNOWN_TABLE,
                    context -> context.select()
                            .from(DSL.table(name("app", "nowhere")))
                            .fetch());
            refused(
                    Rule.UNKNOWN_TABLE,
                    context -> context.select().from(DSL.table(name("nowhere"))).fetch());
            refused(
                    Rule.UNKNOWN_TABLE,
                    context -> context.deleteFrom(DSL.table(name("app", "nowhere")))
                            .execute());
        }
    }

    @Test
    void textThatNobodyCanRead() {
        if (layout.isScattered()) {
            refused(Rule.OPAQUE_SQL, context -> context.fetch("select * from weather_locations"));
            refused(Rule.OPAQUE_SQL, context -> context.execute("delete from weather_locations"));
            refused(
                    Rule.OPAQUE_SQL,
                    context -> context.selectFrom(WEATHER_LOCATIONS)
                            .where("exists (select 1 from weather_reports)")
                            .fetch());
            refused(
                    Rule.NEEDS_MERGE,
                    context ->
                            context.selectFrom(WEATHER_LOCATIONS).where("1 = 1").fetch());
            refused(
                    Rule.UNSUPPORTED,
                    context -> context.mergeInto(WEATHER_LOCATIONS)
                            .using(DSL.selectOne())
                            .on(WEATHER_LOCATIONS.ID.eq(1L))
                            .whenMatchedThenDelete()
                            .execute());
        }
    }

    @Test
    void ddl() {
        refused(Rule.DDL, context -> context.dropTable(WEATHER_LOCATIONS).execute());
        refused(
                Rule.DDL,
                context -> context.createTable("x")
                        .column("y", org.jooq.impl.SQLDataType.INTEGER)
                        .execute());
        refused(Rule.DDL, context -> context.truncate(WEATHER_REPORTS).execute());
    }

    @Test
    void bareConnections() {
        refused(Rule.NO_SHARD, context -> context.connectionResult(connection -> connection.getAutoCommit()));
        ShardedDSLContext asia = ctx.onShard(world.shardOf("Asia"));
        boolean works = asia.connectionResult(connection -> connection.getAutoCommit());
        org.assertj.core.api.Assertions.assertThat(works).isTrue();
    }

    @Test
    void batchesOfSeveralShards() {
        if (layout.isScattered()) {
            refused(
                    Rule.BATCH,
                    context -> context.batch(
                                    context.update(WEATHER_LOCATIONS)
                                            .set(WEATHER_LOCATIONS.CITY, "x")
                                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia")),
                                    context.update(WEATHER_LOCATIONS)
                                            .set(WEATHER_LOCATIONS.CITY, "x")
                                            .where(WEATHER_LOCATIONS.CONTINENT.eq(FAR)))
                            .execute());
            refused(
                    Rule.BATCH,
                    context -> context.batch(
                                    context.insertInto(WEATHER_LOCATIONS).values((Long) null, null, null))
                            .bind(20L, "Asia", "Kyoto")
                            .bind(21L, FAR, "Boston")
                            .execute());
        }
        exact(context -> context.batch(
                        context.update(WEATHER_LOCATIONS)
                                .set(WEATHER_LOCATIONS.CITY, "x")
                                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia")),
                        context.insertInto(WEATHER_LOCATIONS).values(30L, "Asia", "Kyoto"))
                .execute());
    }

    @Test
    void shardsThatDoNotExistAndRowsOfOthers() {
        refused(Rule.UNKNOWN_SHARD, context -> ctx.onShard("nowhere"));
        if (layout.isScattered()) {
            refused(Rule.WRONG_SHARD, context -> city(ctx.onShard(world.shardOf(FAR)), 20, "Asia", "Kyoto"));
            String last =
                    List.copyOf(layout.shardNames()).get(layout.shardNames().size() - 1);
            refused(
                    Rule.WRONG_SHARD,
                    context -> ctx.onShard(last).selectFrom(IDS).fetch());
        }
    }

    @Test
    void settingsThatMapSchemas() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ShardedDSLContext.over(world.topology())
                        .settings(new org.jooq.conf.Settings().withRenderSchema(false))
                        .build())
                .hasMessageContaining(Rule.UNSUPPORTED.id());
    }
}
