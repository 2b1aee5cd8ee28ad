package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.ExecuteContext;
import org.jooq.Query;

/**
 * Plans batches that can be shown to stay on one shard. A batch of one statement with many value sets shows its values to nobody
 * before they are sent, so it must need no key at all.
 */
final class Batches {

    private final Topology topology;
    private final Planning planning;

    Batches(Topology topology, Planning planning) {
        this.topology = topology;
        this.planning = planning;
    }

    Planned plan(ExecuteContext context) {
        Query[] queries = context.batchQueries();
        if (topology.shardIds().size() > 1 && context.batchMode() == ExecuteContext.BatchMode.SINGLE) {
            return planning.planned(
                    requirePinned(planning.read(queries[0], context.configuration())),
                    new Pushdown(queries[0], context.configuration()));
        }
        Set<ShardId> shards = new LinkedHashSet<>();
        Planned last = null;
        for (Query query : queries) {
            last = planning.plan(query, context.configuration(), null);
            shards.addAll(last.plan().shards());
        }
        if (shards.size() != 1) {
            throw new RefusedException(
                    Rule.BATCH, "Its " + queries.length + " statements go to " + List.copyOf(shards) + ".");
        }
        return Objects.requireNonNull(last);
    }

    private static Statement requirePinned(Statement statement) {
        boolean pinned = !statement.uses().isEmpty()
                && statement.unknownTables().isEmpty()
                && statement.unreadable().isEmpty()
                && statement.uses().stream().map(TableUse::rule).allMatch(TableRule.Pinned.class::isInstance);
        if (!pinned) {
            throw new RefusedException(Rule.BATCH, "The values of its rows are not known before they are sent.");
        }
        return statement;
    }

    /** What stands for a call that nobody can read, on a shard that was named. */
    static Planned unread(ShardId shard) {
        Statement nothing = Statement.unread(Statement.Kind.OTHER, Set.of(), Set.of());
        return new Planned(nothing, new Plan.Single(shard, new Route(Set.of(shard), Map.of(), List.of())), false);
    }
}
