package dev.meridian.internal.analysis;

import org.jooq.Configuration;
import org.jooq.Keyword;
import org.jooq.QualifiedAsterisk;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.TableField;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;

/**
 * Renders names as SQLite finds them where tables are qualified by the schema of an attached database: it knows such a qualifier neither in RETURNING
 * nor before an asterisk.
 */
public final class SqliteNames implements VisitListener {

    private boolean returning;

    private SqliteNames() {}

    /**
     * Whether a text has names that SQLite would not find.
     *
     * @param sql a text with tables that are qualified by a schema
     * @return true if it may have some
     */
    public static boolean areNeeded(String sql) {
        return sql.contains(" returning ") || sql.contains(".*");
    }

    /**
     * Renders a statement.
     *
     * @param query the statement
     * @param configuration how to render
     * @return the text, with the same placeholders in the same order
     */
    public static String render(Query query, Configuration configuration) {
        return Rendering.render(query, configuration, new SqliteNames());
    }

    /**
     * Renders a statement with its values.
     *
     * @param query the statement
     * @param configuration how to render
     * @return the text, without placeholders
     */
    public static String renderInlined(Query query, Configuration configuration) {
        return Rendering.renderInlined(query, configuration, new SqliteNames());
    }

    @Override
    public void visitStart(VisitContext context) {
        QueryPart part = context.queryPart();
        if (part instanceof Keyword keyword && keyword.toString().equalsIgnoreCase("returning")) {
            returning = true;
        } else if (returning && part instanceof TableField<?, ?> column) {
            context.queryPart(DSL.field(column.getUnqualifiedName(), column.getDataType()));
        } else if (part instanceof QualifiedAsterisk asterisk && LogicalTables.isLogical(asterisk.qualifier())) {
            context.queryPart(
                    DSL.table(asterisk.qualifier().getUnqualifiedName()).asterisk());
        }
    }
}
