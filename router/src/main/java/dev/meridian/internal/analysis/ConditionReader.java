package dev.meridian.internal.analysis;

import dev.meridian.internal.analysis.KeyColumn.Role;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Row;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: one line for each kind of node, and {@link KeyPredicate#UNKNOWN} for all that is not understood, which
 * never narrows.
 */
final class ConditionReader {

    private final Columns columns;
    private final Conditions rendered;

    ConditionReader(Columns columns, Conditions rendered) {
        this.columns = columns;
        this.rendered = rendered;
    }

    /** What a condition says about key columns. */
    KeyPredicate read(@Nullable Condition condition) {
        return condition == null ? KeyPredicate.UNKNOWN : read(condition, false);
    }

    /** A condition within one of its own kind is flattened, so that it is not rendered as such. */
    private KeyPredicate read(Condition condition, boolean flattened) {
        Optional<Condition> inner = rendered.inner(condition);
        if (inner.isPresent()) {
            return read(inner.get(), flattened);
        }
        if (!flattened && !rendered.contains(condition)) {
            return KeyPredicate.UNKNOWN;
        }
        if (condition instanceof QOM.And and) {
            return new KeyPredicate.And(
                    read(and.$arg1(), and.$arg1() instanceof QOM.And),
                    read(and.$arg2(), and.$arg2() instanceof QOM.And));
        }
        if (condition instanceof QOM.Or or) {
            return new KeyPredicate.Or(
                    read(or.$arg1(), or.$arg1() instanceof QOM.Or), read(or.$arg2(), or.$arg2() instanceof QOM.Or));
        }
        return condition instanceof QOM.Not not ? new KeyPredicate.Not(read(not.$arg1(), false)) : leaf(condition);
    }

    private KeyPredicate leaf(Condition condition) {
        if (condition instanceof QOM.True) {
            return new KeyPredicate.Constant(true, false);
        }
        if (condition instanceof QOM.False) {
            return new KeyPredicate.Constant(false, true);
        }
        if (condition instanceof QOM.Null) {
            return new KeyPredicate.Constant(false, false);
        }
        return comparison(condition);
    }

    private KeyPredicate comparison(Condition condition) {
        if (condition instanceof QOM.Eq<?> eq) {
            return equality(eq.$arg1(), eq.$arg2());
        }
        if (condition instanceof QOM.Ne<?> ne) {
            return new KeyPredicate.Not(equality(ne.$arg1(), ne.$arg2()));
        }
        if (condition instanceof QOM.Lt<?> lt) {
            return range(lt.$arg1(), lt.$arg2(), Comparator.LESS);
        }
        if (condition instanceof QOM.Le<?> le) {
            return range(le.$arg1(), le.$arg2(), Comparator.LESS_OR_EQUAL);
        }
        if (condition instanceof QOM.Gt<?> gt) {
            return range(gt.$arg1(), gt.$arg2(), Comparator.GREATER);
        }
        if (condition instanceof QOM.Ge<?> ge) {
            return range(ge.$arg1(), ge.$arg2(), Comparator.GREATER_OR_EQUAL);
        }
        if (condition instanceof QOM.Between<?> between) {
            return between(between);
        }
        return membership(condition);
    }

    private KeyPredicate membership(Condition condition) {
        if (condition instanceof QOM.InList<?> in) {
            return oneOf(in.$field(), in.$list());
        }
        if (condition instanceof QOM.NotInList<?> notIn) {
            return new KeyPredicate.Not(oneOf(notIn.$field(), notIn.$list()));
        }
        if (condition instanceof QOM.IsNull isNull) {
            return isNull(isNull.$arg1());
        }
        if (condition instanceof QOM.IsNotNull isNotNull) {
            return new KeyPredicate.Not(isNull(isNotNull.$arg1()));
        }
        if (condition instanceof QOM.IsNotDistinctFrom<?> same) {
            return sameOrBothNull(same.$arg1(), same.$arg2());
        }
        if (condition instanceof QOM.IsDistinctFrom<?> distinct) {
            return new KeyPredicate.Not(sameOrBothNull(distinct.$arg1(), distinct.$arg2()));
        }
        if (condition instanceof QOM.RowEq<?> rows) {
            return rowEquality(rows.$arg1(), rows.$arg2());
        }
        if (condition instanceof QOM.RowNe<?> rows) {
            return new KeyPredicate.Not(rowEquality(rows.$arg1(), rows.$arg2()));
        }
        return rendered.rowIn(condition).map(this::rowIn).orElse(KeyPredicate.UNKNOWN);
    }

    /** The equalities in the top-level conjunction that hold rows on one shard. */
    List<Filter.Tie> ties(@Nullable Condition condition) {
        List<Filter.Tie> ties = new ArrayList<>();
        collectTies(condition, ties);
        return ties;
    }

    private void collectTies(@Nullable Condition condition, List<Filter.Tie> ties) {
        if (condition instanceof QOM.And and) {
            collectTies(and.$arg1(), ties);
            collectTies(and.$arg2(), ties);
        } else if (condition != null && rendered.inner(condition).isPresent()) {
            collectTies(rendered.inner(condition).get(), ties);
        } else if (condition != null && rendered.contains(condition)) {
            equalityTies(condition, ties);
        }
    }

    private void equalityTies(Condition condition, List<Filter.Tie> ties) {
        if (condition instanceof QOM.Eq<?> eq) {
            columns.tie(eq.$arg1(), eq.$arg2()).ifPresent(ties::add);
        } else if (condition instanceof QOM.RowEq<?> rows) {
            Row left = rows.$arg1();
            Row right = rows.$arg2();
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                columns.tie(left.field(i), right.field(i)).ifPresent(ties::add);
            }
        }
    }

    private KeyPredicate equality(Field<?> left, Field<?> right) {
        return left instanceof Param<?> ? oneOf(right, List.of(left)) : oneOf(left, List.of(right));
    }

    private KeyPredicate oneOf(Field<?> field, List<? extends Field<?>> list) {
        return everyRole(field, column -> oneOf(column, field, list));
    }

    /** One element that is no constant makes the whole list unknown. */
    private KeyPredicate oneOf(KeyColumn column, Field<?> field, List<? extends Field<?>> list) {
        List<Object> values = new ArrayList<>(list.size());
        boolean orNull = false;
        for (Field<?> element : list) {
            if (!(element instanceof Param<?> parameter)) {
                return KeyPredicate.UNKNOWN;
            }
            if (parameter.getValue() == null) {
                orNull = true;
                continue;
            }
            Optional<Object> value = value(column, field, parameter);
            if (value.isEmpty()) {
                return KeyPredicate.UNKNOWN;
            }
            values.add(value.get());
        }
        return new KeyPredicate.OneOf(column, values, orNull);
    }

    private enum Comparator {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /** The comparator that says the same with its sides exchanged: {@code 15 < k} is {@code k > 15}. */
        Comparator mirrored() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }

        KeyRange range(Object end) {
            return switch (this) {
                case LESS -> KeyRange.to(end, false);
                case LESS_OR_EQUAL -> KeyRange.to(end, true);
                case GREATER -> KeyRange.from(end, false);
                case GREATER_OR_EQUAL -> KeyRange.from(end, true);
            };
        }
    }

    private KeyPredicate range(Field<?> left, Field<?> right, Comparator comparator) {
        if (left instanceof Param<?> && !(right instanceof Param<?>)) {
            return range(right, left, comparator.mirrored());
        }
        if (!(right instanceof Param<?> parameter)) {
            return KeyPredicate.UNKNOWN;
        }
        return everyRole(left, column -> range(column, left, parameter, comparator));
    }

    private KeyPredicate range(KeyColumn column, Field<?> field, Param<?> end, Comparator comparator) {
        if (end.getValue() == null) {
            return new KeyPredicate.Constant(false, false);
        }
        return column.role() != Role.KEY
                ? KeyPredicate.UNKNOWN
                : value(column, field, end)
                        .filter(value -> isOrdered(value, field, column))
                        .<KeyPredicate>map(value -> new KeyPredicate.Within(column, comparator.range(value)))
                        .orElse(KeyPredicate.UNKNOWN);
    }

    /** Texts have an order that Meridian knows only where the configuration says so; UUIDs differ between Java and SQL. */
    private boolean isOrdered(Object value, Field<?> field, KeyColumn column) {
        return value instanceof String
                ? columns.comparison(field, column.role()) == KeyComparison.BINARY
                : !(value instanceof java.util.UUID);
    }

    private KeyPredicate between(QOM.Between<?> between) {
        if (between.$symmetric()) {
            return KeyPredicate.UNKNOWN;
        }
        KeyPredicate within = new KeyPredicate.And(
                range(between.$arg1(), between.$arg2(), Comparator.GREATER_OR_EQUAL),
                range(between.$arg1(), between.$arg3(), Comparator.LESS_OR_EQUAL));
        return rendered.isNegated(between) ? new KeyPredicate.Not(within) : within;
    }

    private KeyPredicate isNull(Field<?> field) {
        // SQLite lets a primary key be NULL unless it says otherwise.
        return everyRole(
                field,
                column -> column.role() == Role.IDENTITY ? KeyPredicate.UNKNOWN : new KeyPredicate.IsNull(column));
    }

    private KeyPredicate sameOrBothNull(Field<?> left, Field<?> right) {
        Field<?> field = left instanceof Param<?> ? right : left;
        Field<?> other = left instanceof Param<?> ? left : right;
        if (!(other instanceof Param<?> parameter)) {
            return KeyPredicate.UNKNOWN;
        }
        if (parameter.getValue() == null) {
            return isNull(field);
        }
        // Unlike an equality, this is false, not NULL, where the column is NULL.
        return new KeyPredicate.And(equality(left, right), new KeyPredicate.Not(isNull(field)));
    }

    private KeyPredicate rowEquality(Row left, Row right) {
        if (left.size() == 0 || left.size() != right.size()) {
            return KeyPredicate.UNKNOWN;
        }
        KeyPredicate all = equality(field(left, 0), field(right, 0));
        for (int i = 1; i < left.size(); i++) {
            all = new KeyPredicate.And(all, equality(field(left, i), field(right, i)));
        }
        return all;
    }

    private KeyPredicate rowIn(Conditions.RowIn in) {
        KeyPredicate any = in.list().stream()
                .map(row -> rowEquality(in.row(), row))
                .reduce(KeyPredicate.Or::new)
                .orElse(KeyPredicate.UNKNOWN);
        return in.negated() ? new KeyPredicate.Not(any) : any;
    }

    private static Field<?> field(Row row, int index) {
        return java.util.Objects.requireNonNull(row.field(index));
    }

    private Optional<Object> value(KeyColumn column, Field<?> field, Param<?> parameter) {
        return KeyLiterals.canonical(field, parameter, columns.comparison(field, column.role()));
    }

    /** A column in two roles says what it says of each. */
    private KeyPredicate everyRole(Field<?> field, Function<KeyColumn, KeyPredicate> leaf) {
        return columns.roles(field).stream()
                .map(leaf)
                .reduce(KeyPredicate.And::new)
                .orElse(KeyPredicate.UNKNOWN);
    }
}
