package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Migrates all shards of a topology, and tells what each is at. Made by {@link #builder(Topology)}.
 *
 * <p>Every shard gets the same scripts, with the placeholders {@code ${prefix}} (its table prefix, or nothing) and
 * {@code ${identity}} (the dialect's way to say a 64-bit primary key that counts up by itself). Scripts never qualify
 * names: a shard that is a schema is migrated from inside it. Each shard has a history of its own, in the table
 * {@code <prefix>flyway_schema_history}.
 *
 * <p>Different databases are worked on in parallel, the shards of one physical database one after the other. All threads
 * are daemons named {@code meridian-migrate-n} and have ended when a method returns. A caller that is interrupted gets
 * its answer when the scripts that run have ended; no further shard is begun, and the thread is interrupted again.
 *
 * <p>Each thread takes one connection at a time, and how long an unreachable shard is waited for is decided by its data
 * source. On PostgreSQL Flyway holds a lock and sets the search path for a session, and leaves both as they were: so it must
 * not go through a pooler that changes the session with each transaction.
 *
 * <p>Immutable and safe for use by many threads. Applications that start at the same time may all migrate: on PostgreSQL they
 * wait for each other; on SQLite that depends on the data source's {@code busy_timeout} and {@code transaction_mode}, and one
 * may fail, without harm to the shard.
 */
public final class ShardMigrator {

    private final List<ShardFlyway> shards;
    private final Lanes lanes;
    private final MigrationProgress progress;

    ShardMigrator(List<ShardFlyway> shards, int threads, MigrationProgress progress) {
        this.shards = List.copyOf(shards);
        this.lanes = Lanes.of(this.shards, threads);
        this.progress = progress;
    }

    /**
     * Starts a migrator.
     *
     * @param topology whose shards are migrated
     * @return a builder without scripts
     */
    public static ShardMigratorBuilder builder(Topology topology) {
        return new ShardMigratorBuilder(topology);
    }

    /**
     * Runs on every shard the scripts that it lacks; shards that are ahead of the scripts stay as they are. A shard that fails does not
     * keep the others from finishing.
     *
     * @return what was done on each shard
     * @throws MigrationException by rule MR003 if any shard failed or was not begun, with every shard's outcome; causes
     *     are the exception's cause and suppressed exceptions
     */
    public MigrationReport migrate() {
        ProgressCounter counter = new ProgressCounter(progress, shards.size());
        List<MigrationAttempt> attempts = inOrder(lanes.run(shard -> migrate(shard, counter), ShardFlyway::notBegun));
        MigrationReport report = new MigrationReport(
                attempts.stream().map(MigrationAttempt::result).collect(Collectors.toList()));
        if (!report.succeeded()) {
            throw MigrationException.failed(
                    report, attempts.stream().flatMap(MigrationAttempt::causes).collect(Collectors.toList()));
        }
        return report;
    }

    private static MigrationAttempt migrate(ShardFlyway shard, ProgressCounter counter) {
        counter.started(shard.id());
        MigrationAttempt attempt = shard.migrate();
        counter.ended(attempt.result());
        return attempt;
    }

    /**
     * Tells what each shard is at, without changing anything: neither schemas nor history tables are created.
     *
     * @return the state of each shard; one that cannot be asked is reported, not thrown
     */
    public StatusReport status() {
        return new StatusReport(inOrder(lanes.run(ShardFlyway::status, ShardFlyway::notAsked)));
    }

    /**
     * Makes sure that all shards are at the version of the scripts, as an application does when it starts. Changes nothing.
     *
     * @return the state of each shard, all of them current
     * @throws MigrationException by rule MR002 if any shard is not, with a table of those shards
     */
    public StatusReport requireCurrent() {
        StatusReport report = status();
        if (!report.isCurrent()) {
            throw MigrationException.notCurrent(report);
        }
        return report;
    }

    private <T> List<T> inOrder(Map<ShardId, T> results) {
        return shards.stream().map(shard -> results.get(shard.id())).collect(Collectors.toList());
    }
}
