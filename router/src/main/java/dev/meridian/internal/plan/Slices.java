package dev.meridian.internal.plan;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Writes the union of a table's slices in one database. */
public final class Slices {

    private final Topology topology;
    private final Plan.OneStatement plan;

    /**
     * The slices of a plan.
     *
     * @param topology the shards
     * @param plan the plan
     */
    public Slices(Topology topology, Plan.OneStatement plan) {
        this.topology = topology;
        this.plan = plan;
    }

    /**
     * What stands for a table: all slices of its route; one slice of a reference table, since each has all rows; and where no row
     * can match, a slice without its rows.
     *
     * @param table the logical table
     * @return a query in parentheses
     */
    public SQL of(Table<?> table) {
        Set<ShardId> shards = plan.slices().get(table.getName());
        ShardId any = plan.shards().get(0);
        if (shards == null) {
            return union(List.of(slice(table, any)));
        }
        if (shards.isEmpty()) {
            return DSL.sql("(select {0} from {1} where 1 = 0)", columns(table), name(table, any));
        }
        List<QueryPart> slices = new ArrayList<>();
        shards.forEach(shard -> slices.add(slice(table, shard)));
        return union(slices);
    }

    private static SQL union(List<QueryPart> slices) {
        StringBuilder template = new StringBuilder("(");
        for (int i = 0; i < slices.size(); i++) {
            template.append(i == 0 ? "{" : " union all {").append(i).append('}');
        }
        return DSL.sql(template.append(')').toString(), slices.toArray(QueryPart[]::new));
    }

    private SQL slice(Table<?> table, ShardId shard) {
        return DSL.sql("select {0} from {1}", columns(table), name(table, shard));
    }

    private static QueryPart columns(Table<?> table) {
        return DSL.list(
                Arrays.stream(table.fields()).map(Field::getUnqualifiedName).toArray(QueryPart[]::new));
    }

    private Name name(Table<?> table, ShardId id) {
        Shard shard = topology.shard(id).orElseThrow();
        String name = shard.prefix() + table.getName();
        return shard.schema().isEmpty() ? DSL.name(name) : DSL.name(shard.schema(), name);
    }
}
