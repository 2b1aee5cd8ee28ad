package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.Slices;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;

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
    private final Shard coordinator;

    Gathering(Topology topology, FanOut fanOut, int limit, Plan.Gather plan, Configuration configuration) {
        this.topology = topology;
        this.fanOut = fanOut;
        this.limit = limit;
        this.plan = plan;
        this.configuration = configuration;
        this.coordinator = topology.shard(plan.shards().get(0)).orElseThrow();
    }

    /** Fetches the rows of the statement's tables. */
    GatheredRows gather(Statement statement) {
        Slices slices = Slices.of(topology, plan, statement.columns());
        GatheredRows rows = topology.dialect() == SQLDialect.SQLITE ? new SqliteRows(slices) : new PostgresRows(slices);
        Fetching.Budget budget = new Fetching.Budget(limit);
        Map<String, Fetching> byDatabase = new LinkedHashMap<>();
        plan.slices().forEach((name, shards) -> {
            Table<?> table = Objects.requireNonNull(statement.tables().get(name), name);
            Statement.Restriction restriction =
                    statement.restrictions().getOrDefault(name, new Statement.Restriction(name, List.of()));
            fetched(shards, rows)
                    .forEach(shard -> byDatabase
                            .computeIfAbsent(shard.database(), database -> new Fetching(configuration, budget))
                            .add(new Rows(table, slices.fields(table), shard.id(), rows, restriction)));
        });
        if (!byDatabase.isEmpty()) {
            fanOut.run(List.copyOf(byDatabase.values()));
        }
        if (budget.isSpent()) {
            throw new RefusedException(
                    Rule.GATHER_BUDGET,
                    "The rows of " + plan.slices().keySet() + " on " + plan.shards() + " are at least " + budget.count()
                            + "; the budget is " + limit + ".");
        }
        return rows;
    }

    private List<Shard> fetched(Set<ShardId> shards, GatheredRows rows) {
        return topology.inOrder(shards).stream()
                .map(shard -> topology.shard(shard).orElseThrow())
                .filter(shard -> rows.takesAll() || !shard.database().equals(coordinator.database()))
                .toList();
    }

    private record Rows(
            Table<?> table, List<Field<?>> columns, ShardId shard, GatheredRows rows, Statement.Restriction restriction)
            implements Fetching.Question {

        @Override
        public ResultQuery<?> query(DSLContext context, long most) {
            Table<?> from = restriction.alias().equals(table.getName()) ? table : table.as(restriction.alias());
            return rows.question(
                    context.select(columns.stream().map(from::field).toList())
                            .from(from)
                            .where(restriction.conditions())
                            .limit(most));
        }

        @Override
        public int take(ResultSet answer) throws SQLException {
            return rows.add(table, shard, answer);
        }
    }
}
