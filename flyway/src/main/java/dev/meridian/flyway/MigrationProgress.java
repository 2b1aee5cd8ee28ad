package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.io.PrintStream;

/**
 * Is told while shards are migrated. Every method does nothing unless it is overridden.
 *
 * <p>Calls come from several threads, but never two at a time, and the next shards wait for them: they should be short. What
 * a listener throws is logged and does not stop the migration.
 */
public interface MigrationProgress {

    /**
     * A shard is begun.
     *
     * @param shard its name
     */
    default void started(ShardId shard) {}

    /**
     * All scripts have run on a shard.
     *
     * @param shard what was done there
     * @param done how many shards have ended by now, with this one
     * @param total how many there are
     */
    default void migrated(ShardMigration shard, int done, int total) {}

    /**
     * A shard failed; the others go on.
     *
     * @param shard what was done there, and why it failed
     * @param done how many shards have ended by now, with this one
     * @param total how many there are
     */
    default void failed(ShardMigration shard, int done, int total) {}

    /**
     * Tells nobody.
     *
     * @return a listener that does nothing
     */
    static MigrationProgress none() {
        return NoProgress.INSTANCE;
    }

    /**
     * Prints one line for each shard that ends, such as {@code [3/4] asia: 2 scripts, now at version 2 (31 ms)}.
     *
     * @param out where to print; the caller goes on owning it
     * @return the listener
     */
    static MigrationProgress printing(PrintStream out) {
        return new PrintedProgress(out);
    }
}
