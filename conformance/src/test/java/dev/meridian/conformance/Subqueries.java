package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Family;
import dev.meridian.conformance.Conditions.Use;
import java.util.HashSet;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;

/** Random subqueries in conditions and as values, correlated or not. */
final class Subqueries {

    private final Choices choices;
    private final boolean postgres;
    private final Sources sources;
    private final Conditions conditions;

    Subqueries(Choices choices, boolean postgres, Sources sources, Conditions conditions) {
        this.choices = choices;
        this.postgres = postgres;
        this.sources = sources;
        this.conditions = conditions;
    }

    /** EXISTS, IN, ANY, ALL and comparisons. */
    Condition condition(List<Use> outer) {
        Use from = choices.pick(outer);
        SelectQuery<Record> select = Sources.empty();
        Use inner = inner(select, from);
        Column column = choices.chance(40)
                ? choices.pick(from.shape().columns())
                : from.shape().columns().get(0);
        List<Field<Object>> same = Sources.ofFamily(inner, column.family());
        if (same.isEmpty() || choices.chance(50)) {
            Select<?> found = found(select);
            return choices.chance(50) ? DSL.notExists(found) : DSL.exists(found);
        }
        if (choices.chance(15)) {
            // The first rows of all shards are not the first of each.
            select.addOrderBy(inner.field(inner.shape().columns().get(0).name()));
            select.addLimit(1 + choices.nextInt(2));
            return first(select, from.field(column.name()), choices.pick(same));
        }
        return compared(select, from.field(column.name()), choices.pick(same), column.family());
    }

    /** Rows; or a row that is there even if none is found. */
    private Select<?> found(SelectQuery<Record> select) {
        if (choices.chance(80)) {
            select.addSelect(DSL.inline(1));
            return select;
        }
        if (choices.chance(60)) {
            select.addSelect(DSL.count());
            if (choices.chance(50)) {
                select.addHaving(DSL.count().le(choices.nextInt(3)));
            }
            return select;
        }
        select.addSelect(DSL.inline(1));
        SelectQuery<Record> more = Sources.empty();
        Use other = sources.use(sources.shape(), new HashSet<>());
        more.addFrom(other.table());
        more.addConditions(conditions.narrowing(other));
        more.addSelect(DSL.inline(1));
        return select.unionAll(more);
    }

    private Condition first(SelectQuery<Record> select, Field<Object> field, Field<Object> value) {
        select.addSelect(value);
        return choices.chance(30) ? field.notIn(typed(select)) : field.in(typed(select));
    }

    private Condition compared(SelectQuery<Record> select, Field<Object> field, Field<Object> value, Family family) {
        int kind = choices.nextInt(postgres ? 9 : 6);
        if (kind == 4 || kind == 5) {
            // Which of the texts that are equal in a caseless column is the greatest, no database says.
            select.addSelect(isCaseless(value) ? DSL.count() : DSL.max(value));
            return family == Family.TEXT && isCaseless(value)
                    ? DSL.exists(select)
                    : kind == 4 ? field.eq(typed(select)) : field.ge(typed(select));
        }
        select.addSelect(value);
        return switch (kind) {
            case 1, 3 -> field.notIn(typed(select));
            case 6 -> field.eq(DSL.any(typed(select)));
            case 7 -> field.gt(DSL.all(typed(select)));
            case 8 -> field.le(DSL.any(typed(select)));
            default -> field.in(typed(select));
        };
    }

    /** One value for each row. */
    Field<?> scalar(List<Use> outer) {
        Use from = choices.pick(outer);
        SelectQuery<Record> select = Sources.empty();
        Use inner = inner(select, from);
        Field<Object> any = sources.column(List.of(inner));
        Field<?> value = switch (choices.nextInt(4)) {
            case 1 -> isCaseless(any) ? DSL.count(any) : DSL.max(any);
            case 2 -> DSL.sum(sources.number(List.of(inner)));
            case 3 -> DSL.countDistinct(any);
            default -> DSL.count();
        };
        if (choices.chance(20)) {
            select.addConditions(DSL.falseCondition());
        }
        select.addSelect(value);
        return DSL.field(typed(select));
    }

    private Use inner(SelectQuery<Record> select, Use from) {
        Use inner = sources.use(choices.chance(30) ? sources.shape() : sources.relative(from.shape()), new HashSet<>());
        select.addFrom(inner.table());
        if (choices.chance(60)) {
            select.addConditions(sources.tie(from, inner));
        }
        if (choices.chance(50)) {
            select.addConditions(conditions.narrowing(inner));
        }
        if (choices.chance(25)) {
            select.addConditions(conditions.tree(List.of(from, inner), 0));
        }
        return inner;
    }

    private boolean isCaseless(Field<?> field) {
        return !postgres && field.getName().equals("brand");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Select<? extends Record1<Object>> typed(SelectQuery<Record> select) {
        return (Select) select;
    }
}
