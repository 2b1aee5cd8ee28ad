package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.StatementReader;
import dev.meridian.internal.plan.GuardRails;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.Planner;
import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.routing.Route;
import dev.meridian.internal.routing.Router;
import dev.meridian.internal.routing.RowLocator;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** The life of a query up to its plan: analysis, routing, planning. Immutable and safe for use by many threads. */
public final class Planning {

    private final Topology topology;
    private final StatementReader reader;
    private final Router router;
    private final Planner planner;
    private final GuardRails guardRails;

    /**
     * A way from query to plan.
     *
     * @param topology the shards and tables
     * @param router finds the shards
     * @param planner picks the way to run
     * @param guardRails what a statement may cost
     */
    public Planning(Topology topology, Router router, Planner planner, GuardRails guardRails) {
        this.topology = topology;
        this.reader = new StatementReader(topology);
        this.router = router;
        this.planner = planner;
        this.guardRails = guardRails;
    }

    /** Plans a statement that is about to run; rows whose shard must be known are looked up. */
    Planned plan(Query query, Configuration configuration, @Nullable String sql) {
        Statement statement = sql == null ? reader.read(query, configuration) : reader.read(query, configuration, sql);
        return plan(
                statement,
                Scopes.hints(configuration),
                new RowLookup(configuration),
                new Pushdown(query, configuration));
    }

    /**
     * Plans a statement without touching a shard: a row that would be looked up is taken to be on the first shard where it may be.
     *
     * @param statement what was read
     * @param hints what is known besides
     * @param pushdown what shards can do of it
     * @return the plan
     */
    public Explained explain(Statement statement, Hints hints, Pushdown pushdown) {
        Set<ShardId> searched = new LinkedHashSet<>();
        Route route = router.route(statement, hints, (key, id, candidates) -> {
            searched.addAll(topology.inOrder(candidates));
            return Set.of(searched.iterator().next());
        });
        Plan plan = planner.plan(statement, route, pushdown, hints);
        guardRails.check(statement, plan, hints);
        return new Explained(plan, searched);
    }

    /**
     * A plan that was made without touching a shard.
     *
     * @param plan the plan
     * @param searched the shards that would be searched for a row, the parent of a new one or the one that is written; empty where
     *     none would
     */
    public record Explained(Plan plan, Set<ShardId> searched) {

        /**
         * The shards that the statement may go to.
         *
         * @return the plan's shards, or those that would be searched
         */
        public Collection<ShardId> shards() {
            return searched.isEmpty() ? plan.shards() : searched;
        }
    }

    /**
     * Reads a statement.
     *
     * @param query the statement
     * @param configuration how it renders
     * @return what is known of it
     */
    public Statement read(Query query, Configuration configuration) {
        return reader.read(query, configuration);
    }

    /** Plans a statement that was read before and has no row to look up. */
    Planned planned(Statement statement, Pushdown pushdown) {
        return plan(statement, Hints.NONE, (key, id, candidates) -> candidates, pushdown);
    }

    /**
     * The shard that a new row would go to.
     *
     * @param insert an INSERT of one row into a sharded or co-located table
     * @param configuration the configuration that it would run through; a parent may be looked up
     * @return the shard
     */
    public ShardId shardOfRow(Query insert, Configuration configuration) {
        Statement statement = reader.read(insert, configuration);
        return router.shardsOfRows(statement, Scopes.hints(configuration), new RowLookup(configuration))
                .iterator()
                .next();
    }

    private Planned plan(Statement statement, Hints hints, RowLocator rows, Pushdown pushdown) {
        Plan plan = planner.plan(statement, router.route(statement, hints, rows), pushdown, hints);
        guardRails.pass(statement, plan, hints);
        return new Planned(statement, plan, hasHome(statement));
    }

    /** Rows of reference tables are everywhere, all others have a home. */
    private static boolean hasHome(Statement statement) {
        return statement.uses().stream().anyMatch(use -> !(use.rule() instanceof TableRule.Reference));
    }
}
