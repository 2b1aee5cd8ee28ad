package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shards that a statement needs.
 *
 * @param shards the shards outside which the statement finds nothing; empty where it finds nothing anywhere
 * @param tables where the route has several shards, those where each table has rows that matter, by the table's name; reference tables are left out, because each
 *     shard has all of their rows
 * @param reasons what narrowed it, one line each
 */
public record Route(Set<ShardId> shards, Map<String, Set<ShardId>> tables, List<String> reasons) {

    /**
     * Copies the reasons.
     *
     * @param shards the shards
     * @param tables the shards of each table
     * @param reasons the reasons
     */
    public Route {
        tables = Map.copyOf(tables);
        reasons = List.copyOf(reasons);
    }
}
