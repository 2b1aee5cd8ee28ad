package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of a conjunction that speak of one use of a table alone and work row by row: rows that fail them do not matter, so they need not
 * be fetched.
 */
final class OwnConditions {

    private final RenderedConditions rendered;
    private final Columns columns;

    OwnConditions(RenderedConditions rendered, Columns columns) {
        this.rendered = rendered;
        this.columns = columns;
    }

    /** The conditions about a use. */
    List<Condition> of(@Nullable Condition condition, TableUse use) {
        List<Condition> own = new ArrayList<>();
        collect(condition, use, own);
        return own;
    }

    private void collect(@Nullable Condition condition, TableUse use, List<Condition> own) {
        if (condition == null) {
            return;
        }
        Optional<Condition> inner = rendered.inner(condition);
        if (inner.isPresent()) {
            collect(inner.get(), use, own);
        } else if (condition instanceof QOM.And and) {
            collect(and.$arg1(), use, own);
            collect(and.$arg2(), use, own);
        } else if (rendered.node(condition).filter(node -> isOwn(node, use)).isPresent()) {
            own.add(condition);
        }
    }

    private boolean isOwn(PartNode node, TableUse use) {
        if (node.part() instanceof TableField<?, ?> field) {
            return columns.useOf(field).filter(use::equals).isPresent();
        }
        return !(node.part() instanceof Select<?>)
                && RowLocal.contains(node.part())
                && node.children().stream().allMatch(child -> isOwn(child, use));
    }
}
