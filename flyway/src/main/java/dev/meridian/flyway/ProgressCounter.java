package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the shards of one run and keeps the listener's calls apart, so that listeners need no lock of their own. */
final class ProgressCounter {

    private static final Logger LOG = LoggerFactory.getLogger(ShardMigrator.class);

    private final MigrationProgress listener;
    private final int total;
    private int done;

    ProgressCounter(MigrationProgress listener, int total) {
        this.listener = listener;
        this.total = total;
    }

    synchronized void started(ShardId shard) {
        tell(() -> listener.started(shard));
    }

    synchronized void ended(ShardMigration shard) {
        done++;
        tell(() -> {
            if (shard.succeeded()) {
                listener.migrated(shard, done, total);
            } else {
                listener.failed(shard, done, total);
            }
        });
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            LOG.warn("The listener of a migration failed; the migration goes on", failure);
        }
    }
}
