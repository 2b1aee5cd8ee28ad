package dev.meridian.flyway;

import java.util.Locale;

/** How a shard's history compares with the scripts. */
public enum ShardState {
    /** All scripts ran, and no others. */
    CURRENT,
    /** Some scripts did not run yet. */
    BEHIND,
    /** Scripts ran that are newer than all that are known here: the application is older than the shard. */
    AHEAD,
    /** No script ever ran: there may be no schema and no history table. */
    NEVER_MIGRATED,
    /** A script was changed after it ran. */
    CHANGED,
    /** A script ran that is older than the newest and is not there any more. */
    MISSING_SCRIPT,
    /** A script failed and left its mark in the history; what it did half-way must be mended by hand. */
    FAILED,
    /** The shard could not be asked. */
    UNREACHABLE;

    /** As it stands in tables. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
