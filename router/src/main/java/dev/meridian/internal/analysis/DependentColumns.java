package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * The columns that PostgreSQL lets stand beside the primary key by which rows are grouped, because the key decides them. A union of slices and rows that
 * were fetched have no primary key, so they are grouped by those columns as well, which makes no other groups.
 */
final class DependentColumns {

    private final SQLDialect dialect;
    private final Set<String> groups;
    private final Map<String, Field<?>> found = new LinkedHashMap<>();

    private DependentColumns(Select<?> select, SQLDialect dialect) {
        this.dialect = dialect;
        this.groups = select.$groupBy().stream().map(this::text).collect(Collectors.toSet());
    }

    /** The SELECT, grouped by them too. */
    static Select<?> grouped(Select<?> select, Configuration configuration) {
        List<? extends GroupField> groupBy = select.$groupBy();
        DependentColumns dependents = new DependentColumns(select, configuration.dialect());
        boolean needed = configuration.family() == SQLDialect.POSTGRES
                && !groupBy.isEmpty()
                && groupBy.stream().allMatch(Field.class::isInstance);
        if (!needed) {
            return select;
        }
        dependents.collect(RenderedTree.of(select, configuration));
        List<GroupField> all = new ArrayList<>(groupBy);
        all.addAll(dependents.found.values());
        return all.size() == groupBy.size() ? select : select.$groupBy(all);
    }

    private void collect(PartNode node) {
        if (node.part() instanceof TableField<?, ?>
                && !groups.contains(text(node.part()))
                && isOfGroupedTable(node.part())) {
            found.putIfAbsent(text(node.part()), (Field<?>) node.part());
        }
        children(node).forEach(this::collect);
    }

    /** What is read before there are groups does not matter. */
    private static Stream<PartNode> children(PartNode node) {
        return TraitReader.isAggregate(node)
                ? Stream.empty()
                : node.children().stream()
                        .filter(child ->
                                !child.is("TableList") && !child.introduction().equals("where"));
    }

    private boolean isOfGroupedTable(Object part) {
        return part instanceof TableField<?, ?> column && column.getTable() != null && isGrouped(column.getTable());
    }

    private boolean isGrouped(Table<?> table) {
        UniqueKey<?> key = table.getPrimaryKey();
        return key != null
                && key.getFields().stream()
                        .map(part -> table.field(part.getName()))
                        .allMatch(this::isGroup);
    }

    /** PostgreSQL takes a name without a qualifier for a column of a table, if there is one, before it takes it for an alias. */
    private boolean isGroup(@Nullable Field<?> field) {
        return field != null && (groups.contains(text(field)) || groups.contains(text(field.getUnqualifiedName())));
    }

    private String text(QueryPart part) {
        return PartText.of(part, dialect);
    }
}
