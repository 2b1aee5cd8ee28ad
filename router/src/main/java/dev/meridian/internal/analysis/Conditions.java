package dev.meridian.internal.analysis;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Row;

/** What is known of the conditions in a statement besides what their accessors show. */
interface Conditions {

    /** Whether the condition stands in the SQL as it is; one that was replaced does not. */
    boolean contains(Condition condition);

    /** The condition inside one that only wraps it, or that jOOQ renders by way of it. */
    Optional<Condition> inner(Condition condition);

    /** What {@code row(...).in(...)} says: it has no accessors. */
    Optional<RowIn> rowIn(Condition condition);

    /** Whether the condition is rendered with NOT in front of its operator: of BETWEEN no accessor tells. */
    boolean isNegated(Condition condition);

    /** Whether a condition has no accessors, and shows what it says in the rendering only. */
    static boolean isClosed(Condition condition) {
        String name = condition.getClass().getSimpleName();
        return name.equals("ConditionProviderImpl") || name.equals("RowInCondition");
    }

    /**
     * A row among rows.
     *
     * @param row the row
     * @param list the rows
     * @param negated whether it is NOT IN
     */
    record RowIn(Row row, List<Row> list, boolean negated) {}
}
