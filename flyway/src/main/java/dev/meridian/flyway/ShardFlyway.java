package dev.meridian.flyway;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * One shard, as Flyway sees it. Nothing that goes wrong on it is thrown, but becomes part of the answer, so that the other
 * shards go on.
 */
final class ShardFlyway {

    private static final String HISTORY = "flyway_schema_history";

    /** Flyway's own index on the history is named by the table and this. */
    private static final String HISTORY_INDEX = "_s_idx";

    /** PostgreSQL silently cuts names at 63 bytes; then the history of one shard could be taken for another's. */
    static final int LONGEST_PREFIX = 63 - HISTORY.length() - HISTORY_INDEX.length();

    private static final Set<ShardState> UNHARMED =
            EnumSet.of(ShardState.CURRENT, ShardState.BEHIND, ShardState.NEVER_MIGRATED);

    private final Shard shard;
    private final DataSource dataSource;
    private final Scripts scripts;
    private final Redaction redaction;

    ShardFlyway(Shard shard, DataSource dataSource, Scripts scripts) {
        this.shard = shard;
        this.dataSource = dataSource;
        this.scripts = scripts;
        this.redaction = Redaction.ofPlaceholders(scripts.extra());
    }

    ShardId id() {
        return shard.id();
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** The physical database; a SQLite schema is a file, and so a database of its own. */
    String place() {
        return scripts.isSqlite() ? shard.database() + "/" + shard.schema() : shard.database();
    }

    MigrationAttempt migrate() {
        return migrate(System.nanoTime(), true);
    }

    private MigrationAttempt migrate(long start, boolean mayTryAgain) {
        ScriptLog log = new ScriptLog();
        try {
            Flyway flyway = flyway(log);
            requireScripts(flyway);
            MigrateResult done = flyway.migrate();
            return MigrationAttempt.succeeded(result(versionAfter(done), done.migrationsExecuted, since(start), ""));
        } catch (RuntimeException | LinkageError failure) {
            ShardStatus status = status();
            if (mayTryAgain && metAnother(log, status)) {
                return migrate(start, false);
            }
            String reason = redaction.apply(log.failedScript() + Reason.of(failure));
            return MigrationAttempt.failed(
                    result(status.version(), log.applied(), since(start), reason), redaction.apply(failure));
        }
    }

    /**
     * Two applications that start on a new shard at the same time may both want to set up its history; Flyway holds its
     * lock for the scripts only. Whoever comes second fails before any script, on a shard with which nothing is wrong.
     */
    private static boolean metAnother(ScriptLog log, ShardStatus status) {
        return log.isEmpty() && UNHARMED.contains(status.state());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String versionAfter(MigrateResult done) {
        String version = done.targetSchemaVersion == null ? done.initialSchemaVersion : done.targetSchemaVersion;
        return Objects.requireNonNullElse(version, "");
    }

    MigrationAttempt notBegun() {
        return MigrationAttempt.notBegun(result("", 0, Duration.ZERO, "not begun: the migration was interrupted"));
    }

    private ShardMigration result(String version, int applied, Duration elapsed, String failure) {
        return new ShardMigration(shard.id(), shard.database(), version, applied, elapsed, failure);
    }

    ShardStatus status() {
        try {
            return new HistoryReading(shard, flyway(new ScriptLog()).info().all()).status();
        } catch (RuntimeException | LinkageError failure) {
            return unreachable(redaction.apply(Reason.of(failure)));
        }
    }

    ShardStatus notAsked() {
        return unreachable("not asked: interrupted");
    }

    private ShardStatus unreachable(String note) {
        return new ShardStatus(shard.id(), shard.database(), ShardState.UNREACHABLE, "", "", 0, note);
    }

    /** A wrong location must not look like a shard that needs nothing, which is what Flyway makes of it. */
    private void requireScripts(Flyway flyway) {
        if (Stream.of(flyway.info().all()).noneMatch(each -> each.getState().isResolved())) {
            throw new IllegalStateException("there are no migration scripts at " + scripts.locations());
        }
    }

    private Flyway flyway(ScriptLog log) {
        FluentConfiguration configuration = Flyway.configure()
                .loggers("slf4j")
                .dataSource(dataSource)
                .locations(scripts.locations().toArray(String[]::new))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholders(scripts.placeholders(shard))
                .callbacks(log)
                .table(shard.prefix() + HISTORY)
                // The other shards' tables are no reason to refuse an empty shard beside them.
                .baselineOnMigrate(true)
                .baselineVersion("0");
        if (!scripts.isSqlite()) {
            forPostgres(configuration);
        }
        return configuration.load();
    }

    /**
     * Flyway's default lock is a transaction that stays open beside the scripts: CREATE INDEX CONCURRENTLY waits for it
     * forever, and when it is rolled back it takes the record of a failed script with it.
     */
    private void forPostgres(FluentConfiguration configuration) {
        Objects.requireNonNull(configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        if (!shard.schema().isEmpty()) {
            configuration.schemas(shard.schema());
        }
    }
}
