package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.QueryPart;
import org.jooq.TableField;
import org.jooq.impl.QOM;

/**
 * Finds the uses of which a column that places rows (the shard key, the primary key, the foreign key to the parent) stands in every clause by which
 * a SELECT puts rows together: rows that agree in it live on one shard, so that such a clause does the same shard by shard as it does over all rows.
 */
final class KeyedUses {

    private final PartNode select;
    private final Columns columns;

    KeyedUses(PartNode select, Columns columns) {
        this.select = select;
        this.columns = columns;
    }

    /** The uses; empty where nothing is put together. */
    Set<Integer> of(Set<Trait> traits) {
        List<Set<Integer>> clauses = new ArrayList<>();
        if (traits.contains(Trait.AGGREGATE) || traits.contains(Trait.GROUP_BY) || traits.contains(Trait.HAVING)) {
            clauses.add(keys(select.after("group by")));
        }
        if (traits.contains(Trait.DISTINCT)) {
            clauses.add(distinct());
        }
        if (traits.contains(Trait.WINDOW)) {
            windows(select, clauses);
        }
        return clauses.stream()
                .reduce((one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** DISTINCT ON has a list of its own, before that of the columns. */
    private Set<Integer> distinct() {
        List<PartNode> on = select.after("distinct on");
        return keys(on.isEmpty() ? select.after("distinct") : on.subList(0, 1));
    }

    /** A window without a PARTITION BY that can be seen has no key. */
    private void windows(PartNode node, List<Set<Integer>> clauses) {
        for (PartNode child : node.children()) {
            if (child.isScope()) {
                continue;
            }
            if (child.part() instanceof QOM.WindowFunction<?> && !TraitReader.isAggregate(child)) {
                clauses.add(keys(specification(child)
                        .map(found -> found.after("partition by"))
                        .orElse(List.of())));
            }
            windows(child, clauses);
        }
    }

    private static Optional<PartNode> specification(PartNode function) {
        return function.after("over").stream()
                .flatMap(over -> over.children().stream())
                .filter(child -> child.is("WindowSpecificationImpl"))
                .findFirst();
    }

    /** The uses whose key is an item of the lists, as it is or under an alias. */
    private Set<Integer> keys(List<PartNode> lists) {
        Set<Integer> uses = new HashSet<>();
        lists.stream()
                .flatMap(list -> list.children().stream())
                .forEach(item -> column(item)
                        .ifPresent(column -> columns.roles(column).stream()
                                .filter(role -> isNeverNull(column, role))
                                .forEach(role -> uses.add(role.use()))));
        return uses;
    }

    /** SQLite lets a primary key be NULL, of rows on several shards, unless it says otherwise. */
    private static boolean isNeverNull(TableField<?, ?> column, KeyColumn role) {
        return role.role() != KeyColumn.Role.IDENTITY || !column.getDataType().nullable();
    }

    private static Optional<TableField<?, ?>> column(PartNode item) {
        QueryPart part = item.part();
        boolean alias = part instanceof QOM.FieldAlias<?> || item.is("Alias");
        if (alias && item.children().size() == 1) {
            return column(item.children().get(0));
        }
        return part instanceof TableField<?, ?> column ? Optional.of(column) : Optional.empty();
    }
}
