package dev.meridian.internal.analysis;

import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jooq.impl.TableImpl;

/**
 * Renders a statement with every logical table replaced by something else that has the same columns: the union of its slices.
 *
 * <p>The replacement stands under the table's own name or alias, so that all columns find it: in every nested scope, in common table
 * expressions, in the branches of set operations and in implicit joins. Names are rendered without a schema, for the replacement has none. The
 * placeholders of the statement stay the same and in the same order, because a replacement has none of its own.
 */
public final class TableSubstitution implements VisitListener {

    private final Function<Table<?>, SQL> source;

    private TableSubstitution(Function<Table<?>, SQL> source) {
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
        Settings settings = SettingsTools.clone(configuration.settings())
                .withRenderMapping(null)
                .withRenderSchema(false);
        return Rendering.render(query, configuration.derive(settings), new TableSubstitution(source));
    }

    @Override
    public void visitStart(VisitContext context) {
        if (isDeclared(context)
                && context.queryPart() instanceof TableImpl<?> table
                && LogicalTables.isLogical(table)) {
            Table<?> replacement = DSL.table(source.apply(table));
            context.queryPart(isAliased(context) ? replacement : replacement.as(table.getUnqualifiedName()));
        }
    }

    private static boolean isDeclared(VisitContext context) {
        return context.context().declareTables();
    }

    /** A table under an alias is visited inside of it, and the alias is rendered behind. */
    private static boolean isAliased(VisitContext context) {
        QueryPart[] path = context.queryParts();
        return path.length > 1
                && path[path.length - 2].getClass().getSimpleName().equals("Alias");
    }
}
