package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;

/**
 * The statement itself as the second step, with the rows of the first in place of its tables, and their columns in place of what the shards have
 * computed.
 */
final class ReplacedReduction implements Reduction {

    private final Select<?> share;
    private final Select<?> statement;
    private final Map<String, Computed> computed;
    private final String description;

    /** What stands for a part of the statement: columns of the shards' rows, from one of them on. */
    record Computed(int first, PartialAggregate whole) {}

    ReplacedReduction(Select<?> share, Select<?> statement, Map<String, Computed> computed, String description) {
        this.share = share;
        this.statement = statement;
        this.computed = computed;
        this.description = description;
    }

    @Override
    public Select<?> share() {
        return share;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String finish(Configuration configuration, List<String> types) {
        return Rendering.renderInlined(
                finished(configuration), configuration, new Replacing(configuration.dialect(), types));
    }

    @Override
    public String outline(Configuration configuration) {
        return Rendering.render(
                finished(configuration), configuration, new Replacing(configuration.dialect(), List.of()));
    }

    private Select<?> finished(Configuration configuration) {
        List<Field<?>> labelled = new ArrayList<>();
        for (Field<?> field : statement.getSelect()) {
            boolean replaced = computed.containsKey(PartText.of(field, configuration.dialect()));
            labelled.add(replaced ? field.as(field.getName()) : field);
        }
        return statement.$select(labelled).$from(List.of(DSL.table(ROWS))).$where(DSL.noCondition());
    }

    private final class Replacing implements VisitListener {

        private final SQLDialect dialect;
        private final List<String> types;

        private Replacing(SQLDialect dialect, List<String> types) {
            this.dialect = dialect;
            this.types = types;
        }

        @Override
        public void visitStart(VisitContext context) {
            QueryPart part = context.queryPart();
            Computed found = part instanceof Field<?> ? computed.get(PartText.of(part, dialect)) : null;
            if (found != null) {
                context.queryPart(over(found));
            } else if (part instanceof Param<?> value && !value.isInline() && dialect.family() == SQLDialect.POSTGRES) {
                context.queryPart(TypedValues.of(value));
            }
        }

        private Field<?> over(Computed found) {
            List<Field<?>> columns = new ArrayList<>();
            List<String> typesOfColumns = new ArrayList<>();
            for (int i = 0; i < found.whole().parts().size(); i++) {
                int index = found.first() + i;
                columns.add(DSL.field(ROWS.append(Reduction.column(index))));
                if (!types.isEmpty()) {
                    typesOfColumns.add(types.get(index));
                }
            }
            return found.whole().over(columns, typesOfColumns);
        }
    }
}
