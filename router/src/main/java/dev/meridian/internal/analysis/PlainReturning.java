package dev.meridian.internal.analysis;

import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Keyword;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;

/**
 * Renders the columns of RETURNING without their table: SQLite does not find a column there that is qualified by the schema of an
 * attached database.
 */
public final class PlainReturning implements VisitListener {

    private boolean returning;

    private PlainReturning() {}

    /**
     * Renders a write.
     *
     * @param query an UPDATE or DELETE with RETURNING
     * @param configuration how to render
     * @return the text, with the same placeholders in the same order
     */
    public static String render(Query query, Configuration configuration) {
        return Rendering.render(query, configuration, new PlainReturning());
    }

    @Override
    public void visitStart(VisitContext context) {
        if (context.queryPart() instanceof Keyword keyword && keyword.toString().equalsIgnoreCase("returning")) {
            returning = true;
        } else if (returning && context.queryPart() instanceof TableField<?, ?> column) {
            Field<?> plain = DSL.field(column.getUnqualifiedName(), column.getDataType());
            context.queryPart(plain);
        }
    }
}
