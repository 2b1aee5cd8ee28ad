package dev.meridian.internal.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * Tells what the aliases mean that clauses refer to by their names alone. An item of ORDER BY is first of all a selected column; in every other place,
 * an expression in ORDER BY among them, a column of the tables comes first. A step that has other columns must not change which one it is.
 */
final class AliasReferences {

    private final Set<String> selected;
    private final Set<String> columns = new HashSet<>();

    AliasReferences(Select<?> select, Collection<Field<?>> used) {
        selected = names(select.getSelect().stream()
                .filter(field -> field instanceof QOM.FieldAlias<?> || field instanceof TableField<?, ?>));
        select.$from().forEach(table -> columns.addAll(names(Arrays.stream(table.fields()))));
        used.stream()
                .map(TableField.class::cast)
                .filter(column -> column.getTable() != null)
                .forEach(column ->
                        columns.addAll(names(Arrays.stream(column.getTable().fields()))));
    }

    private static Set<String> names(Stream<? extends Field<?>> fields) {
        return fields.map(field -> name(field)).collect(Collectors.toSet());
    }

    private static String name(Field<?> field) {
        return field.getName().toLowerCase(Locale.ROOT);
    }

    /** Whether all of them in a clause mean selected columns. */
    boolean meanSelected(PartNode clause) {
        return meanSelected(clause, clause.introduction().equals("order by"));
    }

    private boolean meanSelected(PartNode node, boolean item) {
        if (isReference(node)) {
            String name = name((Field<?>) node.part());
            return (item && selected.contains(name)) || !columns.contains(name);
        }
        boolean items = item && !(node.part() instanceof Field<?>);
        return node.children().stream().allMatch(child -> meanSelected(child, items));
    }

    /** Where an alias is declared, the field that it names stands in it. */
    private static boolean isReference(PartNode node) {
        return node.part() instanceof QOM.FieldAlias<?>
                && node.children().stream()
                        .allMatch(child -> child.is("Alias") && child.children().isEmpty());
    }

    /** Whether an expression refers to an alias, which it cannot do in the list of selected columns. */
    static boolean isIn(Field<?> field, SQLDialect dialect) {
        return isIn(RenderedTree.of(
                DSL.using(dialect).select(field), DSL.using(dialect).configuration()));
    }

    private static boolean isIn(PartNode node) {
        QueryPart part = node.part();
        return part instanceof QOM.FieldAlias<?> || node.children().stream().anyMatch(AliasReferences::isIn);
    }
}
