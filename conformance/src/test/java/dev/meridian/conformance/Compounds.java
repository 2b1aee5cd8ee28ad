package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Random queries made of queries: set operations, WITH, and whole queries in FROM. */
final class Compounds {

    private final Choices choices;
    private final boolean postgres;
    private final Sources sources;
    private final Conditions conditions;
    private final Queries queries;

    Compounds(Choices choices, boolean postgres, Sources sources, Conditions conditions, Queries queries) {
        this.choices = choices;
        this.postgres = postgres;
        this.sources = sources;
        this.conditions = conditions;
        this.queries = queries;
    }

    Query setOperation() {
        boolean text = choices.chance(60);
        int columns = 1 + choices.nextInt(2);
        SelectQuery<Record> all = branch(text, columns);
        for (int i = 0; i < 1 + choices.nextInt(2); i++) {
            all = combined(
                    all,
                    choices.chance(15)
                            ? combined(branch(text, columns), branch(text, columns))
                            : branch(text, columns));
        }
        if (!choices.chance(30)) {
            return Query.unordered(all);
        }
        if (choices.chance(35)) {
            // What an ORDER BY over all branches hides: a union that is the same shard by shard, or not.
            return Query.unordered(all);
        }
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            keys.add(i);
            all.addOrderBy(
                    choices.chance(50)
                            ? DSL.inline(i + 1).desc()
                            : DSL.field(DSL.name("f" + i)).asc());
        }
        if (choices.chance(50)) {
            all.addLimit(choices.nextInt(5));
            if (choices.chance(40)) {
                all.addOffset(choices.nextInt(3));
            }
        }
        return new Query(all, keys, Query.Order.TOTAL);
    }

    private SelectQuery<Record> combined(SelectQuery<Record> left, SelectQuery<Record> right) {
        return (SelectQuery<Record>)
                switch (choices.nextInt(postgres ? 7 : 5)) {
                    case 1 -> left.union(right);
                    case 2 -> left.intersect(right);
                    case 3 -> left.except(right);
                    case 5 -> left.intersectAll(right);
                    case 6 -> left.exceptAll(right);
                    default -> left.unionAll(right);
                };
    }

    /** Columns of types that agree in all branches. */
    private SelectQuery<Record> branch(boolean text, int columns) {
        SelectQuery<Record> select = Sources.empty();
        List<Use> uses = sources.from(select, 2, true);
        if (choices.chance(60)) {
            select.addConditions(conditions.narrowing(uses.get(0)));
        }
        if (choices.chance(40)) {
            select.addConditions(conditions.tree(uses, choices.nextInt(2)));
        }
        for (int i = 0; i < columns; i++) {
            Field<?> field = text
                    ? sources.text(uses).orElse(DSL.inline("none")).cast(SQLDataType.VARCHAR(20))
                    : sources.number(uses).cast(SQLDataType.BIGINT);
            select.addSelect(field.as("f" + i));
        }
        if (choices.chance(12)) {
            Sources.identities(uses).forEach(select::addOrderBy);
            select.addLimit(choices.nextInt(4));
        } else if (choices.chance(12)) {
            List<? extends Field<?>> grouped =
                    select.getSelect().stream().map(Compounds::unaliased).toList();
            select.addGroupBy(grouped);
        }
        return select;
    }

    private static Field<?> unaliased(Field<?> field) {
        return field instanceof org.jooq.impl.QOM.FieldAlias<?> alias ? alias.$field() : field;
    }

    /** WITH of one or two tables, which the query may read several times. */
    Query commonTables() {
        if (choices.chance(30)) {
            return recursive();
        }
        List<CommonTableExpression<?>> all = new ArrayList<>();
        for (int i = 0; i < 1 + choices.nextInt(2); i++) {
            Shape shape = sources.shape();
            // A name that hides a table, at times; only later tables of WITH see it.
            String name =
                    choices.chance(70) ? "cte" + i : choices.pick(Columns.ALL).name() + (i == 0 ? "" : i);
            CommonTableExpression<Record> common = DSL.name(name).as(sources.body(shape));
            all.add(common);
            sources.addCommonTable(new Use(shape, common));
        }
        return queries.plain(
                DSL.with(all.toArray(CommonTableExpression<?>[]::new)).select().getQuery());
    }

    /** Numbers, or ids that follow from ids; each joined with a table. */
    private Query recursive() {
        Shape shape = choices.pick(List.of(Columns.USERS, Columns.ORDERS, Columns.ITEMS, Columns.ACCOUNTS));
        Use start = new Use(shape, shape.table().as("s"));
        Use step = new Use(shape, shape.table().as("n"));
        Field<Object> id = DSL.field(DSL.name("t", "id"), Object.class);
        Field<Object> next = step.field(shape.columns().get(1).name());
        SelectQuery<Record> first = Sources.empty();
        first.addFrom(start.table());
        first.addSelect(start.field("id").as("id"));
        first.addConditions(conditions.narrowing(start));
        SelectQuery<Record> more = Sources.empty();
        more.addFrom(DSL.table(DSL.name("t")));
        more.addJoin(step.table(), next.eq(id));
        more.addSelect(step.field("id"));
        SelectQuery<Record> all = (SelectQuery<Record>) first.union(more);
        var common = DSL.name("t").as(all);
        return Query.unordered(DSL.withRecursive(common).selectFrom(common));
    }

    /** A whole query as a table. */
    Query derived() {
        Query inner = queries.plain(Sources.empty());
        Table<?> table = inner.select().asTable("d");
        SelectQuery<Record> select = Sources.empty();
        select.addFrom(table);
        if (inner.isOpen() || choices.chance(50)) {
            select.addSelect(DSL.count().as("g0"));
            return Query.unordered(select);
        }
        if (choices.chance(50)) {
            select.addSelect(DSL.asterisk());
            return Query.unordered(select);
        }
        Field<?> field = choices.pick(List.of(table.fields()));
        select.addSelect(field.as("f0"), DSL.count().as("g0"));
        select.addGroupBy(field);
        return Query.unordered(select);
    }

    /** Values and questions without a FROM of their own. */
    Query withoutTables() {
        SelectQuery<Record> select = Sources.empty();
        Shape shape = sources.shape();
        Use use = new Use(shape, shape.table().as("q"));
        SelectQuery<Record> inner = Sources.empty();
        inner.addFrom(use.table());
        inner.addConditions(conditions.tree(List.of(use), 1));
        if (choices.chance(50)) {
            inner.addSelect(DSL.inline(1));
            select.addSelect(DSL.field(DSL.exists(inner)).as("f0"));
        } else {
            inner.addSelect(DSL.count());
            select.addSelect(
                    DSL.field(Subqueries.typed(inner)).as("f0"), DSL.inline(1).as("f1"));
        }
        return Query.unordered(select);
    }
}
