package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectQuery;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Each shard gives its first rows; a database sorts them, because only it knows how its texts compare. */
record SortedReduction(Ordering ordering, List<? extends SortField<?>> sorts) implements Reduction {

    @Override
    public Select<?> share() {
        return ordering.share();
    }

    @Override
    public String finish(Configuration configuration, List<String> types) {
        return DSL.using(configuration).renderInlined(finished(configuration));
    }

    @Override
    public String outline(Configuration configuration) {
        return DSL.using(configuration).render(finished(configuration));
    }

    private SelectQuery<?> finished(Configuration configuration) {
        SelectQuery<?> query = DSL.using(configuration).selectQuery(DSL.table(ROWS));
        List<Field<?>> columns = ordering.share().getSelect();
        for (int i = 0; i < ordering.visible(); i++) {
            query.addSelect(field(i).as(columns.get(i).getName()));
        }
        query.addOrderBy(orders());
        limit(query);
        return query;
    }

    private List<SortField<?>> orders() {
        List<SortField<?>> orders = new ArrayList<>();
        for (int i = 0; i < sorts.size(); i++) {
            orders.add(sorts.get(i).$field(field(ordering.keys().get(i).column() - 1)));
        }
        return orders;
    }

    private void limit(SelectQuery<?> query) {
        Ordering.Limit limit = ordering.limit();
        if (limit.count() < Long.MAX_VALUE) {
            query.addLimit(limit.count());
            query.setWithTies(limit.withTies());
        }
        if (limit.offset() > 0) {
            query.addOffset(limit.offset());
        }
    }

    private static Field<?> field(int index) {
        return DSL.field(ROWS.append(Reduction.column(index)));
    }

    @Override
    public String description() {
        return ordering.limit().isPresent()
                ? "each sorts its rows and gives the first " + ordering.limit().reach()
                : "each gives its rows";
    }
}
