package dev.meridian.internal.plan;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Block;
import dev.meridian.internal.analysis.Ordering;
import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Statement.Kind;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.internal.merge.RowOrder;
import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Picks the first exact way to run a statement. Immutable and safe for use by many threads. */
public final class Planner {

    /** What can be left to a database that has the rows of all shards, whatever it is that the shards have made of them. */
    private static final Set<Trait> REDUCIBLE = EnumSet.of(
            Trait.AGGREGATE, Trait.GROUP_BY, Trait.HAVING, Trait.DISTINCT, Trait.WINDOW, Trait.ORDER_BY, Trait.LIMIT);

    private final Topology topology;
    private final int gatherRowBudget;

    /**
     * A planner.
     *
     * @param topology the shards
     * @param gatherRowBudget how many rows a statement may gather; 0 turns gathering off
     */
    public Planner(Topology topology, int gatherRowBudget) {
        this.topology = topology;
        this.gatherRowBudget = gatherRowBudget;
    }

    /**
     * Plans a routed statement.
     *
     * @param statement the statement
     * @param route its route
     * @param pushdown what shards can do of it
     * @param hints what is known besides
     * @return the plan
     * @throws RefusedException if no exact way is known
     */
    public Plan plan(Statement statement, Route route, Pushdown pushdown, Hints hints) {
        List<ShardId> shards = List.copyOf(route.shards());
        if (shards.isEmpty()) {
            // No shard has a row for it, so any shard gives the whole answer: a count of 0, no row, and the columns.
            return new Plan.Single(topology.shardIds().iterator().next(), route);
        }
        if (shards.size() == 1) {
            return new Plan.Single(shards.get(0), route);
        }
        requireRead(statement, shards);
        if (RowLocks.present(statement)) {
            RowLocks.check(statement, shards, isOneDatabase(shards), hints);
            return new Plan.Concat(shards, route);
        }
        Colocation colocation = new Colocation(statement);
        boolean shardByShard = colocation.result() == Colocation.Spread.SPREAD;
        if (shardByShard && !isOrdered(statement)) {
            return new Plan.Concat(shards, route);
        }
        requireComputable(statement, shards);
        if (isOneDatabase(shards)) {
            return new Plan.OneStatement(shards, route.tables(), route);
        }
        if (shardByShard) {
            Optional<Ordering> ordering = pushdown.ordering().filter(known -> RowOrder.isKnown(known.keys()));
            if (ordering.isPresent()) {
                return new Plan.Merge(shards, ordering.get(), route);
            }
        }
        if (gatherRowBudget == 0) {
            throw notMergeable(statement, shards);
        }
        Optional<Reduction> reduction = reduction(statement, colocation, shardByShard, pushdown);
        if (reduction.isPresent()) {
            return new Plan.Reduce(shards, reduction.get(), route);
        }
        return new Plan.Gather(shards, route.tables(), route);
    }

    private static Optional<Reduction> reduction(
            Statement statement, Colocation colocation, boolean shardByShard, Pushdown pushdown) {
        Optional<Reduction> sorted = shardByShard ? pushdown.sorted() : Optional.empty();
        Block block = statement.blocks().get(0);
        boolean reducible = REDUCIBLE.containsAll(block.traits())
                && block.computing().isEmpty()
                && statement.inline().isEmpty()
                && colocation.rows() == Colocation.Spread.SPREAD;
        return sorted.isEmpty() && reducible ? pushdown.reduction() : sorted;
    }

    private static boolean isOrdered(Statement statement) {
        Set<Trait> traits = statement.blocks().get(0).traits();
        return traits.contains(Trait.ORDER_BY) || traits.contains(Trait.LIMIT);
    }

    private boolean isOneDatabase(List<ShardId> shards) {
        return shards.stream()
                        .map(shard -> topology.shard(shard).orElseThrow().database())
                        .distinct()
                        .count()
                == 1;
    }

    private static void requireRead(Statement statement, List<ShardId> shards) {
        if (statement.kind() == Kind.INSERT) {
            throw new RefusedException(Rule.ROWS_OF_SEVERAL_SHARDS, "They belong to " + shards + ".");
        }
        if (statement.kind() != Kind.SELECT) {
            throw new RefusedException(
                    Rule.WRITE_OVER_SHARDS,
                    statement.kind() + " of " + names(statement) + " would touch " + shards + ".");
        }
    }

    /** What row ids a union of slices or a gathered row has is not the table's. */
    private static void requireComputable(Statement statement, List<ShardId> shards) {
        if (statement.traits().contains(Trait.ROW_ID)) {
            throw new RefusedException(Rule.ROW_ID_OVER_SHARDS, needs(statement, shards) + ".");
        }
    }

    private static RefusedException notMergeable(Statement statement, List<ShardId> shards) {
        return statement.traits().isEmpty()
                ? new RefusedException(
                        Rule.NOT_COLOCATED,
                        "The SELECT joins " + names(statement) + " over " + shards + "; gathering is off.")
                : new RefusedException(Rule.NEEDS_MERGE, needs(statement, shards) + "; gathering is off.");
    }

    private static String needs(Statement statement, List<ShardId> shards) {
        return "The SELECT from " + names(statement) + " needs " + shards + " and has " + traits(statement);
    }

    private static String names(Statement statement) {
        return statement.uses().stream().map(use -> use.toString()).collect(Collectors.joining(", "));
    }

    private static String traits(Statement statement) {
        String known = statement.traits().stream().map(Trait::description).collect(Collectors.joining(", "));
        return statement.strange().isEmpty() ? known : known + " (" + String.join(", ", statement.strange()) + ")";
    }
}
