package dev.meridian.internal.plan;

import dev.meridian.internal.analysis.Block;
import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.JoinTree;
import dev.meridian.internal.analysis.JoinTree.Kind;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.placement.TableRule;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a statement, or a part of it, gives each of its rows exactly once when it runs shard by shard.
 *
 * <p>The rows of a table are spread (each on one shard) or the same everywhere; those of a join, of a derived table and of a whole SELECT are spread,
 * the same everywhere, or neither can be said. An inner join of spread sides needs an equality that holds matching rows on one shard; so does an outer
 * join, and there it must stand in its own ON: whether a row has a match is then decided where the row is. A reference table may be the side that is
 * looked up, never the side that is preserved: its unmatched rows would come once from every shard.
 *
 * <p>A clause that puts rows together (GROUP BY, DISTINCT, a window) does the same shard by shard if the rows that it puts together have a shard key
 * in common. A subquery does if all the rows that it can see are everywhere, or an equality in its WHERE ties them to a row around it.
 */
final class Colocation {

    /** Where the rows of a part are. */
    enum Spread {
        /** Each row on exactly one shard. */
        SPREAD,
        /** Every row on every shard. */
        EVERYWHERE,
        /** Shard by shard would be wrong. */
        UNKNOWN
    }

    /** What puts rows together that have something in common. */
    private static final Set<Trait> TOGETHER =
            EnumSet.of(Trait.AGGREGATE, Trait.GROUP_BY, Trait.HAVING, Trait.DISTINCT, Trait.WINDOW);

    /** What is about the order of all rows. */
    private static final Set<Trait> ORDER = EnumSet.of(Trait.ORDER_BY, Trait.LIMIT);

    private final Statement statement;
    private final List<Filter.Tie> everywhereTrue;

    /**
     * Starts from a statement.
     *
     * @param statement the statement
     */
    Colocation(Statement statement) {
        this.statement = statement;
        this.everywhereTrue = statement.filters().stream()
                .flatMap(filter -> filter.ties().stream().filter(tie -> isInner(tie, filter)))
                .toList();
    }

    /** Equalities that every row of the result satisfies, between rows that are really there. */
    private static boolean isInner(Filter.Tie tie, Filter filter) {
        Set<Integer> both = Set.of(tie.left(), tie.right());
        return filter.narrows().containsAll(both) && filter.nullable().stream().noneMatch(both::contains);
    }

    /** Where the rows of the statement are, but for its own ORDER BY and LIMIT. */
    Spread result() {
        return statement.blocks().isEmpty()
                ? Spread.UNKNOWN
                : result(statement.blocks().get(0), ORDER, Set.of());
    }

    /** Where the rows are that its FROM and WHERE leave. */
    Spread rows() {
        if (statement.blocks().isEmpty()) {
            return Spread.UNKNOWN;
        }
        Block block = statement.blocks().get(0);
        Spread from = of(block.from());
        return isLocal(block.filtering(), anchors(block, from, Set.of())) ? from : Spread.UNKNOWN;
    }

    /** The rows of a block, where some of its traits are seen to by others. */
    private Spread result(Block block, Set<Trait> others, Set<Integer> outer) {
        Spread from = of(block.from());
        Set<Integer> anchors = anchors(block, from, outer);
        if (from == Spread.UNKNOWN || !isLocal(block.filtering(), anchors) || !isLocal(block.computing(), anchors)) {
            return Spread.UNKNOWN;
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(block.traits());
        return traits.contains(Trait.SET_OPERATION)
                ? union(block, traits, from)
                : through(block, without(traits, others), from);
    }

    private static Set<Trait> without(Set<Trait> traits, Set<Trait> others) {
        traits.removeAll(others);
        return traits;
    }

    /** UNION ALL is the same shard by shard, where each branch is; an ORDER BY may be the first branch's or the union's. */
    private Spread union(Block block, Set<Trait> traits, Spread first) {
        boolean plain = traits.equals(EnumSet.of(Trait.SET_OPERATION)) && block.unionAll();
        boolean same = block.branches().stream()
                .allMatch(branch -> result(statement.blocks().get(branch), Set.of(), Set.of()) == first);
        return plain && same ? first : Spread.UNKNOWN;
    }

    private Spread through(Block block, Set<Trait> traits, Spread from) {
        // The order of a derived table, or of a subquery without a limit, is nobody's.
        traits.remove(Trait.ORDER_BY);
        boolean together = traits.stream().anyMatch(TOGETHER::contains);
        traits.removeAll(TOGETHER);
        if (!traits.isEmpty()) {
            return Spread.UNKNOWN;
        }
        boolean same = from == Spread.EVERYWHERE ? isDecided(block.traits()) : isKeyed(block);
        return !together || same ? from : Spread.UNKNOWN;
    }

    /** Whether each copy gives the same rows: what depends on the order of rows may differ from shard to shard. */
    private static boolean isDecided(Set<Trait> traits) {
        return !traits.contains(Trait.WINDOW) && !traits.contains(Trait.LIMIT) && !traits.contains(Trait.DISTINCT);
    }

    /** A key that an outer join replaced by NULL says nothing of where the row is. */
    private static boolean isKeyed(Block block) {
        Set<Integer> present = new HashSet<>(block.from().uses());
        present.removeAll(block.where().nullable());
        return block.keyed().stream().anyMatch(present::contains);
    }

    /** The uses to whose rows a subquery may be tied: each of them is on the shard where the block runs. */
    private Set<Integer> anchors(Block block, Spread from, Set<Integer> outer) {
        Set<Integer> anchors = new HashSet<>(outer);
        if (from == Spread.SPREAD) {
            block.from().uses().stream().filter(this::isSpread).forEach(anchors::add);
        }
        return anchors;
    }

    private boolean isLocal(List<Integer> subqueries, Set<Integer> anchors) {
        return subqueries.stream()
                .map(index -> statement.blocks().get(index))
                .allMatch(subquery -> isLocal(subquery, anchors));
    }

    /** Whether a subquery gives on the shard of the row around it what it gives over all rows. */
    private boolean isLocal(Block subquery, Set<Integer> anchors) {
        Spread from = of(subquery.from());
        boolean tied = from == Spread.EVERYWHERE
                ? isDecided(subquery.traits())
                : from == Spread.SPREAD && isTied(subquery, anchors);
        Set<Integer> inner = anchors(subquery, from, anchors);
        return tied
                && isKnown(subquery.traits())
                && isLocal(subquery.filtering(), inner)
                && isLocal(subquery.computing(), inner)
                && isLocal(subquery.branches(), anchors);
    }

    private static boolean isKnown(Set<Trait> traits) {
        return traits.stream()
                .allMatch(trait -> TOGETHER.contains(trait)
                        || trait == Trait.SET_OPERATION
                        || trait == Trait.ORDER_BY
                        || trait == Trait.LIMIT);
    }

    private static boolean isTied(Block subquery, Set<Integer> anchors) {
        Set<Integer> own = subquery.from().uses();
        return subquery.where().ties().stream()
                .anyMatch(tie -> connects(tie, own, anchors) || connects(tie, anchors, own));
    }

    private boolean isSpread(int use) {
        TableRule rule = statement.uses().get(use).rule();
        return rule instanceof TableRule.Sharded || rule instanceof TableRule.Colocated;
    }

    private Spread of(JoinTree tree) {
        if (tree instanceof JoinTree.Leaf leaf) {
            TableRule rule = statement.uses().get(leaf.use()).rule();
            return rule instanceof TableRule.Reference
                    ? Spread.EVERYWHERE
                    : rule instanceof TableRule.Pinned ? Spread.UNKNOWN : Spread.SPREAD;
        }
        if (tree instanceof JoinTree.Derived derived) {
            return result(statement.blocks().get(derived.block()), Set.of(), Set.of());
        }
        return tree instanceof JoinTree.Join join ? join(join, of(join.left()), of(join.right())) : Spread.UNKNOWN;
    }

    private Spread join(JoinTree.Join join, Spread left, Spread right) {
        if (left == Spread.UNKNOWN || right == Spread.UNKNOWN) {
            return Spread.UNKNOWN;
        }
        if (left == Spread.SPREAD && right == Spread.SPREAD) {
            return isTied(join) ? Spread.SPREAD : Spread.UNKNOWN;
        }
        if (left == right) {
            return Spread.EVERYWHERE;
        }
        return preserves(join.kind(), right == Spread.EVERYWHERE) ? Spread.SPREAD : Spread.UNKNOWN;
    }

    /** Whether a join of a spread and a copied side keeps no unmatched row of the copied one. */
    private static boolean preserves(Kind kind, boolean rightIsCopy) {
        return switch (kind) {
            case INNER -> true;
            case LEFT, SEMI, ANTI -> rightIsCopy;
            case RIGHT -> !rightIsCopy;
            case FULL -> false;
        };
    }

    private boolean isTied(JoinTree.Join join) {
        Set<Integer> left = join.left().uses();
        Set<Integer> right = join.right().uses();
        return join.kind() == Kind.INNER
                ? left.stream().anyMatch(use -> reachable(use).stream().anyMatch(right::contains))
                : join.on().ties().stream().anyMatch(tie -> connects(tie, left, right) || connects(tie, right, left));
    }

    private static boolean connects(Filter.Tie tie, Set<Integer> one, Set<Integer> other) {
        return one.contains(tie.left()) && other.contains(tie.right());
    }

    /** The uses that equalities hold on the same shard, directly or through others. */
    private Set<Integer> reachable(int use) {
        Set<Integer> reached = new HashSet<>(Set.of(use));
        int before;
        do {
            before = reached.size();
            for (Filter.Tie tie : everywhereTrue) {
                if (reached.contains(tie.left()) || reached.contains(tie.right())) {
                    reached.add(tie.left());
                    reached.add(tie.right());
                }
            }
        } while (reached.size() > before);
        return reached;
    }
}
