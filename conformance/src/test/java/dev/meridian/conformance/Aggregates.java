package dev.meridian.conformance;

import dev.meridian.conformance.Conditions.Use;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;

/** Random aggregates, alone and in expressions. */
final class Aggregates {

    /** The names of columns whose values are sums of fractions, which depend on the order of the rows in their last digits. */
    static final String ABOUT = "about";

    private static final int WITH_A_VALUE = 100;

    private final Choices choices;
    private final boolean postgres;
    private final Sources sources;
    private final Conditions conditions;

    Aggregates(Choices choices, boolean postgres, Sources sources, Conditions conditions) {
        this.choices = choices;
        this.postgres = postgres;
        this.sources = sources;
        this.conditions = conditions;
    }

    /** A few aggregates with names of their own. */
    List<Field<?>> some(List<Use> uses) {
        List<Field<?>> aggregates = new ArrayList<>();
        int count = 1 + choices.nextInt(3);
        for (int i = 0; i < count; i++) {
            int kind = kind();
            Field<? extends Number> number = sources.number(uses);
            boolean about = kind >= 7 && kind <= 11 && (!postgres || number.getType() == Double.class);
            aggregates.add(aggregate(kind, number, uses).as((about ? ABOUT : "g") + i));
        }
        return aggregates;
    }

    private int kind() {
        int kind = choices.nextInt(postgres ? 34 : 27);
        if (kind == (postgres ? 32 : 25) || kind == (postgres ? 33 : 26)) {
            return WITH_A_VALUE;
        }
        // SQLite has no statistics.
        return !postgres && kind >= 8 && kind <= 11 ? 7 : kind;
    }

    private Field<?> aggregate(int kind, Field<? extends Number> number, List<Use> uses) {
        Field<Object> any = sources.column(uses);
        return switch (kind) {
            case 1 -> DSL.count(any);
            case 2 -> DSL.countDistinct(any);
            case 3 -> DSL.max(any);
            case 4 -> DSL.min(any);
            case 5, 6, 7, 8, 9, 10, 11, 12 -> numeric(kind, number);
            case 13 -> DSL.boolAnd(conditions.tree(uses, 0));
            case 14 -> DSL.boolOr(conditions.tree(uses, 0));
            case 15 -> DSL.count().filterWhere(conditions.tree(uses, 0));
            case 16 -> DSL.sum(sources.number(uses)).filterWhere(conditions.tree(uses, 1));
            case 17, 18, 19, 20, 21, 22, 23 -> expression(kind, uses, any);
            case 24 -> texts(uses);
            case WITH_A_VALUE -> withValue(number, any);
            case 27, 28, 29, 30, 31 -> ofPostgres(kind, uses, any);
            default -> DSL.count();
        };
    }

    private static Field<?> numeric(int kind, Field<? extends Number> number) {
        return switch (kind) {
            case 5 -> DSL.sum(number);
            case 6 -> DSL.sumDistinct(number);
            case 7 -> DSL.avg(number);
            case 8 -> DSL.stddevPop(number);
            case 9 -> DSL.stddevSamp(number);
            case 10 -> DSL.varPop(number);
            case 11 -> DSL.varSamp(number);
            default -> DSL.coalesce(DSL.sum(number), DSL.inline(BigDecimal.ZERO));
        };
    }

    private Field<?> expression(int kind, List<Use> uses, Field<Object> any) {
        Field<BigDecimal> sum = DSL.sum(sources.number(uses));
        return switch (kind) {
            case 17 -> sum.plus(1);
            case 18 -> DSL.count().plus(1);
            case 19 -> DSL.when(DSL.count().gt(1), DSL.count(any)).otherwise(DSL.inline(-1));
            case 20 -> sum.gt(DSL.inline(new BigDecimal(2)));
            case 21 -> sum.neg().minus(DSL.count(any));
            case 22 -> DSL.countDistinct(any).times(2).plus(DSL.count());
            default -> DSL.nullif(DSL.count(any), DSL.inline(0));
        };
    }

    /** Arithmetic with a placeholder, whose type decides what the result is. */
    private Field<?> withValue(Field<? extends Number> number, Field<?> any) {
        return switch (choices.nextInt(4)) {
            case 1 -> DSL.count(any).div(operand());
            case 2 -> DSL.sum(number).times(operand());
            case 3 -> DSL.count().plus(DSL.countDistinct(any)).div(operand());
            default -> DSL.sum(number).div(operand());
        };
    }

    /** A number that is bound, of any type. */
    Field<? extends Number> operand() {
        return switch (choices.nextInt(5)) {
            case 1 -> DSL.val(2L);
            case 2 -> DSL.val(new BigDecimal("2"));
            case 3 -> DSL.val(new BigDecimal("0.5"));
            case 4 -> DSL.val(2.0);
            default -> DSL.val(2);
        };
    }

    /** Texts one after the other, in an order that leaves no choice. */
    private Field<?> texts(List<Use> uses) {
        Optional<Field<String>> text = sources.text(uses);
        return text.isPresent() && postgres
                ? DSL.listAgg(text.get(), ",").withinGroupOrderBy(order(text.get(), uses))
                : DSL.count();
    }

    private Field<?> ofPostgres(int kind, List<Use> uses, Field<Object> any) {
        return switch (kind) {
            case 27 -> DSL.arrayAgg(any).orderBy(order(any, uses));
            case 28 ->
                DSL.percentileCont(0.5).withinGroupOrderBy(sources.number(uses).cast(Double.class));
            case 29 -> DSL.percentileDisc(0.5).withinGroupOrderBy(sources.number(uses));
            case 30 -> DSL.max(any).filterWhere(conditions.tree(uses, 0));
            default -> DSL.sumDistinct(sources.number(uses)).filterWhere(conditions.tree(uses, 0));
        };
    }

    private static List<OrderField<?>> order(Field<?> first, List<Use> uses) {
        List<OrderField<?>> order = new ArrayList<>(List.of(first));
        order.addAll(Sources.identities(uses));
        return order;
    }
}
