package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SelectQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Random SELECTs. The same seed gives the same query on every machine. */
final class Queries {

    /**
     * A query.
     *
     * @param select the query
     * @param ordered whether its ORDER BY decides the order of all rows that differ
     * @param counted whether only the number of its rows is decided: it has a LIMIT and no order
     */
    record Query(Select<?> select, boolean ordered, boolean counted) {

        Query(Select<?> select, boolean ordered) {
            this(select, ordered, false);
        }
    }

    /** Aliases that hide other tables, and each other in nested scopes. */
    private static final List<String> ALIASES = List.of("a", "b", "c", "users", "orders", "weather_reports");

    private final Random random;
    private final boolean postgres;
    private final Conditions conditions;

    Queries(Random random, boolean postgres) {
        this.random = random;
        this.postgres = postgres;
        this.conditions = new Conditions(random, postgres, this::subquery);
    }

    Conditions conditions() {
        return conditions;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    Query next() {
        if (chance(7)) {
            return setOperation();
        }
        if (chance(5)) {
            return withoutMatch();
        }
        return chance(4) ? commonTable() : plain();
    }

    /** Rows of one shard without a match on any: the match may be on another. */
    private Query withoutMatch() {
        SelectQuery<Record> select = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        Set<String> taken = new HashSet<>();
        Use kept = use(pick(Columns.ALL), taken);
        Use missing = use(chance(15) ? kept.shape() : pick(Columns.ALL), taken);
        Condition on = chance(10) ? DSL.trueCondition() : tie(kept, missing);
        boolean left = chance(50);
        select.addFrom(
                left
                        ? kept.table().leftJoin(missing.table()).on(on)
                        : missing.table().rightJoin(kept.table()).on(on));
        String key = kept.shape().key().isEmpty() ? "name" : kept.shape().key();
        select.addConditions(kept.field(key).eq(DSL.val(kept.shape().column(key).sample(random), kept.field(key))));
        if (chance(80)) {
            select.addConditions(
                    missing.field(missing.shape().columns().get(0).name()).isNull());
        }
        return columns(select, List.of(kept));
    }

    private Query plain() {
        SelectQuery<Record> select = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        List<Use> uses = from(select, 3, chance(60));
        where(select, uses);
        return switch (random.nextInt(20)) {
            case 0, 1 -> aggregate(select, uses);
            case 2, 3 -> grouped(select, uses);
            case 4 -> windowed(select, uses);
            case 5 -> star(select, uses);
            default -> columns(select, uses);
        };
    }

    private void where(SelectQuery<?> select, List<Use> uses) {
        if (chance(65)) {
            select.addConditions(conditions.narrowing(uses.get(0)));
        }
        if (uses.size() > 1 && chance(25)) {
            select.addConditions(conditions.narrowing(uses.get(1)));
        }
        if (uses.size() > 1 && chance(12)) {
            // The idiom for rows without a match; on the wrong side it asks too few shards.
            Use missing = pick(uses);
            select.addConditions(
                    missing.field(missing.shape().columns().get(0).name()).isNull());
            select.addConditions(conditions.narrowing(pick(uses)));
        }
        if (chance(55)) {
            select.addConditions(conditions.tree(uses, random.nextInt(4)));
        }
    }

    /** Adds tables and the joins between them. */
    private List<Use> from(SelectQuery<?> select, int most, boolean related) {
        List<Use> uses = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Use first = use(pick(Columns.ALL), taken);
        uses.add(first);
        Table<?> from = first.table();
        int count = chance(45) ? 1 : 2 + random.nextInt(most - 1);
        for (int i = 1; i < count; i++) {
            Use next = use(related ? relative(pick(uses).shape()) : pick(Columns.ALL), taken);
            if (chance(8)) {
                select.addFrom(from);
                from = next.table();
                select.addConditions(on(uses, next));
            } else {
                from = join(from, uses, next);
            }
            uses.add(next);
        }
        select.addFrom(from);
        return visible(uses);
    }

    /** The right sides of semi and anti joins cannot be seen. */
    private List<Use> visible(List<Use> uses) {
        return uses.stream().filter(use -> !hidden.contains(use)).toList();
    }

    private final Set<Use> hidden = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());

    private Use use(Shape shape, Set<String> taken) {
        if (chance(35) && taken.add(shape.name())) {
            return new Use(shape, shape.table());
        }
        String alias = ALIASES.stream()
                .skip(random.nextInt(3))
                .filter(each -> !taken.contains(each))
                .findFirst()
                .orElse("x" + taken.size());
        taken.add(alias);
        return chance(8) ? derived(shape, alias) : new Use(shape, shape.table().as(alias));
    }

    /** A subquery in FROM; sometimes one that is not the same shard by shard. */
    private Use derived(Shape shape, String alias) {
        SelectQuery<Record> select = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        Use inner = new Use(shape, shape.table().as("i"));
        select.addFrom(inner.table());
        shape.columns().forEach(column -> select.addSelect(inner.field(column.name())));
        if (chance(60)) {
            select.addConditions(conditions.tree(List.of(inner), 1));
        }
        if (chance(30)) {
            select.setDistinct(true);
        } else if (chance(30)) {
            select.addOrderBy(inner.field(shape.columns().get(0).name()));
            select.addLimit(random.nextInt(4));
        }
        return new Use(shape, select.asTable(alias));
    }

    /** A table that can be tied to another: itself, its parent, or a child. */
    private Shape relative(Shape shape) {
        List<Shape> relatives = new ArrayList<>(List.of(shape));
        for (Shape other : Columns.ALL) {
            if (other.parent().equals(shape.name()) || shape.parent().equals(other.name())) {
                relatives.add(other);
                relatives.add(other);
            }
        }
        return pick(relatives);
    }

    private Table<?> join(Table<?> left, List<Use> uses, Use right) {
        Condition on = on(uses, right);
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> left.join(right.table()).on(on);
            case 4, 5, 6 -> left.leftJoin(right.table()).on(on);
            case 7, 8 -> left.rightJoin(right.table()).on(on);
            case 9, 10 -> left.fullJoin(right.table()).on(on);
            case 11 -> left.crossJoin(right.table());
            case 12 -> {
                hidden.add(right);
                yield left.leftSemiJoin(right.table()).on(on);
            }
            default -> {
                hidden.add(right);
                yield left.leftAntiJoin(right.table()).on(on);
            }
        };
    }

    private Condition on(List<Use> uses, Use next) {
        List<Use> seen = uses.stream().filter(use -> !hidden.contains(use)).toList();
        Condition tie = tie(pick(seen), next);
        if (chance(15)) {
            tie = conditions.tree(List.of(pick(seen), next), 1);
        }
        if (chance(30)) {
            tie = tie.and(conditions.narrowing(chance(50) ? next : pick(seen)));
        }
        return chance(12) ? tie.and(conditions.tree(List.of(pick(seen), next), 1)) : tie;
    }

    /** An equality that may or may not hold rows on one shard. */
    private Condition tie(Use left, Use right) {
        if (left.shape().parent().equals(right.shape().name()) && chance(85)) {
            return left.field(left.shape().key()).eq(right.field("id"));
        }
        if (right.shape().parent().equals(left.shape().name()) && chance(85)) {
            return chance(50)
                    ? left.field("id").eq(right.field(right.shape().key()))
                    : right.field(right.shape().key()).eq(left.field("id"));
        }
        if (left.shape().equals(right.shape()) && chance(70)) {
            Column column = !left.shape().key().isEmpty() && chance(50)
                    ? left.shape().column(left.shape().key())
                    : left.shape().columns().get(0);
            return left.field(column.name()).eq(right.field(column.name()));
        }
        Column one = pick(left.shape().columns());
        List<Column> matching = right.shape().columns().stream()
                .filter(column -> (column.type() == String.class) == (one.type() == String.class))
                .toList();
        return matching.isEmpty()
                ? DSL.trueCondition()
                : left.field(one.name()).eq(right.field(pick(matching).name()));
    }

    private Query columns(SelectQuery<Record> select, List<Use> uses) {
        List<Field<?>> fields = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Use use = pick(uses);
            Column column = pick(use.shape().columns());
            fields.add(expression(use.field(column.name()), column).as("f" + i));
        }
        select.addSelect(fields);
        boolean distinct = chance(7);
        select.setDistinct(distinct);
        return ordered(select, fields, uses, distinct);
    }

    private Field<?> expression(Field<Object> field, Column column) {
        if (chance(85)) {
            return field;
        }
        return column.type() == String.class
                ? DSL.coalesce(field, DSL.inline("none"))
                : DSL.when(field.isNull(), DSL.inline(0L)).otherwise(DSL.inline(1L));
    }

    private Query ordered(SelectQuery<Record> select, List<Field<?>> fields, List<Use> uses, boolean distinct) {
        if (chance(6)) {
            select.addLimit(random.nextInt(4));
            if (chance(30)) {
                select.addOffset(random.nextInt(3));
            }
            return new Query(select, false, true);
        }
        if (!chance(12)) {
            if (postgres && !distinct && chance(2) && uses.size() == 1) {
                select.setForUpdate(true);
            }
            return new Query(select, false);
        }
        // All columns: rows that tie are the same, so that LIMIT has one answer.
        for (Field<?> field : fields) {
            select.addOrderBy(
                    chance(50)
                            ? field.asc()
                            : chance(50) ? field.desc() : field.asc().nullsFirst());
        }
        if (chance(60)) {
            select.addLimit(pick(List.of(0, 1, 2, 3, 1000)));
            if (chance(40)) {
                select.addOffset(random.nextInt(3));
            }
        }
        return new Query(select, true);
    }

    private Query star(SelectQuery<Record> select, List<Use> uses) {
        if (chance(50)) {
            uses.forEach(use -> select.addSelect(use.table().asterisk()));
        }
        return new Query(select, false);
    }

    private Query aggregate(SelectQuery<Record> select, List<Use> uses) {
        select.addSelect(aggregates(uses));
        return new Query(select, false);
    }

    private List<SelectFieldOrAsterisk> aggregates(List<Use> uses) {
        List<SelectFieldOrAsterisk> aggregates = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Use use = pick(uses);
            Field<Object> id = use.field(use.shape().columns().get(0).name());
            Field<Object> any = use.field(pick(use.shape().columns()).name());
            Field<?> aggregate = switch (random.nextInt(7)) {
                case 0 -> DSL.count(any);
                case 1 -> DSL.countDistinct(any);
                case 2 -> DSL.max(any);
                case 3 -> DSL.min(id);
                case 4 -> DSL.count().plus(1);
                case 5 -> DSL.count().filterWhere(conditions.tree(List.of(use), 0));
                default -> DSL.count();
            };
            aggregates.add(aggregate.as("g" + i));
        }
        return aggregates;
    }

    private Query grouped(SelectQuery<Record> select, List<Use> uses) {
        Use use = pick(uses);
        Field<Object> group = use.field(pick(use.shape().columns()).name());
        select.addSelect(group);
        select.addSelect(aggregates(uses));
        select.addGroupBy(group);
        if (chance(30)) {
            select.addHaving(DSL.count().gt(random.nextInt(3)));
        }
        return new Query(select, false);
    }

    private Query windowed(SelectQuery<Record> select, List<Use> uses) {
        Use use = pick(uses);
        Field<Object> part = use.field(pick(use.shape().columns()).name());
        select.addSelect(part, DSL.count().over().partitionBy(part).as("w"));
        return new Query(select, false);
    }

    private Query setOperation() {
        Column kind = pick(Columns.USERS.columns());
        Select<Record> left = branch(kind);
        Select<Record> right = branch(kind);
        Select<Record> both = switch (random.nextInt(4)) {
            case 0 -> left.union(right);
            case 1 -> left.intersect(right);
            case 2 -> left.except(right);
            default -> left.unionAll(right);
        };
        return new Query(chance(25) ? both.unionAll(branch(kind)) : both, false);
    }

    private Select<Record> branch(Column kind) {
        SelectQuery<Record> select = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        List<Use> uses = from(select, 2, true);
        where(select, uses);
        Use use = pick(uses);
        Column column = use.shape().columns().stream()
                .filter(each -> each.type() == kind.type())
                .findFirst()
                .orElse(use.shape().columns().get(0));
        Field<?> field = use.field(column.name());
        select.addSelect(kind.type() == String.class ? field.cast(String.class) : DSL.count(field));
        if (kind.type() != String.class) {
            return select;
        }
        return select;
    }

    private Query commonTable() {
        Shape shape = pick(Columns.ALL);
        Use inner = new Use(shape, shape.table().as("i"));
        SelectQuery<Record> body = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        body.addFrom(inner.table());
        shape.columns().forEach(column -> body.addSelect(inner.field(column.name())));
        body.addConditions(conditions.narrowing(inner));
        var common = DSL.name(chance(50) ? "cte" : pick(Columns.ALL).name()).as(body);
        return new Query(DSL.with(common).select(DSL.asterisk()).from(common), false);
    }

    /** EXISTS, IN and comparisons with subqueries, correlated or not. */
    private Condition subquery(List<Use> outer) {
        Set<String> taken = new HashSet<>();
        Use from = pick(outer);
        Use inner = use(chance(70) ? relative(from.shape()) : pick(Columns.ALL), taken);
        SelectQuery<Record> select = DSL.using(org.jooq.SQLDialect.DEFAULT).selectQuery();
        select.addFrom(inner.table());
        if (chance(60)) {
            select.addConditions(tie(from, inner));
        }
        if (chance(50)) {
            select.addConditions(conditions.narrowing(inner));
        }
        if (chance(25)) {
            select.addConditions(conditions.tree(List.of(from, inner), 0));
        }
        Column column = from.shape().columns().get(0);
        Field<Object> field = from.field(column.name());
        List<Column> same = inner.shape().columns().stream()
                .filter(each -> (each.type() == String.class) == (column.type() == String.class))
                .toList();
        if (same.isEmpty() || chance(55)) {
            select.addSelect(DSL.inline(1));
            return chance(50) ? DSL.exists(select) : DSL.notExists(select);
        }
        Field<Object> value = inner.field(pick(same).name());
        if (chance(25)) {
            select.addSelect(DSL.max(value));
            return field.eq(typed(select));
        }
        select.addSelect(value);
        return chance(60) ? field.in(typed(select)) : field.notIn(typed(select));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Select<? extends org.jooq.Record1<Object>> typed(SelectQuery<Record> select) {
        return (Select) select;
    }
}
