package dev.meridian.internal.plan;

import dev.meridian.internal.analysis.Ordering;
import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * All shards are in one database, which gets one statement: each table is the union of its slices, and the database does the rest. Exact by
     * construction.
     *
     * @param shards at least two shards of one database
     * @param slices the shards of each table's slices, by the table's name; none of them where no row can match
     * @param route the route
     */
    record OneStatement(List<ShardId> shards, Map<String, Set<ShardId>> slices, Route route) implements Plan {

        /**
         * Copies the parts.
         *
         * @param shards the shards
         * @param slices the slices
         * @param route the route
         */
        public OneStatement {
            shards = List.copyOf(shards);
            slices = Map.copyOf(slices);
        }
    }

    /**
     * The rows of other databases are fetched into one of the shards, where the statement then runs: each table is the union of its slices there
     * and the rows that were gathered. Exact by construction, and bounded by a budget of rows.
     *
     * @param shards at least two shards of several databases; the first one coordinates
     * @param slices the shards of each table's slices, by the table's name
     * @param route the route
     */
    record Gather(List<ShardId> shards, Map<String, Set<ShardId>> slices, Route route) implements Plan {

        /**
         * Copies the parts.
         *
         * @param shards the shards
         * @param slices the slices
         * @param route the route
         */
        public Gather {
            shards = List.copyOf(shards);
            slices = Map.copyOf(slices);
        }
    }

    /**
     * Each shard sorts its rows and gives no more of them than may be needed; they are merged as they come.
     *
     * @param shards at least two shards
     * @param ordering what each shard does, and what is left to do
     * @param route the route
     */
    record Merge(List<ShardId> shards, Ordering ordering, Route route) implements Plan {

        /**
         * Copies the shards.
         *
         * @param shards the shards
         * @param ordering the order
         * @param route the route
         */
        public Merge {
            shards = List.copyOf(shards);
        }
    }

    /**
     * Each shard reduces its rows, by grouping, sorting or selecting; what they give is put into one of the databases, which does the rest.
     *
     * @param shards at least two shards of several databases; the first one coordinates
     * @param reduction what each shard does, and what is left to do
     * @param route the route
     */
    record Reduce(List<ShardId> shards, Reduction reduction, Route route) implements Plan {

        /**
         * Copies the shards.
         *
         * @param shards the shards
         * @param reduction the two steps
         * @param route the route
         */
        public Reduce {
            shards = List.copyOf(shards);
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
