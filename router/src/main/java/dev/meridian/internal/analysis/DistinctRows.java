package dev.meridian.internal.analysis;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Set;
import org.jooq.AggregateFunction;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.QOM;

/**
 * Tells whether a SELECT gives the same if of rows with equal columns there is only one. Equal is not the same: texts that differ in case only may be
 * equal, as are decimals of another scale, and an expression over them may tell one from the other.
 */
final class DistinctRows {

    /** The types of which equal values are the same. */
    private static final Set<Class<?>> SAME_IF_EQUAL = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Boolean.class,
            Date.class,
            Timestamp.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Instant.class);

    private DistinctRows() {}

    static boolean areEnough(
            Select<?> select, Collection<AggregateFunction<?>> aggregates, Collection<PartNode> clauses) {
        boolean repetitions = aggregates.isEmpty()
                ? select.$distinct() || !select.$groupBy().isEmpty()
                : aggregates.stream().allMatch(PartialAggregate::ignoresRepetition);
        return repetitions
                && select.$distinctOn().isEmpty()
                && clauses.stream().noneMatch(clause -> hasWindow(clause) || tellsApart(clause, false));
    }

    private static boolean hasWindow(PartNode node) {
        return isWindow(node) || node.children().stream().anyMatch(DistinctRows::hasWindow);
    }

    private static boolean isWindow(PartNode node) {
        return node.part() instanceof QOM.WindowFunction<?> && !TraitReader.isAggregate(node);
    }

    /** Whether there is an expression over a column of which equal values may differ. */
    private static boolean tellsApart(PartNode node, boolean inExpression) {
        if (node.part() instanceof TableField<?, ?> column) {
            return inExpression && !SAME_IF_EQUAL.contains(column.getConverter().fromType());
        }
        boolean expression = node.part() instanceof Field<?>
                && !(node.part() instanceof QOM.FieldAlias<?>)
                && !TraitReader.isAggregate(node);
        return node.children().stream().anyMatch(child -> tellsApart(child, inExpression || expression));
    }
}
