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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Fetches what the shards make of their rows; gives connections on which the statement becomes the second step. */
    ConnectionProvider reduce(Plan.Reduce plan, Configuration configuration, ConnectionProvider coordinator) {
        ReducedRows rows = rows(plan, configuration);
        Fetching.Budget budget = new Fetching.Budget(limit);
        Map<String, Fetching> byDatabase = new LinkedHashMap<>();
        for (ShardId id : plan.shards()) {
            Shard shard = topology.shard(id).orElseThrow();
            byDatabase
                    .computeIfAbsent(shard.database(), database -> new Fetching(configuration, budget))
                    .add(new Share(id, plan.reduction(), rows));
        }
        fanOut.run(List.copyOf(byDatabase.values()));
        if (budget.isSpent()) {
            throw new RefusedException(
                    Rule.GATHER_BUDGET,
                    "Of " + plan.shards() + " " + plan.reduction().description() + ": at least " + budget.count()
                            + " rows; the budget is " + limit + ".");
        }
        return new Substitution(rows.connections(coordinator), rows.text(), false);
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
