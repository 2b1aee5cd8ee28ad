package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.rowNumber;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.ShardFailureException;
import dev.meridian.placement.Shard;
import dev.meridian.weather.App;
import dev.meridian.weather.tables.WeatherLocations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How statements of every tier run: together with others, in transactions, and when they fail or are stopped. */
class ReviewExecutionTest extends Contract {

    /** One statement for each tier. On layouts of one database they are one statement. */
    private enum Asked {
        CONCAT,
        MERGE,
        REDUCE,
        GATHER;

        ResultQuery<? extends Record> of(DSLContext context) {
            var city = WEATHER_LOCATIONS.CITY;
            var some = WEATHER_LOCATIONS.ID.gt(0L);
            return switch (this) {
                case CONCAT ->
                    context.select(city, WEATHER_LOCATIONS.ID)
                            .from(WEATHER_LOCATIONS)
                            .where(some);
                case MERGE ->
                    context.select(city, WEATHER_LOCATIONS.ID)
                            .from(WEATHER_LOCATIONS)
                            .where(some)
                            .orderBy(WEATHER_LOCATIONS.ID.desc())
                            .limit(6);
                case REDUCE ->
                    context.select(city, count())
                            .from(WEATHER_LOCATIONS)
                            .where(some)
                            .groupBy(city);
                case GATHER ->
                    context.select(city, rowNumber().over(DSL.orderBy(WEATHER_LOCATIONS.ID)))
                            .from(WEATHER_LOCATIONS)
                            .where(some);
            };
        }

        Outcome outcome(DSLContext context) {
            return Outcome.of(of(context).fetch()).unordered();
        }
    }

    @BeforeEach
    void weather() {
        saveWeather();
    }

    private void everyTier() {
        for (Asked asked : Asked.values()) {
            assertThat(asked.outcome(ctx)).as(asked.name()).isEqualTo(asked.outcome(world.oracle()));
        }
    }

    /** No connection is out of its pool or in a transaction, and none holds temporary tables. */
    private void assertClean() {
        world.assertIdle();
        world.topology().databases().forEach(database -> {
            List<Connection> all = new ArrayList<>();
            try {
                for (int i = 0; i < Layout.POOL; i++) {
                    all.add(database.dataSource().getConnection());
                }
                for (Connection connection : all) {
                    assertThat(connection.getAutoCommit()).isTrue();
                    if (layout.kind() == Layout.Kind.SQLITE) {
                        assertThat(temporaryTables(connection)).isEmpty();
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            } finally {
                all.forEach(ReviewExecutionTest::close);
            }
        });
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> temporaryTables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from sqlite_temp_master")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    void whatIsWrittenIsReadThroughEveryTier() {
        everyTier();
        ctx.transaction(transaction -> world.oracle().transaction(plain -> {
            DSLContext inside = DSL.using(transaction);
            DSLContext oracle = DSL.using(plain);
            for (DSLContext context : List.of(inside, oracle)) {
                city(context, 20, "Asia", "Osaka");
                city(context, 21, FAR, "Chicago");
            }
            same(inside, oracle);
            for (DSLContext context : List.of(inside, oracle)) {
                assertThatThrownBy(() -> context.transaction(nested -> {
                            city(DSL.using(nested), 22, "Europe", "Paris");
                            city(DSL.using(nested), 23, FAR, "Boston");
                            for (Asked asked : Asked.values()) {
                                assertThat(asked.of(DSL.using(nested)).fetch().size())
                                        .isGreaterThanOrEqualTo(6);
                            }
                            assertThat(Asked.REDUCE.of(DSL.using(nested)).fetch())
                                    .hasSize(11);
                            throw new IllegalStateException("back");
                        }))
                        .hasMessage("back");
            }
            same(inside, oracle);
        }));
        everyTier();
        assertClean();
    }

    private static void same(DSLContext inside, DSLContext oracle) {
        for (Asked asked : Asked.values()) {
            assertThat(asked.outcome(inside)).as(asked.name()).isEqualTo(asked.outcome(oracle));
        }
    }

    @Test
    void whatAConnectionWritesItReads() throws SQLException {
        try (Connection connection =
                world.context(u -> u, b -> b.schema(App.APP)).parsingConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("insert into weather_locations (id, continent, city) values (30, 'Asia', 'X')");
                for (String sql : List.of(
                        "select city from weather_locations where city = 'X'",
                        "select city from weather_locations where city = 'X' order by id",
                        "select city, count(*) from weather_locations where city = 'X' group by city",
                        "select city, row_number() over (order by id) from weather_locations where city = 'X'")) {
                    try (ResultSet rows = statement.executeQuery(sql)) {
                        assertThat(rows.next()).as(sql).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("X");
                        assertThat(rows.next()).isFalse();
                    }
                }
            }
            connection.rollback();
        }
        everyTier();
        assertClean();
    }

    private Shard shard(String continent) {
        return world.topology().shard(world.shardOf(continent)).orElseThrow();
    }

    @Test
    void oneShardThatFailsFailsTheStatementAndLeavesNothing() {
        for (String continent : List.of("Asia", FAR, "Europe")) {
            Shard broken = shard(continent);
            String table = World.name(broken, "weather_locations");
            String away = broken.prefix() + "away";
            world.execute(broken, "ALTER TABLE " + table + " RENAME TO \"" + away + '"');
            try {
                for (Asked asked : Asked.values()) {
                    assertThatThrownBy(() -> asked.of(ctx).fetch())
                            .as(asked.name())
                            .isInstanceOf(DataAccessException.class);
                    assertClean();
                    assertThatThrownBy(() -> ctx.transaction(transaction ->
                                    asked.of(DSL.using(transaction)).fetch()))
                            .isInstanceOf(DataAccessException.class);
                    assertClean();
                }
            } finally {
                world.execute(
                        broken,
                        "ALTER TABLE " + World.name(broken, "away") + " RENAME TO \"" + broken.prefix()
                                + "weather_locations\"");
            }
            everyTier();
        }
    }

    @Test
    void settingsOfTextsChangeNoResult() {
        for (Settings settings : List.of(
                new Settings().withStatementType(StatementType.STATIC_STATEMENT),
                new Settings().withParamType(org.jooq.conf.ParamType.INLINED),
                new Settings().withRenderFormatted(true),
                new Settings().withFetchSize(2).withQueryTimeout(20),
                new Settings().withRenderNameCase(org.jooq.conf.RenderNameCase.LOWER_IF_UNQUOTED),
                new Settings().withRenderQuotedNames(org.jooq.conf.RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED))) {
            ShardedDSLContext other = world.context(u -> u, builder -> builder.settings(settings));
            for (Asked asked : Asked.values()) {
                assertThat(asked.outcome(other))
                        .as(asked + " " + settings.getStatementType() + settings.getParamType())
                        .isEqualTo(asked.outcome(world.oracle()));
            }
            assertClean();
        }
    }

    @Test
    void moreValuesThanADatabaseTakes() {
        List<Long> ids = LongStream.range(0, layout.kind() == Layout.Kind.SQLITE ? 1200 : 33000)
                .boxed()
                .toList();
        var condition = WEATHER_LOCATIONS.ID.in(ids);
        exact(context -> rows(
                context.select(WEATHER_LOCATIONS.ID).from(WEATHER_LOCATIONS).where(condition)));
        exact(context -> rows(context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .where(condition)
                .orderBy(WEATHER_LOCATIONS.ID)
                .limit(3)));
        exact(context -> rows(context.select(WEATHER_LOCATIONS.CITY, count())
                .from(WEATHER_LOCATIONS)
                .where(condition)
                .groupBy(WEATHER_LOCATIONS.CITY)));
        exact(context ->
                rows(context.select(WEATHER_LOCATIONS.CITY, rowNumber().over(DSL.orderBy(WEATHER_LOCATIONS.ID)))
                        .from(WEATHER_LOCATIONS)
                        .where(condition)));
    }

    private static Outcome rows(ResultQuery<? extends Record> query) {
        return Outcome.of(query.fetch()).unordered();
    }

    @Test
    void cursorsStayOpenBesideOtherStatementsOfTheirTransaction() {
        ctx.transaction(transaction -> {
            DSLContext inside = DSL.using(transaction);
            for (Asked open : Asked.values()) {
                try (Cursor<? extends Record> cursor =
                        open.of(inside).fetchSize(1).fetchLazy()) {
                    assertThat(cursor.fetchNext()).isNotNull();
                    for (Asked other : Asked.values()) {
                        try (Cursor<? extends Record> second =
                                other.of(inside).fetchSize(1).fetchLazy()) {
                            assertThat(second.fetchNext()).isNotNull();
                            assertThat(other.outcome(inside))
                                    .as(open + " and " + other)
                                    .isEqualTo(other.outcome(world.oracle()));
                        }
                    }
                    int rows = 1;
                    while (cursor.fetchNext() != null) {
                        rows++;
                    }
                    assertThat(rows).as(open.name()).isEqualTo(open == Asked.MERGE ? 6 : 7);
                }
            }
        });
        assertClean();
    }

    /** A lock on the table of one shard, which every statement has to wait for. */
    private void whileLocked(String continent, Runnable work) {
        Shard locked = shard(continent);
        world.on(locked, statement -> {
            Connection connection = statement.getConnection();
            connection.setAutoCommit(false);
            try {
                statement.execute("LOCK TABLE " + World.name(locked, "weather_locations"));
                work.run();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    /** Each statement waits for a second; the layouts that have every tier are enough. */
    @Test
    void aTimeoutHoldsForEveryTier() {
        if (layout != Layout.POSTGRES_DATABASE_4 && layout != Layout.POSTGRES_MIXED) {
            return;
        }
        for (String continent : List.of("Asia", FAR)) {
            whileLocked(continent, () -> {
                for (Asked asked : Asked.values()) {
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> asked.of(ctx).queryTimeout(1).fetch())
                            .as(asked.name())
                            .isInstanceOf(DataAccessException.class);
                    assertThatThrownBy(() -> ctx.transaction(transaction -> asked.of(DSL.using(transaction))
                                    .queryTimeout(1)
                                    .fetch()))
                            .isInstanceOf(DataAccessException.class);
                    assertThat(System.nanoTime() - start).as(asked.name()).isLessThan(9_000_000_000L);
                }
            });
            assertClean();
        }
        everyTier();
    }

    @Test
    void whoeverCancelsAStatementStopsIt() throws Exception {
        if (layout.kind() != Layout.Kind.POSTGRES) {
            return;
        }
        for (String continent : List.of("Asia", FAR)) {
            whileLocked(continent, () -> {
                for (Asked asked : Asked.values()) {
                    ResultQuery<? extends Record> query = asked.of(ctx);
                    CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                            () -> catchThrowable(query::fetch), task -> new Thread(task).start());
                    LockSupport.parkNanos(300_000_000L);
                    query.cancel();
                    assertThat(failure.orTimeout(5, TimeUnit.SECONDS).join())
                            .as(asked.name())
                            .isInstanceOf(DataAccessException.class);
                }
            });
            assertClean();
        }
        everyTier();
    }

    /** On SQLite rows are computed when they are read: nothing runs any more when the statement has been executed. */
    @Test
    void whoeverCancelsAStatementOfSqliteStopsIt() {
        if (layout.kind() != Layout.Kind.SQLITE) {
            return;
        }
        world.onBoth(context -> context.transaction(transaction -> {
            for (long id = 1000; id < 1400; id++) {
                city(DSL.using(transaction), id, id % 2 == 0 ? "Asia" : FAR, "c");
            }
        }));
        WeatherLocations second = WEATHER_LOCATIONS.as("second");
        WeatherLocations third = WEATHER_LOCATIONS.as("third");
        WeatherLocations fourth = WEATHER_LOCATIONS.as("fourth");
        var sum = WEATHER_LOCATIONS.ID.plus(second.ID).plus(third.ID).plus(fourth.ID);
        for (long least : new long[] {4, -1}) {
            var slow = ctx.select(WEATHER_LOCATIONS.ID)
                    .from(WEATHER_LOCATIONS)
                    .join(second)
                    .on(WEATHER_LOCATIONS.CONTINENT.eq(second.CONTINENT))
                    .join(third)
                    .on(WEATHER_LOCATIONS.CONTINENT.eq(third.CONTINENT))
                    .join(fourth)
                    .on(WEATHER_LOCATIONS.CONTINENT.eq(fourth.CONTINENT))
                    .where(sum.le(least));
            var gathered = ctx.select(count()).from(slow.asTable("slow"));
            var sorted = ctx.selectFrom(slow.asTable("slow")).orderBy(1);
            for (ResultQuery<?> query : List.of(slow, gathered, sorted)) {
                CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                        () -> catchThrowable(query::fetch), task -> new Thread(task).start());
                LockSupport.parkNanos(500_000_000L);
                query.cancel();
                assertThat(failure.orTimeout(5, TimeUnit.SECONDS).join())
                        .as(query.toString())
                        .isInstanceOf(DataAccessException.class);
                assertClean();
            }
        }
    }

    @Test
    void aShardThatFailsWhileItsRowsAreReadIsNamed() {
        if (layout != Layout.SQLITE_DATABASE_4) {
            return;
        }
        ResultQuery<?> query = ctx.select(DSL.abs(DSL.when(WEATHER_LOCATIONS.ID.eq(5L), DSL.inline(Long.MIN_VALUE))
                        .otherwise(WEATHER_LOCATIONS.ID)))
                .from(WEATHER_LOCATIONS);
        assertThatThrownBy(query::fetch)
                .isInstanceOf(ShardFailureException.class)
                .hasMessageContaining("europe failed");
        assertClean();
    }

    @Test
    void publishersGiveTheRowsToo() {
        for (Asked asked : Asked.values()) {
            List<Object> rows = new ArrayList<>();
            CompletableFuture<Void> done = new CompletableFuture<>();
            java.util.concurrent.Flow.Subscriber<Record> subscriber = new java.util.concurrent.Flow.Subscriber<>() {
                @Override
                public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Record row) {
                    rows.add(row);
                }

                @Override
                public void onError(Throwable failure) {
                    done.completeExceptionally(failure);
                }

                @Override
                public void onComplete() {
                    done.complete(null);
                }
            };
            asked.of(ctx).subscribe(subscriber);
            done.orTimeout(10, TimeUnit.SECONDS).join();
            assertThat(rows).hasSize(asked == Asked.MERGE ? 6 : 7);
        }
        assertClean();
    }

    @Test
    void manyThreadsOnSmallPoolsDoNotWaitForEachOther() {
        if (layout.name().contains("PREFIX") || layout.name().contains("SCHEMA")) {
            return;
        }
        long end = System.nanoTime() + Long.getLong("meridian.load.seconds", 3) * 1_000_000_000L;
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int first = thread;
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        int runs = 0;
                        for (int i = first; System.nanoTime() < end; i++) {
                            Asked asked = Asked.values()[i % 4];
                            assertThat(asked.of(ctx).fetch()).hasSize(asked == Asked.MERGE ? 6 : 7);
                            assertThat(ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia")))
                                    .hasSize(1);
                            runs++;
                        }
                        return runs;
                    },
                    task -> new Thread(task).start()));
        }
        int runs = all.stream().mapToInt(CompletableFuture::join).sum();
        System.out.println(layout + ": " + runs + " statements of many threads");
        assertThat(runs).isPositive();
        assertClean();
    }

    @Test
    void rowsThatAreNotReadGiveTheirConnectionsBack() {
        for (Asked asked : Asked.values()) {
            try (Cursor<? extends Record> cursor = asked.of(ctx).fetchLazy()) {
                assertThat(cursor.fetchNext()).isNotNull();
            }
            assertClean();
            try (var stream = asked.of(ctx).fetchStream()) {
                assertThat(stream.limit(2).count()).isEqualTo(2);
            }
            assertClean();
            try (ResultSet rows = asked.of(ctx).fetchResultSet()) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1)).isNotNull();
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            assertClean();
            assertThat(asked.of(ctx).maxRows(2).fetch()).hasSize(2);
            assertThat(asked.of(ctx).fetchAsync().toCompletableFuture().join().size())
                    .isGreaterThanOrEqualTo(6);
            assertThatThrownBy(() -> asked.of(ctx).fetch(record -> {
                        throw new IllegalStateException("mapper");
                    }))
                    .hasMessage("mapper");
            assertClean();
            try (ResultSet rows = asked.of(ctx).maxRows(3).fetchResultSet()) {
                int seen = 0;
                while (rows.next()) {
                    seen++;
                }
                assertThat(seen).isEqualTo(3);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        assertClean();
    }
}
