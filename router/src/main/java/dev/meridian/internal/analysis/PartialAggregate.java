package dev.meridian.internal.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.AggregateFilterStep;
import org.jooq.AggregateFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * An aggregate that each shard computes over its own rows, and what makes the whole of the parts: a count is the sum of counts, an average the sum of
 * sums divided by the sum of counts (Gray et al., "Data Cube", 1996: distributive and algebraic functions).
 *
 * <p>Only where the result is the same to the last digit: sums of floating-point numbers depend on the order in which they are added, and SQLite keeps
 * decimals as such.
 *
 * @param parts what a shard computes
 * @param whole SQL over the parts: {@code {0}}, {@code {1}} for the column of each, {@code {type}} for the name of the first one's type in the database
 */
record PartialAggregate(List<Field<?>> parts, String whole) {

    private static final Set<Class<?>> INTEGERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private static final Set<Class<?>> OTHER_NUMBERS = Set.of(BigDecimal.class, Double.class, Float.class);

    /** The parts of an aggregate; empty where its rows themselves are needed. */
    static Optional<PartialAggregate> of(AggregateFunction<?> aggregate, SQLDialect dialect) {
        boolean postgres = dialect.family() == SQLDialect.POSTGRES;
        if (aggregate instanceof QOM.CountTable count) {
            return count.$distinct() ? Optional.empty() : count(aggregate, postgres);
        }
        if (aggregate instanceof QOM.Count count) {
            return count.$distinct() ? Optional.empty() : count(aggregate, postgres);
        }
        if (aggregate instanceof QOM.Sum sum && !sum.$distinct() && ExactNumbers.contain(sum.$field(), postgres)) {
            return single(aggregate, postgres ? "cast(sum({0}) as {type})" : "sum({0})");
        }
        if (aggregate instanceof QOM.Avg average
                && !average.$distinct()
                && ExactNumbers.contain(average.$field(), postgres)) {
            return Optional.of(average(average, postgres));
        }
        if (aggregate instanceof QOM.Min<?> min && isOrdered(min.$field(), postgres)) {
            return single(aggregate, "min({0})");
        }
        if (aggregate instanceof QOM.Max<?> max && isOrdered(max.$field(), postgres)) {
            return single(aggregate, "max({0})");
        }
        if (postgres && aggregate instanceof QOM.BoolAnd) {
            return single(aggregate, "bool_and({0})");
        }
        return postgres && aggregate instanceof QOM.BoolOr ? single(aggregate, "bool_or({0})") : Optional.empty();
    }

    /** Whether an aggregate gives the same if each value that it sees comes once. */
    static boolean ignoresRepetition(AggregateFunction<?> aggregate) {
        return aggregate instanceof QOM.Min<?>
                || aggregate instanceof QOM.Max<?>
                || aggregate instanceof QOM.BoolAnd
                || aggregate instanceof QOM.BoolOr
                || (aggregate instanceof QOM.Count count && count.$distinct())
                || (aggregate instanceof QOM.Sum sum && sum.$distinct())
                || (aggregate instanceof QOM.Avg average && average.$distinct());
    }

    private static Optional<PartialAggregate> count(Field<?> aggregate, boolean postgres) {
        return single(aggregate, postgres ? "cast(coalesce(sum({0}), 0) as {type})" : "coalesce(sum({0}), 0)");
    }

    private static Optional<PartialAggregate> single(Field<?> aggregate, String whole) {
        return Optional.of(new PartialAggregate(List.of(aggregate), whole));
    }

    /** The same division as the database's own: of numerics by PostgreSQL, of doubles by SQLite. */
    private static PartialAggregate average(QOM.Avg average, boolean postgres) {
        Condition filter = average.$filterWhere();
        List<Field<?>> parts = new ArrayList<>();
        parts.add(filtered(DSL.sum(average.$field()), filter));
        parts.add(filtered(DSL.count(average.$field()), filter));
        String type = postgres ? "numeric" : "real";
        return new PartialAggregate(
                parts, "(cast(sum({0}) as " + type + ") / nullif(cast(sum({1}) as " + type + "), 0))");
    }

    private static Field<?> filtered(
            AggregateFilterStep<?> aggregate, @org.jspecify.annotations.Nullable Condition filter) {
        return filter == null ? aggregate : aggregate.filterWhere(filter);
    }

    /** SQLite compares the parts of texts by another collation than that of the column. */
    private static boolean isOrdered(Field<?> argument, boolean postgres) {
        Class<?> type = argument.getConverter().fromType();
        return postgres || INTEGERS.contains(type) || OTHER_NUMBERS.contains(type);
    }

    /** The whole over the columns; without their types it is for people. */
    Field<?> over(List<Field<?>> columns, List<String> types) {
        String template = whole.replace("{type}", types.isEmpty() ? "<type>" : types.get(0));
        return DSL.field(template, columns.toArray(QueryPart[]::new));
    }
}
