package dev.meridian.internal.routing;

import dev.meridian.internal.routing.WorldTables.Items;
import dev.meridian.internal.routing.WorldTables.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JoinType;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A random SELECT.
 *
 * @param query the SELECT
 * @param visible the tables of which a row of the result tells the row
 */
record GeneratedSelect(Select<?> query, List<WorldTables> visible) {

    private static final List<JoinType> JOINS = List.of(
            JoinType.JOIN,
            JoinType.JOIN,
            JoinType.LEFT_OUTER_JOIN,
            JoinType.LEFT_OUTER_JOIN,
            JoinType.RIGHT_OUTER_JOIN,
            JoinType.FULL_OUTER_JOIN);

    static GeneratedSelect ofOneTable(Random random, Random values, ShardedWorld world) {
        Items items = random.nextBoolean() ? world.items() : world.items().named("i");
        Condition where = new ConditionGenerator(random, values, world, List.of(items)).condition(3);
        return select(List.of(items), items, where);
    }

    static GeneratedSelect ofJoins(Random random, Random values, ShardedWorld world) {
        Joins joins = new Joins(random, values, world);
        Table<?> from = joins.outermost(2 + random.nextInt(2));
        Condition where = random.nextInt(3) == 0 ? DSL.noCondition() : joins.condition(joins.visible, 2);
        return select(joins.visible, from, where);
    }

    private static GeneratedSelect select(List<WorldTables> visible, Table<?> from, Condition where) {
        List<Field<?>> fields = visible.stream()
                .flatMap(table -> Stream.<Field<?>>of(table.shard.as(shardOf(table)), table.id, table.number))
                .toList();
        Select<Record> query = DSL.select(fields).from(from).where(where);
        return new GeneratedSelect(query, visible);
    }

    /** The visible table of this name, unless its rows are on every shard. */
    Optional<WorldTables> spread(String alias) {
        return visible.stream()
                .filter(table -> table.getName().equals(alias) && !(table instanceof WorldTables.Codes))
                .findFirst();
    }

    /** The column of the result which says where a table's row came from. */
    static String shardOf(WorldTables table) {
        return "shard_of_" + table.getName();
    }

    /** Makes a tree of joins; a comma is an inner join without a condition. */
    private static final class Joins {

        private final Random random;
        private final Random values;
        private final ShardedWorld world;
        private final List<WorldTables> visible = new ArrayList<>();
        private int number;

        Joins(Random random, Random values, ShardedWorld world) {
            this.random = random;
            this.values = values;
            this.world = world;
        }

        Table<?> outermost(int leaves) {
            return join(leaves, JOINS.size() + 2);
        }

        private Table<?> tree(int leaves) {
            return leaves == 1 ? leaf() : join(leaves, JOINS.size());
        }

        private Table<?> leaf() {
            String alias = "j" + number++;
            WorldTables table = switch (random.nextInt(6)) {
                case 0, 1 -> world.parts().named(alias);
                case 2 -> world.codes().named(alias);
                default -> world.items().named(alias);
            };
            visible.add(table);
            return table;
        }

        /** Semi-joins come last: they stand outermost only, since SQLite cannot see a table in the parentheses that they leave. */
        private Table<?> join(int leaves, int kinds) {
            int before = visible.size();
            int leftLeaves = 1 + random.nextInt(leaves - 1);
            Table<?> left = tree(leftLeaves);
            int middle = visible.size();
            Table<?> right = tree(leaves - leftLeaves);
            List<WorldTables> both = List.copyOf(visible.subList(before, visible.size()));
            Condition on = on(visible.subList(before, middle), visible.subList(middle, visible.size()), both);
            int kind = random.nextInt(kinds);
            if (kind < JOINS.size()) {
                return left.join(right, JOINS.get(kind)).on(on);
            }
            visible.subList(middle, visible.size()).clear();
            return kind == JOINS.size()
                    ? left.leftSemiJoin(right).on(on)
                    : left.leftAntiJoin(right).on(on);
        }

        private Condition on(List<WorldTables> left, List<WorldTables> right, List<WorldTables> both) {
            Condition tie = tie(left.get(random.nextInt(left.size())), right.get(random.nextInt(right.size())));
            return switch (random.nextInt(4)) {
                case 0 -> tie;
                case 1 -> condition(both, 2);
                default -> tie.and(condition(both, 1));
            };
        }

        private Condition tie(WorldTables left, WorldTables right) {
            if (left instanceof Items items && right instanceof Items other && random.nextBoolean()) {
                return ConditionGenerator.untyped(items.key).eq(ConditionGenerator.untyped(other.key));
            }
            return identity(left).eq(identity(right));
        }

        private static Field<Long> identity(WorldTables table) {
            return table instanceof Parts parts ? parts.item : table.id;
        }

        private Condition condition(List<WorldTables> tables, int depth) {
            return new ConditionGenerator(random, values, world, tables).condition(depth);
        }
    }
}
