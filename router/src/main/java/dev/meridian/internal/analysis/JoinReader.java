package dev.meridian.internal.analysis;

import dev.meridian.internal.analysis.JoinTree.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.QOM;

/** Reads the joins of one scope into a tree, and the condition of each into a filter. */
final class JoinReader {

    private final IdentityHashMap<PartNode, TableUse> useOf;
    private final Blocks blocks;
    private final ConditionReader conditions;
    private final List<Filter> filters;

    JoinReader(
            IdentityHashMap<PartNode, TableUse> useOf,
            Blocks blocks,
            ConditionReader conditions,
            List<Filter> filters) {
        this.useOf = useOf;
        this.blocks = blocks;
        this.conditions = conditions;
        this.filters = filters;
    }

    /** The tree of a FROM list; its items are joined as by commas. */
    JoinTree read(List<PartNode> tables) {
        List<JoinTree> items = new ArrayList<>();
        for (PartNode table : tables) {
            JoinTree item = read(table);
            // An implicit join repeats the table that it starts from.
            items.removeIf(
                    earlier -> earlier instanceof JoinTree.Leaf && item.uses().containsAll(earlier.uses()));
            items.add(item);
        }
        return items.stream()
                .reduce((left, right) -> new JoinTree.Join(Kind.INNER, left, right, noCondition()))
                .orElse(new JoinTree.Other("nothing"));
    }

    private JoinTree read(PartNode node) {
        Table<?> table = (Table<?>) node.part();
        if (!(table instanceof QOM.JoinTable<?, ?> join)) {
            TableUse use = useOf.get(node);
            return use == null ? blocks.derived(node) : new JoinTree.Leaf(use.index());
        }
        List<PartNode> sides = new ArrayList<>();
        collectSides(node, sides);
        if (sides.size() != 2) {
            return new JoinTree.Other(table.getName());
        }
        return join(join, node, read(sides.get(0)), read(sides.get(1)));
    }

    private static void collectSides(PartNode node, List<PartNode> sides) {
        for (PartNode child : node.children()) {
            if (child.part() instanceof Table<?> && child.declaresTables()) {
                sides.add(child);
            }
        }
    }

    private JoinTree join(QOM.JoinTable<?, ?> join, PartNode node, JoinTree left, JoinTree right) {
        Kind kind = kind(join);
        Condition on = node.conditionAfter("on").orElse(null);
        Set<Integer> narrows = new HashSet<>();
        if (kind != Kind.LEFT && kind != Kind.ANTI && kind != Kind.FULL) {
            narrows.addAll(left.uses());
        }
        if (kind != Kind.RIGHT && kind != Kind.FULL) {
            narrows.addAll(right.uses());
        }
        Set<Integer> nullable = new HashSet<>(nullable(left));
        nullable.addAll(nullable(right));
        Filter filter = new Filter(conditions.read(on), conditions.ties(on), narrows, nullable);
        filters.add(filter);
        return new JoinTree.Join(kind, left, right, filter);
    }

    private static Kind kind(QOM.JoinTable<?, ?> join) {
        if (join instanceof QOM.LeftJoin<?>
                || join instanceof QOM.NaturalLeftJoin<?>
                || join instanceof QOM.OuterApply<?>) {
            return Kind.LEFT;
        }
        if (join instanceof QOM.RightJoin<?> || join instanceof QOM.NaturalRightJoin<?>) {
            return Kind.RIGHT;
        }
        if (join instanceof QOM.Join<?>
                || join instanceof QOM.CrossJoin<?>
                || join instanceof QOM.StraightJoin<?>
                || join instanceof QOM.NaturalJoin<?>
                || join instanceof QOM.CrossApply<?>) {
            return Kind.INNER;
        }
        if (join instanceof QOM.LeftSemiJoin<?>) {
            return Kind.SEMI;
        }
        // What is not known narrows nothing, which is how a full join is treated.
        return join instanceof QOM.LeftAntiJoin<?> ? Kind.ANTI : Kind.FULL;
    }

    private static Filter noCondition() {
        return new Filter(KeyPredicate.UNKNOWN, List.of(), Set.of(), Set.of());
    }

    /** The uses whose rows a tree may replace by NULLs. */
    static Set<Integer> nullable(JoinTree tree) {
        if (!(tree instanceof JoinTree.Join join)) {
            return Set.of();
        }
        Set<Integer> nullable = new HashSet<>(nullable(join.left()));
        nullable.addAll(nullable(join.right()));
        if (join.kind() == Kind.RIGHT || join.kind() == Kind.FULL) {
            nullable.addAll(join.left().uses());
        }
        if (join.kind() == Kind.LEFT || join.kind() == Kind.FULL) {
            nullable.addAll(join.right().uses());
        }
        return nullable;
    }
}
