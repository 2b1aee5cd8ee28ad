package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.Optional;

/**
 * What is known about a statement besides its text.
 *
 * @param explicit the shard that {@code onShard} named; it wins over all else
 * @param home the home shard of the record through which the statement is run; it answers for primary keys
 * @param mayScatter whether the application allows the statement to need several shards, whatever the guard rails say
 * @param inTransaction whether the statement runs in a transaction of the application's
 */
public record Hints(Optional<ShardId> explicit, Optional<Home> home, boolean mayScatter, boolean inTransaction) {

    /** Nothing is known. */
    public static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), false, false);
}
