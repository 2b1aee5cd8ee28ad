package dev.meridian.internal.analysis;

import java.util.Map;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.TableImpl;

/**
 * Repairs the columns of tables with a condition of their own ({@code TABLE.where(...)}, which {@code fetchChildren} and {@code
 * fetchParent} use): jOOQ 3.19 qualifies them by the table's bare name, which its table mapping does not reach, while it does rename the
 * table itself. Under a table prefix such a statement would fail.
 */
public final class InlineColumns implements VisitListener {

    private final Map<String, Table<?>> tables;

    private InlineColumns(Map<String, Table<?>> tables) {
        this.tables = tables;
    }

    /**
     * Renders a statement with its columns qualified by the tables that they belong to.
     *
     * @param query the statement
     * @param configuration how to render
     * @param tables the tables whose columns are to be repaired, by name
     * @return the text, with the same placeholders in the same order
     */
    public static String render(Query query, Configuration configuration, Map<String, Table<?>> tables) {
        return Rendering.render(query, configuration, new InlineColumns(tables));
    }

    /** The bare name that qualifies a column, if the part is such a column. */
    static Optional<String> table(QueryPart part) {
        boolean bare = part instanceof TableField<?, ?> field
                && field.getTable() != null
                && field.getTable().getClass() == TableImpl.class
                && field.getTable().getSchema() == null;
        return bare ? Optional.ofNullable(((TableField<?, ?>) part).getTable()).map(Table::getName) : Optional.empty();
    }

    @Override
    public void visitStart(VisitContext context) {
        Optional<Table<?>> owner = table(context.queryPart()).map(tables::get);
        if (owner.isPresent()) {
            Field<?> column = owner.get().field(((Field<?>) context.queryPart()).getName());
            if (column != null) {
                context.queryPart(column);
            }
        }
    }
}
