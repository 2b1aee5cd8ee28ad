package dev.meridian.internal.routing;

import dev.meridian.internal.routing.WorldTables.Items;
import dev.meridian.internal.routing.WorldTables.Parts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Makes random conditions over the columns of some tables: what is simple often, what is odd now and then. The shape of a
 * condition and the values in it come from two sources, so that there can be another condition of the same shape.
 */
final class ConditionGenerator {

    private final Random random;
    private final Random values;
    private final ShardedWorld world;
    private final List<WorldTables> tables;
    private int subqueries;

    ConditionGenerator(Random random, Random values, ShardedWorld world, List<? extends WorldTables> tables) {
        this.random = random;
        this.values = values;
        this.world = world;
        this.tables = List.copyOf(tables);
    }

    Condition condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> condition(depth - 1).and(condition(depth - 1));
            case 3, 4, 5 -> condition(depth - 1).or(condition(depth - 1));
            case 6, 7 -> DSL.not(condition(depth - 1));
            case 8 -> condition(depth - 1).xor(condition(depth - 1));
            case 9 -> DSL.and(conditions(depth));
            case 10 -> DSL.or(conditions(depth));
            default -> truthOf(condition(depth - 1));
        };
    }

    private List<Condition> conditions(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> condition(depth - 1))
                .toList();
    }

    private Condition truthOf(Condition condition) {
        Field<Boolean> field = DSL.field(condition);
        return switch (random.nextInt(5)) {
            case 0 -> field.isTrue();
            case 1 -> field.isFalse();
            case 2 -> field.isNull();
            case 3 -> field.eq(DSL.inline(false));
            default -> DSL.condition(field);
        };
    }

    private Condition leaf() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> comparison();
            case 2 -> DSL.not(comparison());
            case 3, 4 -> membership();
            case 5 -> between();
            case 6 -> isNull();
            case 7 -> distinct();
            case 8 -> rows();
            case 9 -> wrapped();
            case 10 -> like();
            case 11 -> plainSql();
            case 12 -> constant();
            case 13 -> columns();
            case 14 -> subquery();
            default -> unrelated();
        };
    }

    private Condition comparison() {
        Field<Object> column = column();
        Field<Object> value = value(column);
        Field<Object> left = random.nextInt(3) == 0 ? value : column;
        return compare(left, left == column ? value : column);
    }

    private Condition compare(Field<Object> left, Field<Object> right) {
        return switch (random.nextInt(7)) {
            case 0 -> left.ne(right);
            case 1 -> left.lt(right);
            case 2 -> left.le(right);
            case 3 -> left.gt(right);
            case 4 -> left.ge(right);
            default -> left.eq(right);
        };
    }

    private Condition membership() {
        Field<Object> column = column();
        List<Field<Object>> values = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> random.nextInt(15) == 0 ? column() : value(column))
                .toList();
        return random.nextBoolean() ? column.in(values) : column.notIn(values);
    }

    private Condition between() {
        Field<Object> column = column();
        Field<Object> low = value(column);
        Field<Object> high = random.nextInt(6) == 0 ? column() : value(column);
        return switch (random.nextInt(6)) {
            case 0 -> column.betweenSymmetric(low).and(high);
            case 1 -> column.notBetweenSymmetric(low).and(high);
            case 2, 3 -> column.notBetween(low).and(high);
            case 4 -> low.between(column).and(high);
            default -> column.between(low).and(high);
        };
    }

    private Condition isNull() {
        Field<Object> column = column();
        return switch (random.nextInt(4)) {
            case 0 -> column.isNull();
            case 1 -> column.isNotNull();
            case 2 -> compare(column, value(column)).or(column.isNull());
            default -> DSL.not(compare(column, value(column)).and(column.isNotNull()));
        };
    }

    private Condition distinct() {
        Field<Object> column = column();
        Field<Object> other = random.nextInt(4) == 0 ? column() : value(column);
        boolean mirrored = random.nextInt(4) == 0;
        Field<Object> left = mirrored ? other : column;
        Field<Object> right = mirrored ? column : other;
        return random.nextBoolean() ? left.isDistinctFrom(right) : left.isNotDistinctFrom(right);
    }

    private Condition rows() {
        Field<Object> first = column();
        Field<Object> second = column();
        Row2<Object, Object> row = DSL.row(first, second);
        Supplier<Row2<Object, Object>> values = () -> DSL.row(value(first), value(second));
        return switch (random.nextInt(8)) {
            case 0 -> row.ne(values.get());
            case 1 -> row.in(List.of(values.get(), values.get()));
            case 2 -> row.notIn(List.of(values.get()));
            case 3 -> row.notIn(List.of(values.get(), values.get()));
            case 4 -> row.lt(values.get());
            case 5 -> values.get().eq(row);
            case 6 -> row.in(List.of(values.get()));
            default -> row.eq(values.get());
        };
    }

    /** The key where it is not bare. */
    private Condition wrapped() {
        Field<Object> column = column();
        Field<Object> value = value(column);
        return switch (random.nextInt(6)) {
            case 0 -> DSL.coalesce(column, value(column)).eq(value);
            case 1 -> untyped(DSL.nullif(asText(column), asText(value(column)))).eq(value);
            case 2 -> DSL.when(condition(0), column).otherwise(value(column)).eq(value);
            case 3 ->
                DSL.case_(column)
                        .when(value(column), value(column))
                        .else_(column)
                        .eq(value);
            case 4 -> column.cast(SQLDataType.VARCHAR).eq(DSL.val("5"));
            default -> DSL.greatest(column, value(column)).eq(value);
        };
    }

    private Condition like() {
        Field<Object> column = column();
        return switch (random.nextInt(4)) {
            case 0 -> column.like("a%");
            case 1 -> column.notLike("A%");
            case 2 -> column.likeIgnoreCase("asi_");
            default -> column.startsWith(DSL.inline("5").coerce(Object.class));
        };
    }

    private Condition plainSql() {
        Field<Object> column = column();
        return switch (random.nextInt(3)) {
            case 0 -> DSL.condition("{0} <> {1}", column, value(column));
            case 1 -> DSL.condition("1 = 1");
            default -> DSL.condition("not ({0})", comparison());
        };
    }

    private Condition constant() {
        return switch (random.nextInt(5)) {
            case 0 -> DSL.trueCondition();
            case 1 -> DSL.falseCondition();
            case 2 -> DSL.noCondition();
            case 3 -> DSL.val(1).eq(DSL.inline(random.nextInt(2)));
            default -> DSL.condition(DSL.inline((Boolean) null));
        };
    }

    private Condition columns() {
        return compare(column(), column());
    }

    private Condition subquery() {
        Items inner = world.items().named("q" + subqueries++);
        Field<Object> column = column();
        List<WorldTables> visible = List.of(inner, tables.get(random.nextInt(tables.size())));
        Condition where = new ConditionGenerator(random, values, world, visible).flat();
        Select<?> rows = DSL.selectOne().from(inner).where(where);
        return switch (random.nextInt(4)) {
            case 0 -> DSL.exists(rows);
            case 1 -> DSL.notExists(rows);
            case 2 -> column.in(DSL.select(untyped(inner.key)).from(inner).where(where));
            default -> column.notIn(DSL.select(untyped(inner.id)).from(inner).where(where));
        };
    }

    /** No more subqueries inside one. */
    private Condition flat() {
        return random.nextBoolean() ? comparison() : columns().and(membership());
    }

    private Condition unrelated() {
        WorldTables table = table();
        return switch (random.nextInt(4)) {
            case 0 -> table.number.gt(1);
            case 1 -> table.text.isNull();
            case 2 -> table.number.in(0, null, 2);
            default -> table.text.eq("Asia");
        };
    }

    private WorldTables table() {
        return tables.get(random.nextInt(tables.size()));
    }

    /** Mostly columns that say where rows live. */
    private Field<Object> column() {
        WorldTables table = table();
        int choice = random.nextInt(10);
        if (table instanceof Items items && choice < 6) {
            return untyped(items.key);
        }
        if (table instanceof Parts parts && choice < 6) {
            return untyped(parts.item);
        }
        return choice < 8 ? untyped(table.id) : choice < 9 ? untyped(table.number) : untyped(table.text);
    }

    /** Bound or inline; of the column's type or of another; now and then NULL, or no constant at all. */
    private Field<Object> value(Field<Object> column) {
        Object value = raw(column);
        return switch (random.nextInt(8)) {
            case 0 -> inline(value);
            case 1 -> untyped(DSL.val(value));
            case 2 -> untyped(DSL.inline(value));
            case 3 -> oddly(column, value);
            default -> bound(value, column);
        };
    }

    private Field<Object> oddly(Field<Object> column, Object value) {
        return switch (random.nextInt(4)) {
            case 0 -> bound(null, column);
            case 1 -> untyped(DSL.inline(null, column));
            case 2 -> untyped(DSL.nvl(asText(bound(null, column)), asText(bound(value, column))));
            default -> untyped(DSL.val(otherType(value)));
        };
    }

    private static Field<Object> inline(Object value) {
        return untyped(DSL.inline(value));
    }

    private Field<Object> bound(Object value, Field<Object> column) {
        return untyped(DSL.val(values.nextInt(16) == 0 ? null : value, column.getDataType()));
    }

    private static Object otherType(Object value) {
        if (!(value instanceof Long number)) {
            return value instanceof String text && text.matches("\\d+") ? Long.valueOf(text) : value;
        }
        return switch ((int) (number & 3)) {
            case 0 -> (double) number;
            case 1 -> BigDecimal.valueOf(number).setScale(2);
            case 2 -> BigInteger.valueOf(number);
            default -> String.valueOf(number);
        };
    }

    private Object raw(Field<Object> column) {
        if (column.getName().equals("k")) {
            return values.nextInt(10) == 0 ? unknownKey() : oneOf(world.keys());
        }
        if (column.getName().equals("t")) {
            return "Asia".substring(values.nextInt(4));
        }
        return column.getName().equals("n")
                ? (Object) values.nextInt(4)
                : (Object) ShardedWorld.id(values.nextInt(ShardedWorld.SHARDS.size()), values.nextInt(24));
    }

    private Object unknownKey() {
        return world.keys().get(0) instanceof String ? "nowhere" : (Object) 7777L;
    }

    private Object oneOf(List<Object> choices) {
        return choices.get(values.nextInt(choices.size()));
    }

    /** jOOQ's types cannot know what is values. */
    @SuppressWarnings("unchecked")
    static Field<Object> untyped(Field<?> field) {
        return (Field<Object>) field;
    }

    /** An overload with a value in place of a field would be meant as well where the type is Object. */
    @SuppressWarnings("unchecked")
    private static Field<String> asText(Field<?> field) {
        return (Field<String>) field;
    }
}
