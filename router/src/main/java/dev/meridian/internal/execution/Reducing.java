package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;

/** Has the shards reduce their rows, all databases at once, and leaves the rest to one of the databases. Safe for use by many threads. */
final class Reducing {

    private final Topology topology;
    private final Naming naming;
    private final FanOut fanOut;
    private final int limit;
    private final ColumnTypes types = new ColumnTypes();

    Reducing(Topology topology, Naming naming, FanOut fanOut, int limit) {
        this.topology = topology;
        this.naming = naming;
        this.fanOut = fanOut;
        this.limit = limit;
    }

    /** Connections on which the statement fetches what the shards make of their rows, and becomes the second step. */
    ConnectionProvider reduce(Plan.Reduce plan, Configuration configuration, Connections coordinator) {
        ReducedRows rows = rows(plan, configuration);
        FirstStep first = new FirstStep(fanOut, configuration, limit);
        for (ShardId id : plan.shards()) {
            first.ask(topology.shard(id).orElseThrow().database(), new Share(id, plan.reduction(), rows));
        }
        return new TwoSteps(
                first,
                () -> {
                    requireWithin(first.budget(), plan);
                    return new TwoSteps.Second(rows.connections(coordinator), rows.text());
                },
                false);
    }

    private void requireWithin(Fetching.Budget budget, Plan.Reduce plan) {
        if (budget.isSpent()) {
            throw new RefusedException(
                    Rule.GATHER_BUDGET,
                    "Of " + plan.shards() + " " + plan.reduction().description() + ": at least " + budget.count()
                            + " rows; the budget is " + limit + ".");
        }
    }

    private ReducedRows rows(Plan.Reduce plan, Configuration configuration) {
        ShardId id = plan.shards().get(0);
        Shard coordinator = topology.shard(id).orElseThrow();
        Configuration own = configuration.derive(naming.settings(configuration.settings(), coordinator));
        return topology.dialect().family() == SQLDialect.SQLITE
                ? new SqliteReducedRows(
                        plan.reduction(), own, !coordinator.schema().isEmpty())
                : new PostgresReducedRows(plan.reduction(), own, types.of(plan.reduction(), configuration, id));
    }

    private record Share(ShardId shard, Reduction reduction, ReducedRows rows) implements Fetching.Question {

        @Override
        public ResultQuery<?> query(DSLContext context, long most) {
            return rows.question(reduction.share(), most);
        }

        @Override
        public int take(ResultSet answer) throws SQLException {
            return rows.add(answer);
        }
    }
}
