package dev.meridian.internal.analysis;

import dev.meridian.placement.TableRule;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Asterisk;
import org.jooq.Configuration;
import org.jooq.QualifiedAsterisk;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.VisitContext;

/**
 * Substitutes tables so that each row of the result says where it comes from: what stands for a table has one more column, by a name of its own,
 * and the SELECT list gets these columns at its end.
 *
 * <p>This works where a row of the result is made of one row of each table: in one SELECT without groups, without DISTINCT and without nested
 * scopes. In all else there is no such text, and rows have no home. An asterisk must not show the columns: over one table it is written out, over several it
 * is left as it is and rows have no home.
 */
public final class HomeSubstitution extends TableSubstitution {

    /** What the names of the columns begin with; no name of jOOQ's generator has a dot. */
    public static final String COLUMN = "meridian.home";

    /** What may be done with rows that stay what they are. */
    private static final Set<Trait> KEEPING = EnumSet.of(Trait.ORDER_BY, Trait.LIMIT, Trait.WINDOW);

    private final Map<String, TableUse> wanted = new HashMap<>();
    private final Set<String> marked = new HashSet<>();
    private final MarkedSource source;
    private final boolean oneTable;
    private int lists;
    private boolean showsAll;

    /** What stands for a table whose rows say where they come from. */
    @FunctionalInterface
    public interface MarkedSource {
        /**
         * The rows of a table.
         *
         * @param table the logical table
         * @param column the name of the column that says where a row comes from; it is the last one
         * @return a query in parentheses, without placeholders
         */
        SQL of(Table<?> table, String column);
    }

    private HomeSubstitution(Statement statement, Function<Table<?>, SQL> plain, MarkedSource source) {
        super(plain);
        this.source = source;
        this.oneTable = statement.uses().size() == 1 && statement.from() instanceof JoinTree.Leaf;
        statement.uses().stream()
                .filter(use -> !(use.rule() instanceof TableRule.Reference))
                .forEach(use -> wanted.put(use.alias(), use));
    }

    private static boolean isPossible(Statement statement) {
        return statement.kind() == Statement.Kind.SELECT
                && KEEPING.containsAll(statement.traits())
                && statement.from().uses().size() == statement.uses().size();
    }

    /**
     * Renders a statement.
     *
     * @param query the statement; it is not changed
     * @param configuration how to render; its mapping of schemas and tables is left out
     * @param statement what is known of it
     * @param plain what stands for a table that is the same everywhere
     * @param source what stands for all others
     * @return the text; empty where the rows cannot say where they come from
     */
    public static Optional<String> render(
            Query query,
            Configuration configuration,
            Statement statement,
            Function<Table<?>, SQL> plain,
            MarkedSource source) {
        if (!isPossible(statement)) {
            return Optional.empty();
        }
        HomeSubstitution substitution = new HomeSubstitution(statement, plain, source);
        String sql = render(query, configuration, substitution);
        return substitution.isComplete() ? Optional.of(sql) : Optional.empty();
    }

    private boolean isComplete() {
        return !wanted.isEmpty() && !showsAll && lists == 1 && marked.equals(wanted.keySet());
    }

    @Override
    SQL source(Table<?> table, String alias) {
        TableUse use = wanted.get(alias);
        if (use == null) {
            return super.source(table, alias);
        }
        marked.add(alias);
        return source.of(table, column(use));
    }

    private static String column(TableUse use) {
        return COLUMN + use.index();
    }

    @Override
    public void visitStart(VisitContext context) {
        QueryPart part = context.queryPart();
        if (part instanceof Asterisk || part instanceof QualifiedAsterisk) {
            writeOut(context);
        } else {
            super.visitStart(context);
        }
    }

    private void writeOut(VisitContext context) {
        QueryPart[] path = context.queryParts();
        boolean inList = path.length > 1 && isList(path[path.length - 2]);
        if (inList && oneTable && !wanted.isEmpty() && !hasExceptions(context.queryPart())) {
            context.queryPart(columns(wanted.values().iterator().next().base()));
        } else {
            showsAll = true;
        }
    }

    private static boolean isList(QueryPart part) {
        return part.getClass().getSimpleName().equals("SelectFieldList");
    }

    private static boolean hasExceptions(QueryPart asterisk) {
        return asterisk instanceof Asterisk all
                ? !all.$except().isEmpty()
                : asterisk instanceof QualifiedAsterisk qualified
                        && !qualified.$except().isEmpty();
    }

    /** One of the statement's tables has each of the names, so that they need no qualifier. */
    @Override
    public void visitEnd(VisitContext context) {
        super.visitEnd(context);
        QueryPart[] path = context.queryParts();
        if (isList(context.queryPart()) && path.length > 1 && path[path.length - 2] instanceof Select<?>) {
            lists++;
            wanted.values().stream()
                    .sorted(Comparator.comparingInt(TableUse::index))
                    .forEach(use -> context.context().sql(", \"" + column(use) + '"'));
        }
    }
}
