package dev.meridian.internal.plan;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.JoinTree;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.internal.routing.Hints;
import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a SELECT that locks its rows may lock them shard by shard.
 *
 * <p>It may where it reads one table, row by row, in a transaction on one database: each shard then locks its own rows, in the order of the shards, and
 * together these are the rows that one table would have locked. Two such statements that wait for each other are seen by the database, which ends one of
 * them. Over several databases nobody would see them; and a union of slices, or rows that were gathered, cannot be locked at all.
 */
final class RowLocks {

    private RowLocks() {}

    static boolean present(Statement statement) {
        return statement.traits().contains(Trait.LOCK);
    }

    /** Refuses what cannot be locked as one database would. */
    static void check(Statement statement, List<ShardId> shards, boolean oneDatabase, Hints hints) {
        Optional<String> obstacle = obstacle(statement, oneDatabase, hints);
        if (obstacle.isPresent()) {
            String tables =
                    statement.uses().stream().map(Object::toString).distinct().collect(Collectors.joining(", "));
            throw new RefusedException(
                    Rule.LOCK_OVER_SHARDS,
                    "The SELECT from " + tables + " needs " + shards + " and " + obstacle.get() + ".");
        }
    }

    private static Optional<String> obstacle(Statement statement, boolean oneDatabase, Hints hints) {
        if (!(statement.from() instanceof JoinTree.Leaf) || statement.uses().size() != 1) {
            return Optional.of("is not from one table alone");
        }
        if (!statement.traits().equals(Set.of(Trait.LOCK))) {
            return Optional.of("has "
                    + statement.traits().stream()
                            .filter(trait -> trait != Trait.LOCK)
                            .map(Trait::description)
                            .collect(Collectors.joining(", ")));
        }
        if (!oneDatabase) {
            return Optional.of("they are in several databases");
        }
        return hints.inTransaction() ? Optional.empty() : Optional.of("runs outside of a transaction");
    }
}
