package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Family;
import dev.meridian.conformance.Columns.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Random conditions over the tables in sight: mostly about keys, in every way that SQL has to say something about them. */
final class Conditions {

    /** A table in FROM. */
    record Use(Shape shape, Table<?> table) {

        Field<Object> field(String column) {
            return Columns.field(table, column);
        }
    }

    private final Choices choices;
    private final boolean postgres;
    private final Function<List<Use>, Condition> subqueries;

    Conditions(Choices choices, boolean postgres, Function<List<Use>, Condition> subqueries) {
        this.choices = choices;
        this.postgres = postgres;
        this.subqueries = subqueries;
    }

    /** A tree of conditions. */
    Condition tree(List<Use> uses, int depth) {
        if (depth <= 0) {
            return leaf(uses);
        }
        return switch (choices.nextInt(14)) {
            case 11, 12, 13 -> tree(uses, depth - 1).and(tree(uses, depth - 1));
            case 4, 5 -> tree(uses, depth - 1).or(tree(uses, depth - 1));
            case 6, 7 -> DSL.not(tree(uses, depth - 1));
            case 8 -> wrapped(tree(uses, depth - 1));
            case 9 -> DSL.and(tree(uses, depth - 1), tree(uses, depth - 1), leaf(uses));
            case 10 -> DSL.or(tree(uses, depth - 1), leaf(uses), leaf(uses));
            default -> leaf(uses);
        };
    }

    /** What must not narrow like the condition inside it. */
    private Condition wrapped(Condition inner) {
        return switch (choices.nextInt(7)) {
            case 0 -> DSL.field(inner).eq(choices.chance(50));
            case 1 -> DSL.field(inner).isFalse();
            case 2 -> DSL.coalesce(DSL.field(inner), DSL.inline(true)).isTrue();
            case 3 -> DSL.field(inner).isNull();
            case 4 -> DSL.when(inner, 1).otherwise(2).eq(1 + choices.nextInt(2));
            case 5 -> DSL.noCondition().and(inner);
            default -> DSL.not(DSL.not(inner));
        };
    }

    private Condition leaf(List<Use> uses) {
        if (choices.chance(4)) {
            return choices.pick(List.of(
                    DSL.trueCondition(),
                    DSL.falseCondition(),
                    DSL.noCondition(),
                    DSL.nullCondition(),
                    DSL.condition(true)));
        }
        if (choices.chance(9)) {
            return subqueries.apply(uses);
        }
        Use use = choices.pick(uses);
        Column column = column(use.shape());
        return choices.chance(12) ? rows(use) : comparison(uses, use, column);
    }

    /** Keys more often than other columns. */
    private Column column(Shape shape) {
        boolean key = !shape.key().isEmpty() && choices.chance(65);
        return key ? shape.column(shape.key()) : choices.pick(shape.columns());
    }

    /** An equality of a key with a constant, which most often leads to one shard. */
    Condition narrowing(Use use) {
        Column column = use.shape().key().isEmpty() || choices.chance(15)
                ? use.shape().columns().get(0)
                : use.shape().column(use.shape().key());
        Field<Object> field = use.field(column.name());
        return switch (choices.nextInt(9)) {
            case 6 -> field.notBetween(constant(field, column), constant(field, column));
            case 7 ->
                choices.chance(50)
                        ? field.lt(constant(field, column))
                        : choices.chance(50)
                                ? constant(field, column).lt(field)
                                : DSL.not(field.gt(constant(field, column)));
            case 8 ->
                choices.chance(50)
                        ? field.ge(constant(field, column))
                        : constant(field, column).ge(field);
            case 0 -> constant(field, column).eq(field);
            case 1 -> field.in(constant(field, column), constant(field, column));
            case 2 -> field.between(constant(field, column), constant(field, column));
            default -> field.eq(constant(field, column));
        };
    }

    private Condition comparison(List<Use> uses, Use use, Column column) {
        Field<Object> field = disguised(choices.chance(6) ? spelled(column) : use.field(column.name()), column);
        Field<Object> other = operand(uses, field, column);
        return switch (choices.nextInt(22)) {
            case 0, 1, 2 -> field.eq(other);
            case 3 -> other.eq(field);
            case 4 -> field.ne(other);
            case 5 -> other.ne(field);
            case 6 -> field.lt(other);
            case 7 -> other.lt(field);
            case 8 -> field.le(other);
            case 9 -> other.ge(field);
            case 10 -> field.gt(other);
            case 11 -> field.ge(other);
            case 12, 13 -> field.in(list(uses, field, column));
            case 14, 15 -> field.notIn(list(uses, field, column));
            case 16 -> field.between(other, operand(uses, field, column));
            case 17 -> field.notBetween(other, operand(uses, field, column));
            case 18 ->
                postgres
                        ? field.betweenSymmetric(other, operand(uses, field, column))
                        : other.between(field, operand(uses, field, column));
            case 19 -> choices.chance(50) ? field.isNull() : field.isNotNull();
            case 20 -> field.isDistinctFrom(other);
            default -> choices.chance(50) ? field.isNotDistinctFrom(other) : other.isNotDistinctFrom(field);
        };
    }

    /** The column by its name only, without a type and a table; at times in capitals. */
    private Field<Object> spelled(Column column) {
        boolean capitals = !postgres && choices.chance(30);
        return DSL.field(DSL.name(capitals ? column.name().toUpperCase(Locale.ROOT) : column.name()));
    }

    /** Most often the column itself; else an expression that has other values, or none. */
    private Field<Object> disguised(Field<Object> field, Column column) {
        if (choices.chance(88)) {
            return field;
        }
        Field<?> disguise = column.type() == String.class
                ? choices.pick(List.of(
                        DSL.upper(text(field)), DSL.concat(text(field), DSL.inline("a")), DSL.trim(text(field))))
                : coalesce(field, constant(field, column));
        return untyped(choices.chance(30) ? nullif(field, constant(field, column)) : disguise);
    }

    private List<Field<Object>> list(List<Use> uses, Field<Object> field, Column column) {
        List<Field<Object>> list = new ArrayList<>();
        int size = choices.nextInt(5);
        for (int i = 0; i < size; i++) {
            list.add(operand(uses, field, column));
        }
        return list;
    }

    private Field<Object> operand(List<Use> uses, Field<Object> field, Column column) {
        if (choices.chance(82)) {
            return constant(field, column);
        }
        List<Field<Object>> others = new ArrayList<>();
        for (Use use : uses) {
            for (Column other : use.shape().columns()) {
                if (other.family() == column.family()) {
                    others.add(use.field(other.name()));
                }
            }
        }
        return others.isEmpty() || choices.chance(30) ? expression(field, column) : choices.pick(others);
    }

    /** An expression of constants, which the router cannot compute. */
    private Field<Object> expression(Field<Object> field, Column column) {
        Field<Object> constant = constant(field, column);
        return column.family() == Family.TEXT
                ? untyped(DSL.concat(text(constant), DSL.inline("")))
                : untyped(coalesce(constant, DSL.inline(column.sample(choices), field)));
    }

    /** A constant: bound or inline, NULL at times, of another type at times. */
    Field<Object> constant(Field<Object> field, Column column) {
        int dice = choices.nextInt(100);
        if (dice >= 94) {
            return choices.chance(50) ? DSL.val(null, field) : DSL.inline((Object) null, field);
        }
        Object value = column.sample(choices);
        if (dice >= 86 && value instanceof Number number) {
            return untyped(otherwise(number));
        }
        return choices.chance(25) ? DSL.inline(value, field) : DSL.val(value, field);
    }

    private Field<?> otherwise(Number number) {
        return switch (choices.nextInt(5)) {
            case 0 -> DSL.val(number.intValue());
            case 1 -> DSL.val(BigDecimal.valueOf(number.longValue()).setScale(1));
            case 2 -> DSL.val(BigDecimal.valueOf(number.longValue()).add(new BigDecimal("0.5")));
            case 3 -> DSL.inline(number.longValue());
            default -> DSL.val(4_294_967_296L + number.longValue());
        };
    }

    private Condition rows(Use use) {
        Column one = column(use.shape());
        Column two = choices.pick(use.shape().columns());
        Field<Object> first = use.field(one.name());
        Field<Object> second = use.field(two.name());
        Row2<Object, Object> row = DSL.row(first, second);
        Row2<Object, Object> other = DSL.row(constant(first, one), constant(second, two));
        Row2<Object, Object> third = DSL.row(constant(first, one), constant(second, two));
        return switch (choices.nextInt(8)) {
            case 0, 1 -> row.eq(other);
            case 2 -> other.eq(row);
            case 3 -> row.ne(other);
            case 4 -> row.in(List.of(other, third));
            case 5 -> row.notIn(List.of(other, third));
            case 6 -> row.lt(other);
            default -> row.ge(other);
        };
    }

    /** Where T is Object, jOOQ's overloads for values and for fields are the same. */
    private static <T> Field<T> coalesce(Field<T> field, Field<T> other) {
        return DSL.coalesce(field, other);
    }

    private static <T> Field<T> nullif(Field<T> field, Field<T> other) {
        return DSL.nullif(field, other);
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> untyped(Field<?> field) {
        return (Field<Object>) field;
    }

    @SuppressWarnings("unchecked")
    private static Field<String> text(Field<?> field) {
        return (Field<String>) field;
    }
}
