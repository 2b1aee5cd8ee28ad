package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a predicate can be true and where it can be false, for the rows of one use of a table. In SQL's logic it may be
 * neither: {@code k = NULL} is never true and never false.
 *
 * @param whenTrue the shards with rows of which it can be true
 * @param trueOfNull whether it can be true where an outer join put NULLs in place of a row
 * @param whenFalse the shards with rows of which it can be false
 * @param falseOfNull whether it can be false where an outer join put NULLs in place of a row
 */
record Truth(Set<ShardId> whenTrue, boolean trueOfNull, Set<ShardId> whenFalse, boolean falseOfNull) {

    static Truth unknown(Set<ShardId> all) {
        return new Truth(all, true, all, true);
    }

    Truth and(Truth other) {
        return new Truth(
                intersection(whenTrue, other.whenTrue),
                trueOfNull && other.trueOfNull,
                union(whenFalse, other.whenFalse),
                falseOfNull || other.falseOfNull);
    }

    Truth not() {
        return new Truth(
                /* whenTrue= */ whenFalse,
                /* trueOfNull= */ falseOfNull,
                /* whenFalse= */ whenTrue,
                /* falseOfNull= */ trueOfNull);
    }

    /** By De Morgan, which holds in three-valued logic too. */
    Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    static Set<ShardId> intersection(Set<ShardId> left, Set<ShardId> right) {
        if (left.containsAll(right)) {
            return right;
        }
        Set<ShardId> both = new LinkedHashSet<>(left);
        both.retainAll(right);
        return both;
    }

    static Set<ShardId> union(Set<ShardId> left, Set<ShardId> right) {
        if (left.containsAll(right)) {
            return left;
        }
        Set<ShardId> either = new LinkedHashSet<>(left);
        either.addAll(right);
        return either;
    }
}
