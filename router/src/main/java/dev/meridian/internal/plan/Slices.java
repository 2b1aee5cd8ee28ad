package dev.meridian.internal.plan;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Writes the union of a table's slices in one database, and of rows that were gathered there. */
public final class Slices {

    private final Topology topology;
    private final Shard coordinator;
    private final Map<String, Set<ShardId>> slices;
    private final Function<Table<?>, List<Field<?>>> fields;
    private final Function<Table<?>, Optional<QueryPart>> gathered;

    private Slices(
            Topology topology,
            ShardId coordinator,
            Map<String, Set<ShardId>> slices,
            Function<Table<?>, List<Field<?>>> fields,
            Function<Table<?>, Optional<QueryPart>> gathered) {
        this.topology = topology;
        this.coordinator = topology.shard(coordinator).orElseThrow();
        this.slices = slices;
        this.fields = fields;
        this.gathered = gathered;
    }

    /**
     * The slices of a plan whose shards are in one database.
     *
     * @param topology the shards
     * @param plan the plan
     * @return what stands for each table
     */
    public static Slices of(Topology topology, Plan.OneStatement plan) {
        return new Slices(
                topology,
                plan.shards().get(0),
                plan.slices(),
                table -> List.of(table.fields()),
                table -> Optional.empty());
    }

    /**
     * The slices of a plan that gathers.
     *
     * @param topology the shards
     * @param plan the plan
     * @param fields the columns of a table that the statement needs
     * @return what stands for each table
     */
    public static Slices of(Topology topology, Plan.Gather plan, Function<Table<?>, List<Field<?>>> fields) {
        return new Slices(topology, plan.shards().get(0), plan.slices(), fields, table -> Optional.empty());
    }

    /**
     * The same slices with gathered rows.
     *
     * @param rows a query for the rows of a table that were gathered; empty where there are none
     * @return what stands for each table
     */
    public Slices with(Function<Table<?>, Optional<QueryPart>> rows) {
        return new Slices(topology, coordinator.id(), slices, fields, rows);
    }

    /**
     * What stands for a table: all slices of its route; one slice of a reference table, since each has all rows.
     *
     * <p>Where the coordinating shard has no slice in the route, its own comes first all the same, without its rows: SQLite takes the affinity and
     * the collation of the columns from there.
     *
     * @param table the logical table
     * @return a query in parentheses
     */
    public SQL of(Table<?> table) {
        return union(table, shard -> "");
    }

    /**
     * The same with a column at the end that says which of the plan's shards a row is from, by its place among them.
     *
     * @param table the logical table
     * @param column the column's name
     * @param shards the plan's shards
     * @return a query in parentheses
     */
    public SQL of(Table<?> table, String column, List<ShardId> shards) {
        return union(table, shard -> ", " + shards.indexOf(shard.id()) + " as \"" + column + '"');
    }

    private SQL union(Table<?> table, Function<Shard, String> more) {
        Set<ShardId> shards = slices.getOrDefault(table.getName(), Set.of(coordinator.id()));
        List<QueryPart> parts = new ArrayList<>();
        local(shards)
                .forEach(shard -> parts.add(
                        DSL.sql("select {0}" + more.apply(shard) + " from {1}", columns(table), name(table, shard))));
        if (parts.isEmpty()) {
            parts.add(DSL.sql(
                    "select {0}" + more.apply(coordinator) + " from {1} where 1 = 0", columns(table), name(table)));
        }
        gathered.apply(table).ifPresent(parts::add);
        return union(parts);
    }

    private List<Shard> local(Set<ShardId> shards) {
        return topology.inOrder(shards).stream()
                .map(shard -> topology.shard(shard).orElseThrow())
                .filter(shard -> shard.database().equals(coordinator.database()))
                .toList();
    }

    private static SQL union(List<QueryPart> parts) {
        StringBuilder template = new StringBuilder("(");
        for (int i = 0; i < parts.size(); i++) {
            template.append(i == 0 ? "{" : " union all {").append(i).append('}');
        }
        return DSL.sql(template.append(')').toString(), parts.toArray(QueryPart[]::new));
    }

    /**
     * The columns of a table that are needed, by their names alone.
     *
     * @param table the logical table
     * @return a list; an asterisk for a table of which no column is known
     */
    public QueryPart columns(Table<?> table) {
        QueryPart[] names =
                fields.apply(table).stream().map(Field::getUnqualifiedName).toArray(QueryPart[]::new);
        return names.length == 0 ? DSL.asterisk() : DSL.list(names);
    }

    /**
     * The coordinating shard's own table.
     *
     * @param table the logical table
     * @return its name there
     */
    public Name name(Table<?> table) {
        return name(table, coordinator);
    }

    /**
     * The schema of the coordinating shard.
     *
     * @return the schema, or the empty string where names are not qualified
     */
    public String schema() {
        return coordinator.schema();
    }

    private static Name name(Table<?> table, Shard shard) {
        String name = shard.prefix() + table.getName();
        return shard.schema().isEmpty() ? DSL.name(name) : DSL.name(shard.schema(), name);
    }
}
