package dev.meridian.internal.analysis;

import java.util.List;
import java.util.Set;

/**
 * A condition that rows must satisfy to matter: a WHERE, or the ON of a join.
 *
 * @param predicate what it says about keys
 * @param ties the equalities in its top-level conjunction that hold matching rows on one shard
 * @param narrows the uses of which only rows that satisfy the condition matter
 * @param nullable the uses whose rows may have been replaced by NULLs when the condition is evaluated
 */
public record Filter(KeyPredicate predicate, List<Tie> ties, Set<Integer> narrows, Set<Integer> nullable) {

    /**
     * Copies the parts.
     *
     * @param predicate what it says about keys
     * @param ties the equalities
     * @param narrows the uses that it narrows
     * @param nullable the uses that may be NULL
     */
    public Filter {
        ties = List.copyOf(ties);
        narrows = Set.copyOf(narrows);
        nullable = Set.copyOf(nullable);
    }

    /** The same filter over other values. */
    Filter with(KeyPredicate newPredicate) {
        return new Filter(newPredicate, ties, narrows, nullable);
    }

    /**
     * An equality of two columns which, where it is true, proves that both rows live on one shard: key = key under the
     * same sharding function, foreign key = the parent's primary key, or the same column of the same table.
     *
     * @param left a use
     * @param right another use
     * @param text the equality
     */
    public record Tie(int left, int right, String text) {}
}
