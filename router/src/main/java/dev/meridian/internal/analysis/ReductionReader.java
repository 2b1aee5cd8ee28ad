package dev.meridian.internal.analysis;

import dev.meridian.internal.analysis.ReplacedReduction.Computed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.AggregateFunction;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.SelectQuery;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * Takes a SELECT apart whose FROM and WHERE are the same shard by shard: into what each shard makes of its rows, and the rest. Used once, by one
 * thread.
 */
final class ReductionReader {

    private final Select<?> select;
    private final Configuration configuration;
    private final PartNode root;
    private final Set<String> plain = new LinkedHashSet<>();
    private final Map<String, AggregateFunction<?>> aggregates = new LinkedHashMap<>();
    private final Map<String, Field<?>> all = new LinkedHashMap<>();
    private final Map<String, Field<?>> groups = new LinkedHashMap<>();
    private boolean isGroupable = true;
    private boolean isReadable = true;

    private ReductionReader(Select<?> select, Configuration configuration, PartNode root) {
        this.select = select;
        this.configuration = configuration;
        this.root = root;
        select.$groupBy().forEach(this::group);
        clauses().forEach(clause -> collect(clause, false));
        AliasReferences aliases = new AliasReferences(select, all.values());
        isReadable &= clauses().stream().allMatch(aliases::meanSelected) && !hasLoneValue();
    }

    /** A placeholder alone says nothing in these clauses; written into the text, its value would be the number of a column. */
    private boolean hasLoneValue() {
        return Stream.of(
                        select.$groupBy().stream(),
                        select.$orderBy().stream().map(SortField::$field),
                        select.$distinctOn().stream())
                .flatMap(parts -> parts)
                .anyMatch(part -> part instanceof Param<?> value && !value.isInline());
    }

    /** The two steps of a SELECT, or nothing where a part of it has no place in either. */
    static Optional<Reduction> of(Select<?> query, Configuration configuration) {
        List<Field<?>> columns = query.getSelect();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Select<?> resolved = DependentColumns.grouped(query.$select(columns), configuration);
        PartNode node = RenderedTree.of(resolved, configuration);
        while (!node.isScope()) {
            if (node.children().size() != 1) {
                return Optional.empty();
            }
            node = node.children().get(0);
        }
        ReductionReader reader = new ReductionReader(resolved, configuration, node);
        return reader.isReadable ? Optional.of(reader.reduction()) : Optional.empty();
    }

    private Reduction reduction() {
        boolean grouped = !aggregates.isEmpty() || !select.$groupBy().isEmpty();
        if (grouped && isGroupable && groups.keySet().containsAll(plain)) {
            Optional<Reduction> partial = partial();
            if (partial.isPresent()) {
                return partial.get();
            }
        }
        return projected();
    }

    /** The clauses that are left for the second step. */
    private List<PartNode> clauses() {
        return root.children().stream()
                .filter(child -> !child.is("TableList") && !child.introduction().equals("where"))
                .toList();
    }

    private void collect(PartNode node, boolean inAggregate) {
        QueryPart part = node.part();
        if (part instanceof TableField<?, ?> column) {
            all.put(text(column), column);
            if (!inAggregate) {
                plain.add(text(column));
            }
            return;
        }
        // A whole table as a value, which the second step does not have.
        isReadable &= !(part instanceof Table<?>);
        boolean aggregate = TraitReader.isAggregate(node);
        if (aggregate) {
            aggregates.put(text(part), (AggregateFunction<?>) part);
        }
        boolean covered = part instanceof Field<?> && groups.containsKey(text(part));
        node.children().forEach(child -> collect(child, inAggregate || aggregate || covered));
    }

    /** A column or an expression; of ROLLUP and its kin all columns, which is the finest of their groupings. */
    private void group(GroupField field) {
        boolean sets = field instanceof QOM.Rollup || field instanceof QOM.Cube || field instanceof QOM.GroupingSets;
        if (field instanceof Param<?> || field instanceof QOM.FieldAlias<?>) {
            isGroupable = false;
        } else if (field instanceof Field<?> expression && !sets) {
            // PostgreSQL does not see that an expression with placeholders is selected and grouped by.
            isGroupable &= !hasPlaceholder(expression);
            groups.put(text(expression), expression);
        } else {
            root.after("group by").forEach(this::columns);
        }
    }

    private boolean hasPlaceholder(Field<?> field) {
        return DSL.using(configuration).extractParams(field).values().stream().anyMatch(value -> !value.isInline());
    }

    private void columns(PartNode node) {
        if (node.part() instanceof TableField<?, ?> column) {
            groups.put(text(column), column);
        } else {
            node.children().forEach(this::columns);
        }
    }

    /** Each shard groups its rows. */
    private Optional<Reduction> partial() {
        List<Field<?>> columns = new ArrayList<>();
        Map<String, Computed> computed = new LinkedHashMap<>();
        groups.forEach((text, group) -> add(text, new PartialAggregate(List.of(group), "{0}"), columns, computed));
        for (Map.Entry<String, AggregateFunction<?>> aggregate : aggregates.entrySet()) {
            Optional<PartialAggregate> partial = PartialAggregate.of(aggregate.getValue(), configuration.dialect());
            if (partial.isEmpty()) {
                return Optional.empty();
            }
            add(aggregate.getKey(), partial.get(), columns, computed);
        }
        SelectQuery<?> share = share(columns);
        share.addGroupBy(groups.values());
        return Optional.of(new ReplacedReduction(share, select, computed, "each groups its rows"));
    }

    private static void add(
            String text, PartialAggregate whole, List<Field<?>> columns, Map<String, Computed> computed) {
        computed.put(text, new Computed(columns.size(), whole));
        columns.addAll(whole.parts());
    }

    /** Each shard gives the columns that are needed, and where repetitions do not matter, each row once. */
    private Reduction projected() {
        List<Field<?>> columns = new ArrayList<>();
        Map<String, Computed> computed = new LinkedHashMap<>();
        all.forEach((text, column) -> add(text, new PartialAggregate(List.of(column), "{0}"), columns, computed));
        boolean distinct = DistinctRows.areEnough(select, aggregates.values(), clauses());
        if (columns.isEmpty()) {
            columns.add(DSL.inline(1));
        }
        SelectQuery<?> share = share(columns);
        share.setDistinct(distinct);
        return new ReplacedReduction(
                share, select, computed, distinct ? "each gives its distinct rows" : "each gives the columns needed");
    }

    private SelectQuery<?> share(Collection<? extends Field<?>> columns) {
        SelectQuery<?> share = DSL.using(configuration).selectQuery();
        share.addSelect(columns);
        share.addFrom(select.$from());
        if (select.$where() != null) {
            share.addConditions(select.$where());
        }
        return share;
    }

    private String text(QueryPart part) {
        return PartText.of(part, configuration.dialect());
    }
}
