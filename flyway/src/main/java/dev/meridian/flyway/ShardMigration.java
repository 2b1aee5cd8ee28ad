package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.time.Duration;

/**
 * What a migration did on one shard.
 *
 * @param shard the shard
 * @param database the name of its database
 * @param version the version that the shard is at now, or the empty string where it has none or could not be asked
 * @param scripts how many scripts were applied, 0 where nothing was to do
 * @param duration how long it took
 * @param failure what went wrong, in one line without passwords, or the empty string
 */
public record ShardMigration(
        ShardId shard, String database, String version, int scripts, Duration duration, String failure) {

    /**
     * Whether all scripts have run on the shard. It may be ahead of them: {@link ShardMigrator#requireCurrent()} tells.
     *
     * @return false if it failed or was not begun
     */
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
