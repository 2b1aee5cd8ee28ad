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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the rows that a statement needs from other databases than the coordinating one: in parallel, in the statement's
 * transaction, and not more than the budget.
 */
final class Gathering {

    private final Topology topology;
    private final FanOut fanOut;
    private final int budget;
    private final Plan.Gather plan;
    private final Configuration configuration;
    private final Shard coordinator;
    private final AtomicLong count = new AtomicLong();

    Gathering(Topology topology, FanOut fanOut, int budget, Plan.Gather plan, Configuration configuration) {
        this.topology = topology;
        this.fanOut = fanOut;
        this.budget = budget;
        this.plan = plan;
        this.configuration = configuration;
        this.coordinator = topology.shard(plan.shards().get(0)).orElseThrow();
    }

    /** Fetches the rows of the statement's tables. */
    GatheredRows gather(Statement statement) {
        Slices slices = Slices.of(topology, plan);
        GatheredRows rows = topology.dialect() == SQLDialect.SQLITE ? new SqliteRows(slices) : new PostgresRows(slices);
        Map<String, Fetching> byDatabase = new LinkedHashMap<>();
        plan.slices().forEach((name, shards) -> {
            Table<?> table = Objects.requireNonNull(statement.tables().get(name), name);
            fetched(shards, rows)
                    .forEach(shard -> byDatabase
                            .computeIfAbsent(shard.database(), database -> new Fetching(rows, statement.restrictions()))
                            .add(table, shard.id()));
        });
        if (!byDatabase.isEmpty()) {
            fanOut.run(List.copyOf(byDatabase.values()));
        }
        if (count.get() > budget) {
            throw new RefusedException(
                    Rule.GATHER_BUDGET,
                    "The rows of " + plan.slices().keySet() + " on " + plan.shards() + " are at least " + count
                            + "; the budget is " + budget + ".");
        }
        return rows;
    }

    private List<Shard> fetched(Set<ShardId> shards, GatheredRows rows) {
        return topology.inOrder(shards).stream()
                .map(shard -> topology.shard(shard).orElseThrow())
                .filter(shard -> rows.takesAll() || !shard.database().equals(coordinator.database()))
                .toList();
    }

    private record Task(Table<?> table, ShardId shard) {}

    /** All that is fetched from one database, one question after the other. */
    private final class Fetching implements FanOut.Work {

        private final GatheredRows rows;
        private final Map<String, Statement.Restriction> restrictions;
        private final List<Task> tasks = new ArrayList<>();
        private volatile @Nullable ResultQuery<?> running;
        private volatile boolean cancelled;

        private Fetching(GatheredRows rows, Map<String, Statement.Restriction> restrictions) {
            this.rows = rows;
            this.restrictions = restrictions;
        }

        private void add(Table<?> table, ShardId shard) {
            tasks.add(new Task(table, shard));
        }

        @Override
        public List<String> shards() {
            return tasks.stream().map(task -> task.shard().name()).distinct().toList();
        }

        @Override
        public void run() throws SQLException {
            for (Task task : tasks) {
                if (cancelled || count.get() > budget) {
                    return;
                }
                fetch(task);
            }
        }

        private void fetch(Task task) throws SQLException {
            DSLContext shard = DSL.using(Scopes.onShard(Scopes.own(configuration), task.shard()));
            Select<?> limited = select(shard, task.table());
            ResultQuery<?> question = rows.question(limited);
            question.attach(shard.configuration());
            running = question;
            try (ResultSet answer = question.fetchResultSet()) {
                count.addAndGet(rows.add(task.table(), task.shard(), answer));
            } finally {
                running = null;
            }
        }

        /** One row more than what is left of the budget tells that there are too many. */
        private Select<?> select(DSLContext shard, Table<?> table) {
            Statement.Restriction restriction =
                    restrictions.getOrDefault(table.getName(), new Statement.Restriction(table.getName(), List.of()));
            Table<?> from = restriction.alias().equals(table.getName()) ? table : table.as(restriction.alias());
            return shard.select(from.fields())
                    .from(from)
                    .where(restriction.conditions())
                    .limit(Math.max(0, budget - count.get()) + 1L);
        }

        @Override
        public void cancel() {
            cancelled = true;
            ResultQuery<?> query = running;
            if (query != null) {
                query.cancel();
            }
        }
    }
}
