package dev.meridian.internal.explain;

import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.Collection;
import java.util.List;

/** Writes down which shards a statement needs, and why not the others. */
final class RouteText {

    private RouteText() {}

    static Node of(Planning.Explained explained, Topology topology) {
        Route route = explained.plan().route();
        List<String> reasons = route.reasons().isEmpty() ? List.of("no predicate names a shard") : route.reasons();
        return new Node(
                "route: " + shards(explained, topology.shardIds().size()),
                reasons.stream().map(reason -> Node.leaf("because: " + reason)).toList());
    }

    private static String shards(Planning.Explained explained, int all) {
        Collection<ShardId> shards = explained.plan().route().shards();
        if (!explained.searched().isEmpty()) {
            return "the one of " + ShardTexts.names(explained.searched())
                    + " where a search by primary key finds the row (1 of " + all + " shards)";
        }
        return shards.isEmpty()
                ? "no shard, because no row can match; "
                        + explained.plan().shards().get(0) + " gives the empty result its shape"
                : ShardTexts.names(shards) + " (" + shards.size() + " of " + all + (all == 1 ? " shard)" : " shards)");
    }
}
