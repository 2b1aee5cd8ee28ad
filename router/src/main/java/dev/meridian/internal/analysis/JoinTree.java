package dev.meridian.internal.analysis;

import java.util.HashSet;
import java.util.Set;

/** How the tables of one FROM clause are joined. */
public sealed interface JoinTree {

    /**
     * The uses of logical tables in the tree.
     *
     * @return their indexes
     */
    Set<Integer> uses();

    /** How unmatched rows are treated. */
    enum Kind {
        /** Only matches; also a comma, CROSS JOIN and CROSS APPLY. */
        INNER,
        /** The left side is preserved. */
        LEFT,
        /** The right side is preserved. */
        RIGHT,
        /** Both sides are preserved. */
        FULL,
        /** The left side's rows that have a match. */
        SEMI,
        /** The left side's rows that have none. */
        ANTI
    }

    /**
     * A logical table.
     *
     * @param use the index of its use
     */
    record Leaf(int use) implements JoinTree {
        @Override
        public Set<Integer> uses() {
            return Set.of(use);
        }
    }

    /**
     * A derived table.
     *
     * @param block the index of its SELECT
     */
    record Derived(int block) implements JoinTree {
        @Override
        public Set<Integer> uses() {
            return Set.of();
        }
    }

    /**
     * Something else: a common table expression, a function, a list of values.
     *
     * @param name what it is called
     */
    record Other(String name) implements JoinTree {
        @Override
        public Set<Integer> uses() {
            return Set.of();
        }
    }

    /**
     * A join.
     *
     * @param kind its kind
     * @param left its left side
     * @param right its right side
     * @param on its condition
     */
    record Join(Kind kind, JoinTree left, JoinTree right, Filter on) implements JoinTree {
        @Override
        public Set<Integer> uses() {
            Set<Integer> uses = new HashSet<>(left.uses());
            uses.addAll(right.uses());
            return uses;
        }
    }
}
