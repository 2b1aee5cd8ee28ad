package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Family;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Random FROM clauses: tables, aliases, derived tables, common tables, and the joins between them. */
final class Sources {

    /** Aliases that hide other tables, and each other in nested scopes. */
    private static final List<String> ALIASES = List.of("a", "b", "c", "users", "orders", "weather_reports");

    private final Choices choices;
    private final boolean postgres;
    private final Conditions conditions;
    private final List<Use> commonTables = new ArrayList<>();
    private final Set<Use> hidden = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());

    Sources(Choices choices, boolean postgres, Conditions conditions) {
        this.choices = choices;
        this.postgres = postgres;
        this.conditions = conditions;
    }

    static SelectQuery<Record> empty() {
        return DSL.using(SQLDialect.DEFAULT).selectQuery();
    }

    /** Has later FROM clauses read from a table of WITH. */
    void addCommonTable(Use use) {
        commonTables.add(use);
    }

    Shape shape() {
        return choices.pick(Columns.ALL);
    }

    /** Adds tables and the joins between them; gives those whose columns can be seen. */
    List<Use> from(SelectQuery<?> select, int most, boolean related) {
        List<Use> uses = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Use first = use(shape(), taken);
        uses.add(first);
        Table<?> from = first.table();
        int count = choices.chance(55) ? 2 + choices.nextInt(most - 1) : 1;
        for (int i = 1; i < count; i++) {
            Use next = use(related ? relative(choices.pick(visible(uses)).shape()) : shape(), taken);
            if (choices.chance(8)) {
                select.addFrom(from);
                from = next.table();
                select.addConditions(on(uses, next));
            } else if (postgres && choices.chance(12)) {
                next = lateral(uses, next);
                from = lateral(from, next.table());
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

    Use use(Shape shape, Set<String> taken) {
        if (!commonTables.isEmpty() && choices.chance(60)) {
            Use common = choices.pick(commonTables);
            return new Use(common.shape(), common.table().as(alias(taken)));
        }
        if (choices.chance(35) && taken.add(shape.name())) {
            return new Use(shape, shape.table());
        }
        String alias = alias(taken);
        return choices.chance(8)
                ? derived(shape, alias)
                : new Use(shape, shape.table().as(alias));
    }

    private String alias(Set<String> taken) {
        String alias = ALIASES.stream()
                .skip(choices.nextInt(3))
                .filter(each -> !taken.contains(each))
                .findFirst()
                .orElse("x" + taken.size());
        taken.add(alias);
        return alias;
    }

    private Use derived(Shape shape, String alias) {
        return new Use(shape, body(shape).asTable(alias));
    }

    /** A subquery with the columns of a table; sometimes one that is not the same shard by shard. */
    SelectQuery<Record> body(Shape shape) {
        SelectQuery<Record> select = empty();
        Use inner = new Use(shape, shape.table().as("i"));
        select.addFrom(inner.table());
        shape.columns().forEach(column -> select.addSelect(inner.field(column.name())));
        if (choices.chance(60)) {
            select.addConditions(choices.chance(50) ? conditions.narrowing(inner) : conditions.tree(List.of(inner), 1));
        }
        switch (choices.nextInt(5)) {
            case 3 -> select.setDistinct(true);
            case 4 -> {
                select.addOrderBy(inner.field(shape.columns().get(0).name()));
                select.addLimit(choices.nextInt(4));
                if (choices.chance(30)) {
                    select.addOffset(choices.nextInt(2));
                }
            }
            default -> {}
        }
        return select;
    }

    /** A table that can be tied to another: itself, its parent, or a child. */
    Shape relative(Shape shape) {
        List<Shape> relatives = new ArrayList<>(List.of(shape));
        for (Shape other : Columns.ALL) {
            if (other.parent().equals(shape.name()) || shape.parent().equals(other.name())) {
                relatives.add(other);
                relatives.add(other);
            }
        }
        return choices.chance(20) ? sameKeyType(shape) : choices.pick(relatives);
    }

    /** A table whose key is of the same type, under the same sharding function or another. */
    private Shape sameKeyType(Shape shape) {
        List<Shape> others = Columns.ALL.stream()
                .filter(other -> !other.key().isEmpty() && !shape.key().isEmpty())
                .filter(other -> other.column(other.key()).type()
                        == shape.column(shape.key()).type())
                .toList();
        return others.isEmpty() ? shape : choices.pick(others);
    }

    private Table<?> join(Table<?> left, List<Use> uses, Use right) {
        int kind = choices.nextInt(15);
        if (kind == 12) {
            return left.crossJoin(right.table());
        }
        Condition on = on(uses, right);
        return switch (kind) {
            case 4, 5, 6, 14 -> left.leftJoin(right.table()).on(on);
            case 7, 8 -> left.rightJoin(right.table()).on(on);
            case 9, 10 -> left.fullJoin(right.table()).on(on);
            case 11 -> hide(right, left.leftSemiJoin(right.table()).on(on));
            case 13 -> hide(right, left.leftAntiJoin(right.table()).on(on));
            default -> left.join(right.table()).on(on);
        };
    }

    private Table<?> hide(Use right, Table<?> joined) {
        hidden.add(right);
        return joined;
    }

    /** A derived table that sees the tables to its left. */
    private Use lateral(List<Use> uses, Use right) {
        SelectQuery<Record> select = empty();
        select.addFrom(right.table());
        right.shape().columns().forEach(column -> select.addSelect(right.field(column.name())));
        if (choices.chance(80)) {
            select.addConditions(tie(choices.pick(visible(uses)), right));
        }
        if (choices.chance(40)) {
            select.addConditions(conditions.narrowing(right));
        }
        if (choices.chance(50)) {
            select.addOrderBy(right.field(right.shape().columns().get(0).name()));
            select.addLimit(1 + choices.nextInt(2));
        }
        return new Use(right.shape(), select.asTable(right.table().getName()));
    }

    private Table<?> lateral(Table<?> left, Table<?> derived) {
        return switch (choices.nextInt(4)) {
            case 1 -> left.leftJoin(DSL.lateral(derived)).on(DSL.trueCondition());
            case 2 -> left.crossApply(derived);
            case 3 -> left.outerApply(derived);
            default -> left.crossJoin(DSL.lateral(derived));
        };
    }

    private Condition on(List<Use> uses, Use next) {
        List<Use> seen = visible(uses);
        Condition tie = tie(choices.pick(seen), next);
        if (choices.chance(15)) {
            tie = conditions.tree(List.of(choices.pick(seen), next), 1);
        }
        if (choices.chance(30)) {
            tie = tie.and(conditions.narrowing(choices.chance(50) ? next : choices.pick(seen)));
        }
        return choices.chance(12) ? tie.and(conditions.tree(List.of(choices.pick(seen), next), 1)) : tie;
    }

    /** An equality that may or may not hold rows on one shard. */
    Condition tie(Use left, Use right) {
        boolean related = !choices.chance(15);
        if (left.shape().parent().equals(right.shape().name()) && related) {
            return left.field(left.shape().key()).eq(right.field("id"));
        }
        if (right.shape().parent().equals(left.shape().name()) && related) {
            return choices.chance(50)
                    ? left.field("id").eq(right.field(right.shape().key()))
                    : right.field(right.shape().key()).eq(left.field("id"));
        }
        if (left.shape().equals(right.shape()) && related) {
            Column column = !left.shape().key().isEmpty() && choices.chance(50)
                    ? left.shape().column(left.shape().key())
                    : left.shape().columns().get(0);
            return left.field(column.name()).eq(right.field(column.name()));
        }
        if (choices.chance(20) && isForeign(left, right)) {
            // A foreign key, and the primary key of a table that it does not refer to, or a key of another kind.
            boolean key = !right.shape().key().isEmpty() && choices.chance(40);
            Column other = key
                    ? right.shape().column(right.shape().key())
                    : right.shape().column("id");
            return other.family() == Family.NUMBER
                    ? left.field(left.shape().key()).eq(right.field(other.name()))
                    : any(left, right);
        }
        return keys(left, right)
                ? left.field(left.shape().key()).eq(right.field(right.shape().key()))
                : any(left, right);
    }

    private static boolean isForeign(Use left, Use right) {
        return !left.shape().parent().isEmpty()
                && right.shape().columns().get(0).name().equals("id");
    }

    /** Whether the two keys are equated, which means little where they place rows in different ways. */
    private boolean keys(Use left, Use right) {
        if (left.shape().key().isEmpty() || right.shape().key().isEmpty() || !choices.chance(60)) {
            return false;
        }
        Family family = left.shape().column(left.shape().key()).family();
        return right.shape().column(right.shape().key()).family() == family;
    }

    private Condition any(Use left, Use right) {
        Column one = choices.pick(left.shape().columns());
        List<Field<Object>> matching = ofFamily(right, one.family());
        return matching.isEmpty() ? DSL.trueCondition() : left.field(one.name()).eq(choices.pick(matching));
    }

    static List<Field<Object>> ofFamily(Use use, Family family) {
        return use.shape().columns().stream()
                .filter(column -> column.family() == family)
                .map(column -> use.field(column.name()))
                .toList();
    }

    /** Any column in sight. */
    Field<Object> column(List<Use> uses) {
        Use use = choices.pick(uses);
        return use.field(choices.pick(use.shape().columns()).name());
    }

    /** The primary keys of all tables in sight: rows that agree in them are the same. */
    static List<Field<Object>> identities(List<Use> uses) {
        return uses.stream()
                .map(use -> use.field(use.shape().columns().get(0).name()))
                .toList();
    }

    /** A number in sight. */
    @SuppressWarnings("unchecked")
    Field<? extends Number> number(List<Use> uses) {
        List<Field<Object>> numbers = uses.stream()
                .flatMap(use -> ofFamily(use, Family.NUMBER).stream())
                .toList();
        return numbers.isEmpty()
                ? DSL.charLength(text(uses).orElseThrow())
                : (Field<? extends Number>) (Field<?>) choices.pick(numbers);
    }

    /** A text in sight. */
    @SuppressWarnings("unchecked")
    java.util.Optional<Field<String>> text(List<Use> uses) {
        List<Field<Object>> texts = uses.stream()
                .flatMap(use -> ofFamily(use, Family.TEXT).stream())
                .toList();
        return texts.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of((Field<String>) (Field<?>) choices.pick(texts));
    }
}
