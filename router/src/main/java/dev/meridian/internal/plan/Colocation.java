package dev.meridian.internal.plan;

import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.JoinTree;
import dev.meridian.internal.analysis.JoinTree.Kind;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.placement.TableRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a join, run shard by shard, gives each row of the whole join exactly once.
 *
 * <p>Each subtree's rows are spread (each on one shard), the same everywhere, or neither can be said. An inner join of spread
 * sides needs an equality that holds matching rows on one shard; so does an outer join, and there it must stand in its own
 * ON: whether a row has a match is then decided where the row is. A reference table may be the side that is looked up, never
 * the side that is preserved: its unmatched rows would come once from every shard.
 */
final class Colocation {

    /** Where the rows of a subtree are. */
    enum Spread {
        /** Each row on exactly one shard. */
        SPREAD,
        /** Every row on every shard. */
        EVERYWHERE,
        /** Shard by shard would be wrong. */
        UNKNOWN
    }

    private final Statement statement;
    private final List<Filter.Tie> everywhereTrue;

    private Colocation(Statement statement, List<Filter.Tie> everywhereTrue) {
        this.statement = statement;
        this.everywhereTrue = everywhereTrue;
    }

    /** Where the rows of a statement's FROM clause are. */
    static Spread of(Statement statement) {
        List<Filter.Tie> ties = statement.filters().stream()
                .flatMap(filter -> filter.ties().stream().filter(tie -> isInner(tie, filter)))
                .toList();
        return new Colocation(statement, ties).of(statement.from());
    }

    /** Equalities that every row of the result satisfies, between rows that are really there. */
    private static boolean isInner(Filter.Tie tie, Filter filter) {
        Set<Integer> both = Set.of(tie.left(), tie.right());
        return filter.narrows().containsAll(both) && filter.nullable().stream().noneMatch(both::contains);
    }

    private Spread of(JoinTree tree) {
        if (tree instanceof JoinTree.Leaf leaf) {
            TableRule rule = statement.uses().get(leaf.use()).rule();
            return rule instanceof TableRule.Reference
                    ? Spread.EVERYWHERE
                    : rule instanceof TableRule.Pinned ? Spread.UNKNOWN : Spread.SPREAD;
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
