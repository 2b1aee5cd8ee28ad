package dev.meridian.flyway;

import dev.meridian.placement.ShardId;

/**
 * What one shard is at.
 *
 * @param shard the shard
 * @param database the name of its database
 * @param state how its history compares with the scripts
 * @param version the newest version that ran there, or the empty string where none did or the shard could not be asked
 * @param expected the newest version of the scripts, or the empty string where the shard could not be asked
 * @param pending how many scripts have yet to run
 * @param note which script the state is about, or why the shard could not be asked, without passwords; may be empty
 */
public record ShardStatus(
        ShardId shard, String database, ShardState state, String version, String expected, int pending, String note) {

    /**
     * Whether an application can use the shard.
     *
     * @return true for {@link ShardState#CURRENT}
     */
    public boolean isCurrent() {
        return state == ShardState.CURRENT;
    }
}
