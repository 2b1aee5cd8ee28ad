package dev.meridian.conformance;

import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.List;
import org.jooq.AggregateFunction;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.WindowSpecification;
import org.jooq.WindowSpecificationRowsStep;
import org.jooq.impl.DSL;

/** Random window functions, of which none depends on the order of rows that tie. */
final class Windows {

    private final Choices choices;
    private final Sources sources;

    Windows(Choices choices, Sources sources) {
        this.choices = choices;
        this.sources = sources;
    }

    Field<?> function(List<Use> uses) {
        Field<Object> any = sources.column(uses);
        Field<? extends Number> number = sources.number(uses);
        return switch (choices.nextInt(11)) {
            case 1 -> DSL.rowNumber().over(total(uses));
            case 2 -> DSL.lag(any).over(total(uses));
            case 3 -> DSL.lead(any, 2).over(total(uses));
            case 4 -> DSL.firstValue(any).over(total(uses));
            case 5 -> DSL.sum(number).over(framed(total(uses)));
            case 6 -> DSL.rank().over(partial(uses));
            case 7 -> DSL.denseRank().over(partial(uses));
            case 8 -> DSL.count(any).over(partial(uses));
            case 9 -> DSL.ntile(2).over(total(uses));
            case 10 -> parted(DSL.sum(number), uses);
            default -> parted(DSL.count(), uses);
        };
    }

    private Field<?> parted(AggregateFunction<?> aggregate, List<Use> uses) {
        return choices.chance(25) ? aggregate.over() : aggregate.over(DSL.partitionBy(sources.column(uses)));
    }

    /** Rows that tie have the same rank. */
    private WindowSpecification partial(List<Use> uses) {
        Field<Object> order = sources.column(uses);
        return choices.chance(60) ? DSL.partitionBy(sources.column(uses)).orderBy(order) : DSL.orderBy(order.desc());
    }

    /** No two rows tie, but those that are the same. */
    private WindowSpecificationRowsStep total(List<Use> uses) {
        List<OrderField<?>> order = new ArrayList<>(List.of(sources.column(uses)));
        order.addAll(Sources.identities(uses));
        return choices.chance(60) ? DSL.partitionBy(sources.column(uses)).orderBy(order) : DSL.orderBy(order);
    }

    private WindowSpecification framed(WindowSpecificationRowsStep window) {
        return choices.chance(50)
                ? window.rowsBetweenPreceding(1).andCurrentRow()
                : window.rowsBetweenUnboundedPreceding().andFollowing(1);
    }
}
