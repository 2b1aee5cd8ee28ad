package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.internal.analysis.TextParser;
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
import org.jooq.impl.DSL;

/**
 * Plans batches that can be shown to stay on one shard. A batch of one statement with many value sets shows its values to nobody
 * before they are sent, so it must need no key at all.
 */
final class Batches {

    private static final String TREES = Batches.class.getName();

    private final Topology topology;
    private final Planning planning;
    private final TextParser parser;

    Batches(Topology topology, Planning planning, TextParser parser) {
        this.topology = topology;
        this.planning = planning;
        this.parser = parser;
    }

    Planned plan(ExecuteContext context) {
        Query[] queries = read(context);
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

    /** SQL text is read as the tree that it says, and sent as such, except where a shard was named. */
    private Query[] read(ExecuteContext context) {
        Query[] queries = context.batchQueries();
        boolean named = Scopes.hints(context.configuration()).explicit().isPresent();
        if (named || context.batchMode() != ExecuteContext.BatchMode.MULTIPLE) {
            return queries;
        }
        Query[] trees = queries.clone();
        for (int i = 0; i < trees.length; i++) {
            trees[i] = parser.reads(queries[i]) ? parser.parse(queries[i]).query() : queries[i];
        }
        context.data(TREES, trees);
        return trees;
    }

    /** Puts the text of trees in place of the text that they were parsed from. */
    static void translate(ExecuteContext context) {
        Query[] trees = (Query[]) context.data(TREES);
        for (int i = 0; trees != null && i < trees.length; i++) {
            if (trees[i] != context.batchQueries()[i]) {
                context.batchSQL()[i] = DSL.using(context.configuration()).renderInlined(trees[i]);
            }
        }
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
