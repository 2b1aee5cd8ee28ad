package dev.meridian.conformance;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.Rule;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be shown to be exact is refused, by the rule that says why, and nothing is changed. */
class RefusalTest extends Contract {

    /** A context that has run nothing: see RegressionTest. */
    @BeforeEach
    void weather() {
        saveWeather();
        ctx = world.context(UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Object maps(Result<?> result) {
        return result.intoMaps();
    }

    /** Over one database a lock would have to hold rows of a union, over several it would have to hold them in all. */
    @Test
    void locksOverShards() {
        if (layout.kind() == Layout.Kind.POSTGRES) {
            exactOrRefused(
                    Rule.LOCK_OVER_SHARDS,
                    context -> context.selectFrom(WEATHER_LOCATIONS)
                            .forUpdate()
                            .fetch()
                            .size());
            exactOrRefused(
                    Rule.LOCK_OVER_SHARDS,
                    context -> context.selectFrom(WEATHER_LOCATIONS)
                            .orderBy(WEATHER_LOCATIONS.ID)
                            .limit(1)
                            .forShare()
                            .fetch()
                            .size());
        }
    }

    @Test
    void rowIdsOverShards() {
        exactOrRefused(
                Rule.ROW_ID_OVER_SHARDS,
                context -> context.selectFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.rowid().isNotNull())
                        .fetch()
                        .size());
    }

    @Test
    void rowsOfOtherDatabasesWhereGatheringIsOff() {
        ShardedDSLContext off = gathering(0);
        refusedOverDatabases(
                off,
                Rule.NEEDS_MERGE,
                context -> maps(context.select(WEATHER_LOCATIONS.ID, rowNumber().over(orderBy(WEATHER_LOCATIONS.ID)))
                        .from(WEATHER_LOCATIONS)
                        .orderBy(WEATHER_LOCATIONS.ID)
                        .fetch()));
        refusedOverDatabases(
                off,
                Rule.NOT_COLOCATED,
                context -> context.select()
                        .from(WEATHER_LOCATIONS)
                        .crossJoin(WEATHER_LOCATIONS.as("other"))
                        .fetch()
                        .size());
    }

    /** Two databases have 7 rows together, of which each has more than one. */
    @Test
    void moreRowsThanMayBeGathered() {
        ShardedDSLContext one = gathering(1);
        WeatherLocations other = WEATHER_LOCATIONS.as("other");
        refusedOverDatabases(
                one,
                Rule.GATHER_BUDGET,
                context -> context.select()
                        .from(WEATHER_LOCATIONS)
                        .crossJoin(other)
                        .fetch()
                        .size());
    }

    private ShardedDSLContext gathering(int rows) {
        return world.context(UnaryOperator.identity(), builder -> builder.gatherRowBudget(rows));
    }

    /** Refused where the shards are in several databases; one database computes it whatever may be gathered. */
    private void refusedOverDatabases(ShardedDSLContext context, Rule rule, Function<DSLContext, Object> work) {
        if (world.topology().databases().size() > 1) {
            refused(context, rule, work);
        } else {
            assertThat(work.apply(context)).isEqualTo(work.apply(world.oracle()));
        }
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
        assertThatThrownBy(() -> work.apply(ctx))
                .satisfies(refusal -> assertThat(refusal.getMessage()).containsAnyOf(rule.id(), or.id()));
        assertThat(world.everything()).isEqualTo(before);
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
                        .column("y", SQLDataType.INTEGER)
                        .execute());
        refused(Rule.DDL, context -> context.truncate(WEATHER_REPORTS).execute());
    }

    @Test
    void bareConnections() {
        refused(Rule.NO_SHARD, context -> context.connectionResult(connection -> connection.getAutoCommit()));
        ShardedDSLContext asia = ctx.onShard(world.shardOf("Asia"));
        boolean works = asia.connectionResult(connection -> connection.getAutoCommit());
        assertThat(works).isTrue();
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
        assertThatThrownBy(() -> ShardedDSLContext.over(world.topology())
                        .settings(new org.jooq.conf.Settings().withRenderSchema(false))
                        .build())
                .hasMessageContaining(Rule.UNSUPPORTED.id());
    }
}
