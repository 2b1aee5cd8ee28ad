package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Set;

/**
 * The shards that a statement needs.
 *
 * @param shards the shards outside which the statement finds nothing; empty where it finds nothing anywhere
 * @param reasons what narrowed it, one line each
 */
public record Route(Set<ShardId> shards, List<String> reasons) {

    /**
     * Copies the reasons.
     *
     * @param shards the shards
     * @param reasons the reasons
     */
    public Route {
        reasons = List.copyOf(reasons);
    }
}
