package dev.meridian.internal.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/**
 * Renders a statement with every logical table replaced by something else that has the same columns: the union of its slices.
 *
 * <p>The replacement stands under the table's own name or alias, so that all columns find it: in every nested scope, in common table
 * expressions, in the branches of set operations and in implicit joins. Names are rendered without a schema, for the replacement has none. The
 * placeholders of the statement stay the same and in the same order, because a replacement has none of its own.
 */
public sealed class TableSubstitution implements VisitListener permits HomeSubstitution {

    private final Function<Table<?>, SQL> source;
    private final Deque<Boolean> declared = new ArrayDeque<>();

    TableSubstitution(Function<Table<?>, SQL> source) {
        this.source = source;
    }

    /**
     * Renders a statement.
     *
     * @param query the statement; it is not changed
     * @param configuration how to render; its mapping of schemas and tables is left out
     * @param source what stands for a table: a query in parentheses, without placeholders
     * @return the text
     */
    public static String render(Query query, Configuration configuration, Function<Table<?>, SQL> source) {
        return render(query, configuration, new TableSubstitution(source));
    }

    static String render(Query query, Configuration configuration, TableSubstitution substitution) {
        Settings settings = SettingsTools.clone(configuration.settings())
                .withRenderMapping(null)
                .withRenderSchema(false);
        Configuration unmapped = configuration.derive(settings);
        Query grouped = query instanceof Select<?> select ? DependentColumns.grouped(select, unmapped) : query;
        return Rendering.render(grouped, unmapped, substitution);
    }

    /**
     * The replacement takes the place of the table's name, not of the table: around the name jOOQ renders the joins that a path of columns implies.
     */
    @Override
    public void visitStart(VisitContext context) {
        QueryPart part = context.queryPart();
        if (part instanceof TableImpl<?> table) {
            declared.push(context.context().declareTables() && LogicalTables.isLogical(table));
        } else if (part instanceof Name name
                && parent(context, 1) instanceof TableImpl<?> table
                && Boolean.TRUE.equals(declared.peek())) {
            SQL rows = source(table, alias(table, context));
            context.queryPart(isAliased(context) ? rows : DSL.sql("{0} as {1}", rows, name));
        }
    }

    @Override
    public void visitEnd(VisitContext context) {
        if (context.queryPart() instanceof TableImpl<?>) {
            declared.pop();
        }
    }

    private static @Nullable QueryPart parent(VisitContext context, int steps) {
        QueryPart[] path = context.queryParts();
        return path.length > steps ? path[path.length - 1 - steps] : null;
    }

    /** What stands for a table that the statement refers to by the alias. */
    SQL source(Table<?> table, String alias) {
        return source.apply(table);
    }

    /** The alias is the name of the table in which the alias is visited. */
    private static String alias(Table<?> table, VisitContext context) {
        return isAliased(context) && parent(context, 3) instanceof Table<?> aliased
                ? aliased.getName()
                : table.getName();
    }

    /** The columns of a table, by their names alone. */
    static QueryPart columns(Table<?> table) {
        return DSL.list(
                Arrays.stream(table.fields()).map(Field::getUnqualifiedName).toArray(QueryPart[]::new));
    }

    /** A table under an alias is visited inside of it, and the alias is rendered behind. */
    private static boolean isAliased(VisitContext context) {
        QueryPart around = parent(context, 2);
        return around != null && around.getClass().getSimpleName().equals("Alias");
    }
}
