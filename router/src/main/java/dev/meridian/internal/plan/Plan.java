package dev.meridian.internal.plan;

import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import java.util.List;

/** How a statement runs. */
public sealed interface Plan {

    /**
     * Why these shards.
     *
     * @return the route
     */
    Route route();

    /**
     * The shards that are asked.
     *
     * @return at least one shard, in the order of the configuration
     */
    List<ShardId> shards();

    /**
     * The statement goes unchanged to one shard, on the caller's thread.
     *
     * @param shard the shard; where the route is empty, any one, for the shape of the result
     * @param route the route
     */
    record Single(ShardId shard, Route route) implements Plan {
        @Override
        public List<ShardId> shards() {
            return List.of(shard);
        }
    }

    /**
     * The statement goes unchanged to several shards; the rows of one come after the rows of the other.
     *
     * @param shards at least two shards
     * @param route the route
     */
    record Concat(List<ShardId> shards, Route route) implements Plan {

        /**
         * Copies the shards.
         *
         * @param shards the shards
         * @param route the route
         */
        public Concat {
            shards = List.copyOf(shards);
        }
    }
}
