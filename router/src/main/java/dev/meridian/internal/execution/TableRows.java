package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jooq.Table;

/** Which rows of a table travel for a statement that gathers. */
public final class TableRows {

    private TableRows() {}

    /**
     * The rows of a table that may matter.
     *
     * @param context renders and runs
     * @param statement a statement that was read in full
     * @param name the table's name
     * @return the columns that are needed of the rows that satisfy the statement's conditions on this table alone
     */
    public static SelectConditionStep<Record> of(DSLContext context, Statement statement, String name) {
        Table<?> table = table(statement, name);
        Statement.Restriction restriction =
                statement.restrictions().getOrDefault(name, new Statement.Restriction(name, List.of()));
        Table<?> from = restriction.alias().equals(table.getName()) ? table : table.as(restriction.alias());
        return context.select(
                        statement.columnsOf(table).stream().map(from::field).toList())
                .from(from)
                .where(restriction.conditions());
    }

    static Table<?> table(Statement statement, String name) {
        return Objects.requireNonNull(statement.tables().get(name), name);
    }

    /**
     * The shards whose rows of a table are fetched.
     *
     * @param topology the shards
     * @param plan the plan
     * @param table the table's name
     * @return the shards, in the order of the configuration
     */
    public static List<ShardId> fetched(Topology topology, Plan.Gather plan, String table) {
        Set<ShardId> shards = plan.slices().getOrDefault(table, Set.of());
        String coordinator = database(topology, plan.shards().get(0));
        return topology.inOrder(shards).stream()
                .filter(shard ->
                        takesAll(topology) || !database(topology, shard).equals(coordinator))
                .toList();
    }

    /** SQLite plans a temporary table with all rows as it would plan the one of an unsharded database; PostgreSQL reads its own slices. */
    private static boolean takesAll(Topology topology) {
        return topology.dialect() == SQLDialect.SQLITE;
    }

    private static String database(Topology topology, ShardId shard) {
        return topology.shard(shard).orElseThrow().database();
    }
}
