package dev.meridian.internal.analysis;

import java.util.EnumSet;
import java.util.IdentityHashMap;
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

    /** The words of a lock in SQL text: over several shards it would lock nothing, or not all. */
    private static final Pattern LOCKS =
            Pattern.compile("\\bfor\\s+(no\\s+key\\s+update|update|key\\s+share|share)\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> ROW_IDS =
            Set.of("rowid", "_rowid_", "oid", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax");

    private static final Pattern NAMES_ROW_IDS =
            Pattern.compile("\\b(" + String.join("|", ROW_IDS) + ")\\b", Pattern.CASE_INSENSITIVE);

    /** Lists by which jOOQ renders clauses; what the clauses mean is noted from the SELECT that they stand in. */
    private static final Set<String> CLAUSES =
            Set.of("SortFieldList", "GroupFieldList", "SortFieldImpl", "Rollup", "Cube", "GroupingSets");

    /** What stands around a subquery, which is judged by itself. */
    private static final Set<String> FRAMES = Set.of(
            "Exists",
            "In",
            "NotIn",
            "ScalarSubquery",
            "DerivedTable",
            "QuantifiedSelectImpl",
            "EqQuantified",
            "NeQuantified",
            "GtQuantified",
            "GeQuantified",
            "LtQuantified",
            "LeQuantified");

    private final Set<Trait> all = EnumSet.noneOf(Trait.class);
    private final IdentityHashMap<PartNode, Set<Trait>> byScope = new IdentityHashMap<>();
    private final Set<String> unreadable = new TreeSet<>();
    private final Set<String> strange = new TreeSet<>();

    void read(PartNode root) {
        Set<Trait> outside = EnumSet.noneOf(Trait.class);
        read(root, outside);
        all.addAll(outside);
        byScope.values().forEach(all::addAll);
    }

    private void read(PartNode node, Set<Trait> outer) {
        Set<Trait> own = node.isScope() ? scope(node) : outer;
        if (!isSyntax(node)) {
            part(node, own);
        }
        node.children().stream()
                .flatMap(child -> RowLocal.isRendering(child, node) ? child.children().stream() : Stream.of(child))
                .filter(child -> !RowLocal.isOperator(child.part()))
                .forEach(child -> read(child, own));
    }

    /** What is only the frame of a part that is noted itself: the asterisk of a count, the OVER of a window function. */
    private static boolean isSyntax(PartNode node) {
        boolean asterisk =
                node.is("SQLField") && node.children().stream().allMatch(child -> RowLocal.isOperator(child.part()));
        boolean over = node.introduction().equals("over")
                && node.children().stream().allMatch(child -> child.is("WindowSpecificationImpl"));
        String name = node.part().getClass().getSimpleName();
        return asterisk || over || CLAUSES.contains(name) || FRAMES.contains(name);
    }

    /** What the statement does, in every nested scope. */
    Set<Trait> traits() {
        return all;
    }

    /** What one scope does itself, without those nested in it. */
    Set<Trait> traits(PartNode scope) {
        return byScope.getOrDefault(scope, Set.of());
    }

    /** Names of the parts that may name tables which nobody can see. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** Names of the parts that are not known to work row by row. */
    Set<String> strange() {
        return strange;
    }

    private Set<Trait> scope(PartNode node) {
        Set<Trait> own = EnumSet.noneOf(Trait.class);
        if (!byScope.isEmpty()) {
            all.add(node.isWrite() ? Trait.NESTED_WRITE : Trait.SUBQUERY);
        }
        byScope.put(node, own);
        if (node.part() instanceof Select<?> select) {
            select(select, own);
            // The branches of a set operation stand directly in the first branch; all other subqueries stand in some
            // part.
            note(
                    own,
                    node.children().stream().anyMatch(child -> child.part() instanceof Select<?>),
                    Trait.SET_OPERATION);
            note(own, node.children().stream().anyMatch(TraitReader::isOrder), Trait.ORDER_BY);
        }
        return own;
    }

    /** The ORDER BY of a SELECT or of a set operation, not the one of an aggregate or of a window. */
    private static boolean isOrder(PartNode clause) {
        return clause.children().stream().anyMatch(child -> child.part() instanceof SortField<?>);
    }

    private static void select(Select<?> select, Set<Trait> own) {
        note(own, select.$distinct() || !select.$distinctOn().isEmpty(), Trait.DISTINCT);
        note(own, !select.$groupBy().isEmpty(), Trait.GROUP_BY);
        note(own, select.$having() != null, Trait.HAVING);
        note(own, !select.$window().isEmpty() || select.$qualify() != null, Trait.WINDOW);
        note(own, !select.$orderBy().isEmpty(), Trait.ORDER_BY);
        note(own, select.$limit() != null || select.$offset() != null, Trait.LIMIT);
    }

    private static void note(Set<Trait> own, boolean present, Trait trait) {
        if (present) {
            own.add(trait);
        }
    }

    private void part(PartNode node, Set<Trait> own) {
        QueryPart part = node.part();
        String name = part.getClass().getSimpleName();
        if (part instanceof SQL text) {
            own.add(Trait.PLAIN_SQL);
            note(own, NAMES_ROW_IDS.matcher(text.toString()).find(), Trait.ROW_ID);
            note(own, LOCKS.matcher(text.toString()).find(), Trait.LOCK);
            note(text.toString(), name);
        } else if (isAggregate(node)) {
            own.add(Trait.AGGREGATE);
        } else if (part instanceof QOM.WindowFunction || name.startsWith("WindowSpecification")) {
            own.add(Trait.WINDOW);
        } else if (part instanceof CommonTableExpression<?>) {
            own.add(Trait.COMMON_TABLE_EXPRESSION);
        } else if (name.equals("ForLock")) {
            own.add(Trait.LOCK);
        } else if (name.equals("Limit")) {
            own.add(Trait.LIMIT);
        } else if (!RowLocal.contains(part) || isPseudoColumn(part)) {
            own.add(isRowId(part) ? Trait.ROW_ID : Trait.OTHER);
            strange.add(name.isEmpty() ? part.getClass().getName() : name);
        }
    }

    /** An aggregate with OVER is a window function. */
    static boolean isAggregate(PartNode node) {
        return node.part() instanceof AggregateFunction<?> && !node.keywords().contains("over");
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
