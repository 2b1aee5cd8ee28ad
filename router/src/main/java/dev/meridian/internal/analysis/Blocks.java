package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.Select;
import org.jooq.Table;

/** Numbers the SELECTs of a rendered tree, and puts together what was read of each. Used once, by one thread. */
final class Blocks {

    private final IdentityHashMap<PartNode, Integer> indexes = new IdentityHashMap<>();
    private final Map<Integer, Block> read = new TreeMap<>();

    Blocks(PartNode root) {
        number(root);
    }

    private void number(PartNode node) {
        if (node.isScope()) {
            indexes.put(node, indexes.size());
        }
        node.children().forEach(this::number);
    }

    boolean isEmpty() {
        return read.isEmpty();
    }

    /** All blocks, the statement's own first. */
    List<Block> all() {
        return List.copyOf(read.values());
    }

    /** A table in FROM that is no logical one: a derived table, or what cannot be seen through. */
    JoinTree derived(PartNode table) {
        Optional<PartNode> select = onlySelect(table);
        return select.isPresent()
                ? new JoinTree.Derived(index(select.get()))
                : new JoinTree.Other(((Table<?>) table.part()).getName());
    }

    private static Optional<PartNode> onlySelect(PartNode node) {
        if (node.isScope()) {
            return Optional.of(node);
        }
        return node.children().size() == 1 && isFrame(node)
                ? onlySelect(node.children().get(0))
                : Optional.empty();
    }

    /** What a derived table is wrapped in. */
    private static boolean isFrame(PartNode node) {
        return node.is("TableAlias") || node.is("Alias") || node.is("DerivedTable") || node.part() instanceof Select<?>;
    }

    private int index(PartNode scope) {
        return Objects.requireNonNull(indexes.get(scope));
    }

    void add(PartNode scope, JoinTree from, Filter where, Set<Trait> traits, Columns columns) {
        List<PartNode> branches = scope.children().stream()
                .filter(child -> child.part() instanceof Select<?>)
                .toList();
        Set<Integer> elsewhere = new HashSet<>(derivedIn(from));
        List<Integer> others = new ArrayList<>();
        branches.stream().flatMap(Blocks::nested).forEach(branch -> others.add(index(branch)));
        elsewhere.addAll(others);
        List<Integer> filtering = new ArrayList<>();
        List<Integer> computing = new ArrayList<>();
        for (PartNode clause : scope.children()) {
            boolean filters = clause.introduction().equals("where") || clause.is("TableList");
            nested(clause)
                    .map(this::index)
                    .filter(index -> !elsewhere.contains(index))
                    .forEach((filters ? filtering : computing)::add);
        }
        read.put(
                index(scope),
                new Block(
                        from,
                        where,
                        traits,
                        filtering,
                        computing,
                        others,
                        branches.stream()
                                .allMatch(branch -> branch.introduction().equals("union all")),
                        new KeyedUses(scope, columns).of(traits)));
    }

    /** The SELECTs directly below a part, without those nested in them. */
    private static Stream<PartNode> nested(PartNode node) {
        return node.isScope() ? Stream.of(node) : node.children().stream().flatMap(Blocks::nested);
    }

    private static List<Integer> derivedIn(JoinTree tree) {
        if (tree instanceof JoinTree.Join join) {
            return Stream.of(join.left(), join.right())
                    .flatMap(side -> derivedIn(side).stream())
                    .toList();
        }
        return tree instanceof JoinTree.Derived derived ? List.of(derived.block()) : List.of();
    }
}
