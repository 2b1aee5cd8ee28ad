package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.schema.WeatherSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ParallelTest {

    @TempDir
    private Path directory;

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("meridian-migrate"));
    }

    @RepeatedTest(10)
    void fourSqliteFilesAreMigratedOnFourThreads() {
        Layout layout = Layout.sqliteDatabases(directory);
        Threads threads = new Threads();

        layout.migrator()
                .locations(WeatherSchema.LOCATION)
                .progress(threads)
                .build()
                .migrate();

        assertThat(threads.used)
                .containsExactly(
                        "meridian-migrate-1", "meridian-migrate-2", "meridian-migrate-3", "meridian-migrate-4");
        assertThat(threads.allDaemons).isTrue();
    }

    /** If they did not overlap, they would wait for each other until the time is up. */
    @Test
    void differentDatabasesOverlap() {
        CyclicBarrier all = new CyclicBarrier(4);
        Layout layout = Layout.sqliteDatabases(directory);
        ShardMigrator migrator = layout.migrator()
                .locations(WeatherSchema.LOCATION)
                .dataSources(shard -> Waiting.before(layout.dataSource(shard.name()), () -> await(all)))
                .build();

        assertThat(migrator.status().shards()).extracting(ShardStatus::state).containsOnly(ShardState.NEVER_MIGRATED);
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneDatabaseIsMigratedByOneThread() {
        Threads threads = new Threads();
        Layout.Kind.SQLITE_PREFIX
                .in(directory)
                .migrator()
                .locations(WeatherSchema.LOCATION)
                .progress(threads)
                .build()
                .migrate();

        assertThat(threads.used).containsExactly("meridian-migrate-1");
    }

    @Test
    void twoNamesOfOneDataSourceAreOneDatabase() {
        var file = SqliteFiles.file(directory.resolve("one.db"));
        Topology topology = Topology.builder()
                .strategy(Strategy.PREFIX)
                .shard(ShardSpec.named("asia").withDatabase("a"))
                .shard(ShardSpec.named("europe").withDatabase("b"))
                .database("a", SQLDialect.SQLITE, file)
                .database("b", SQLDialect.SQLITE, file)
                .build();
        Threads threads = new Threads();

        ShardMigrator.builder(topology)
                .locations(WeatherSchema.LOCATION)
                .progress(threads)
                .build()
                .migrate();

        assertThat(threads.used).containsExactly("meridian-migrate-1");
    }

    @Test
    void noMoreThreadsThanAllowed() {
        Threads threads = new Threads();
        Layout.sqliteDatabases(directory)
                .migrator()
                .locations(WeatherSchema.LOCATION)
                .threads(2)
                .progress(threads)
                .build()
                .migrate();

        assertThat(threads.used).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void sixteenSchemasOfOneServer() {
        var builder = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .database("world", SQLDialect.POSTGRES, Postgres.newDatabase());
        for (int number = 0; number < 16; number++) {
            builder.shard("shard_" + number);
        }
        Topology topology = builder.build();
        ShardMigrator migrator = ShardMigrator.builder(topology)
                .locations(WeatherSchema.LOCATION)
                .build();

        MigrationReport report = migrator.migrate();

        assertThat(report.shards())
                .hasSize(16)
                .allMatch(shard -> shard.version().equals("2"));
        assertThat(Sql.query(
                        topology.databases().get(0).dataSource(),
                        "SELECT table_schema FROM information_schema.tables WHERE table_name = 'weather_reports'"))
                .hasSize(16);
        migrator.requireCurrent();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES_DATABASE", "POSTGRES_SCHEMA"})
    void twoApplicationsThatStartTogether(Layout.Kind kind) {
        for (int run = 0; run < 3; run++) {
            Layout layout = kind.in(newDirectory(run));
            CyclicBarrier both = new CyclicBarrier(2);
            Supplier<MigrationReport> application = () -> {
                await(both);
                return layout.migrator()
                        .locations(WeatherSchema.LOCATION)
                        .build()
                        .migrate();
            };

            CompletableFuture<MigrationReport> other = CompletableFuture.supplyAsync(application);
            MigrationReport mine = application.get();

            assertThat(mine.shards().stream().mapToInt(ShardMigration::scripts).sum()
                            + other.join().shards().stream()
                                    .mapToInt(ShardMigration::scripts)
                                    .sum())
                    .isEqualTo(8);
        }
    }

    private Path newDirectory(int run) {
        try {
            return Files.createDirectories(directory.resolve("run_" + run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptedCallerGetsTheOutcomeAndIsInterruptedAgain() {
        Layout layout = Layout.Kind.SQLITE_PREFIX.in(directory);
        Thread caller = Thread.currentThread();
        ShardMigrator migrator = layout.migrator()
                .locations(WeatherSchema.LOCATION)
                .progress(new MigrationProgress() {
                    @Override
                    public void migrated(ShardMigration shard, int done, int total) {
                        caller.interrupt();
                        pause();
                    }
                })
                .build();

        assertThatThrownBy(migrator::migrate)
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        failure -> assertThat(failure.shards())
                                .containsExactly(ShardId.of("asia"), ShardId.of("europe"), ShardId.of("south_america")))
                .hasMessageContaining("not begun: the migration was interrupted");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(layout.migrator()
                        .locations(WeatherSchema.LOCATION)
                        .build()
                        .migrate()
                        .shards())
                .extracting(ShardMigration::scripts)
                .containsExactly(0, 2, 2, 2);
    }

    /** Long enough for the caller to wake up. */
    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Remembers who called. */
    private static final class Threads implements MigrationProgress {

        private final Set<String> used = new ConcurrentSkipListSet<>();
        private volatile boolean allDaemons = true;

        @Override
        public void started(ShardId shard) {
            used.add(Thread.currentThread().getName());
            allDaemons &= Thread.currentThread().isDaemon();
        }
    }
}
