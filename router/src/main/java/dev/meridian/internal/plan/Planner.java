package dev.meridian.internal.plan;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Statement.Kind;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.stream.Collectors;

/** Picks the first exact way to run a statement. Immutable and safe for use by many threads. */
public final class Planner {

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
     * @return the plan
     * @throws RefusedException if no exact way is known
     */
    public Plan plan(Statement statement, Route route) {
        List<ShardId> shards = List.copyOf(route.shards());
        if (shards.isEmpty()) {
            // No shard has a row for it, so any shard gives the whole answer: a count of 0, no row, and the columns.
            return new Plan.Single(topology.shardIds().iterator().next(), route);
        }
        if (shards.size() == 1) {
            return new Plan.Single(shards.get(0), route);
        }
        requireRead(statement, shards);
        if (statement.traits().isEmpty() && Colocation.of(statement) == Colocation.Spread.SPREAD) {
            return new Plan.Concat(shards, route);
        }
        requireComputable(statement, shards);
        if (isOneDatabase(shards)) {
            return new Plan.OneStatement(shards, route.tables(), route);
        }
        if (gatherRowBudget == 0) {
            throw notMergeable(statement, shards);
        }
        return new Plan.Gather(shards, route.tables(), route);
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

    /** Neither a union of slices nor a gathered row can be locked, and what row ids they have is not the table's. */
    private static void requireComputable(Statement statement, List<ShardId> shards) {
        if (statement.traits().contains(Trait.LOCK)) {
            throw new RefusedException(Rule.LOCK_OVER_SHARDS, needs(statement, shards) + ".");
        }
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
