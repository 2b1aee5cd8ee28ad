package dev.meridian.placement;

import java.util.Set;

/**
 * The third of the three questions of sharding: which shards does a statement ask?
 *
 * <p>The default asks all shards that the statement's predicates leave possible. A replacement may know more than the
 * statement says, and ask fewer; it is trusted that the others have no rows to add. Implementations are safe for use by
 * many threads.
 */
@FunctionalInterface
public interface ExecuteChooser {

    /**
     * Chooses the shards to ask.
     *
     * @param statement what is known of the statement
     * @return the shards to ask; a set that is not within {@link Routed#provable()} is refused
     */
    Set<ShardId> choose(Routed statement);

    /**
     * A statement with the shards that its predicates leave possible.
     *
     * @param tables the logical tables that it names
     * @param provable the shards outside which it has provably nothing to find or to change
     */
    record Routed(Set<String> tables, Set<ShardId> provable) {}
}
