package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.Slices;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;

/**
 * Fetches the rows that a statement needs from other databases than the coordinating one: in parallel, in the statement's
 * transaction, and not more than the budget.
 */
final class Gathering {

    private final Topology topology;
    private final FanOut fanOut;
    private final int limit;
    private final Plan.Gather plan;
    private final Configuration configuration;

    Gathering(Topology topology, FanOut fanOut, int limit, Plan.Gather plan, Configuration configuration) {
        this.topology = topology;
        this.fanOut = fanOut;
        this.limit = limit;
        this.plan = plan;
        this.configuration = configuration;
    }

    /** Connections on which a statement fetches the rows of its tables, and runs over them as it is. */
    ConnectionProvider gather(Statement statement, Connections coordinator, Function<GatheredRows, String> text) {
        Slices slices = Slices.of(topology, plan, statement::columnsOf);
        GatheredRows rows = topology.dialect() == SQLDialect.SQLITE ? new SqliteRows(slices) : new PostgresRows(slices);
        FirstStep first = new FirstStep(fanOut, configuration, limit);
        plan.slices()
                .forEach((name, shards) -> TableRows.fetched(topology, plan, name)
                        .forEach(shard -> first.ask(
                                topology.shard(shard).orElseThrow().database(),
                                new Rows(name, shard, rows, statement))));
        return new TwoSteps(
                first,
                () -> {
                    requireWithin(first.budget());
                    return new TwoSteps.Second(rows.connections(coordinator), text.apply(rows));
                },
                true);
    }

    private void requireWithin(Fetching.Budget budget) {
        if (budget.isSpent()) {
            throw new RefusedException(
                    Rule.GATHER_BUDGET,
                    "The rows of " + plan.slices().keySet() + " on " + plan.shards() + " are at least " + budget.count()
                            + "; the budget is " + limit + ".");
        }
    }

    private record Rows(String table, ShardId shard, GatheredRows rows, Statement statement)
            implements Fetching.Question {

        @Override
        public ResultQuery<?> query(DSLContext context, long most) {
            return rows.question(TableRows.of(context, statement, table).limit(most));
        }

        @Override
        public int take(ResultSet answer) throws SQLException {
            return rows.add(TableRows.table(statement, table), shard, answer);
        }
    }
}
