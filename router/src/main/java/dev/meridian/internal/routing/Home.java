package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.Set;

/**
 * The home shard of a record, as statements that are run through the record know it.
 *
 * @param shard the shard that the record came from or went to
 * @param roots the sharded tables at the roots of the tables that the record was read from
 */
public record Home(ShardId shard, Set<String> roots) {}
