package dev.meridian.internal.analysis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.AggregateFunction;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.QOM;

/** Notices what a statement does beyond reading plain rows, in every nested scope. Used once, by one thread. */
final class TraitReader {

    /** The words without which SQL text cannot name a table. */
    private static final Pattern NAMES_TABLES = Pattern.compile(
            "\\b(select|from|table|values|with|join|into|update|delete|merge|call|exec)\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> ROW_IDS =
            Set.of("rowid", "_rowid_", "oid", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax");

    private static final Pattern NAMES_ROW_IDS =
            Pattern.compile("\\b(" + String.join("|", ROW_IDS) + ")\\b", Pattern.CASE_INSENSITIVE);

    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Set<String> unreadable = new TreeSet<>();
    private final Set<String> strange = new TreeSet<>();
    private int scopes;

    void read(PartNode node) {
        if (node.isScope()) {
            scope(node);
        }
        part(node.part());
        node.children().stream()
                .flatMap(child -> RowLocal.isRendering(child, node) ? child.children().stream() : Stream.of(child))
                .filter(child -> !RowLocal.isOperator(child.part()))
                .forEach(this::read);
    }

    Set<Trait> traits() {
        return traits;
    }

    /** Names of the parts that may name tables which nobody can see. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** Names of the parts that are not known to work row by row. */
    Set<String> strange() {
        return strange;
    }

    private void scope(PartNode node) {
        note(scopes > 0, node.isWrite() ? Trait.NESTED_WRITE : Trait.SUBQUERY);
        scopes++;
        if (node.part() instanceof Select<?> select) {
            select(select);
            // The branches of a set operation stand directly in the first branch; all other subqueries stand in some
            // part.
            note(node.children().stream().anyMatch(child -> child.part() instanceof Select<?>), Trait.SET_OPERATION);
        }
    }

    private void select(Select<?> select) {
        note(select.$distinct() || !select.$distinctOn().isEmpty(), Trait.DISTINCT);
        note(!select.$groupBy().isEmpty(), Trait.GROUP_BY);
        note(select.$having() != null, Trait.HAVING);
        note(!select.$window().isEmpty() || select.$qualify() != null, Trait.WINDOW);
        note(!select.$orderBy().isEmpty(), Trait.ORDER_BY);
        note(select.$limit() != null || select.$offset() != null, Trait.LIMIT);
    }

    private void note(boolean present, Trait trait) {
        if (present) {
            traits.add(trait);
        }
    }

    private void part(QueryPart part) {
        String name = part.getClass().getSimpleName();
        if (part instanceof SQL text) {
            traits.add(Trait.PLAIN_SQL);
            note(NAMES_ROW_IDS.matcher(text.toString()).find(), Trait.ROW_ID);
            note(text.toString(), name);
        } else if (part instanceof AggregateFunction<?>) {
            traits.add(Trait.AGGREGATE);
        } else if (part instanceof QOM.WindowFunction || name.startsWith("WindowSpecification")) {
            traits.add(Trait.WINDOW);
        } else if (part instanceof CommonTableExpression<?>) {
            traits.add(Trait.COMMON_TABLE_EXPRESSION);
        } else if (part instanceof SortField<?>) {
            traits.add(Trait.ORDER_BY);
        } else if (name.equals("ForLock")) {
            traits.add(Trait.LOCK);
        } else if (name.equals("Limit")) {
            traits.add(Trait.LIMIT);
        } else if (!RowLocal.contains(part) || isPseudoColumn(part)) {
            traits.add(isRowId(part) ? Trait.ROW_ID : Trait.OTHER);
            strange.add(name.isEmpty() ? part.getClass().getName() : name);
        }
    }

    /** A column that the table does not have, such as a row id, is not the same on every shard. */
    private static boolean isPseudoColumn(QueryPart part) {
        if (!(part instanceof TableField<?, ?> column)) {
            return false;
        }
        Table<?> table = column.getTable();
        boolean fieldsKnown = table != null && table.fields().length > 0;
        return fieldsKnown ? table.field(column.getName()) == null : table == null || isRowId(column);
    }

    private static boolean isRowId(QueryPart part) {
        return part.getClass().getSimpleName().equals("QualifiedRowid")
                || (part instanceof Field<?> column
                        && ROW_IDS.contains(column.getName().toLowerCase(Locale.ROOT)));
    }

    /** A part that names a table in plain SQL. */
    void markUnreadable(QueryPart part) {
        unreadable.add(part.getClass().getSimpleName());
    }

    private void note(String text, String name) {
        if (NAMES_TABLES.matcher(text).find()) {
            unreadable.add(name);
        }
    }
}
