package dev.meridian;

import dev.meridian.placement.ShardId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Explain;

/**
 * How Meridian would run a statement: its plan as a tree, the route, and the statement for each shard. Bound values are not in
 * it. Immutable.
 */
public final class Explanation implements Explain {

    private final String tree;
    private final Map<ShardId, String> statements;
    private final Optional<String> refusal;

    Explanation(String tree, Map<ShardId, String> statements, Optional<String> refusal) {
        this.tree = tree;
        this.statements = new LinkedHashMap<>(statements);
        this.refusal = refusal;
    }

    /**
     * The shards that would be asked.
     *
     * @return their names in the order of the configuration; empty for a refused statement
     */
    public Set<ShardId> shards() {
        return java.util.Collections.unmodifiableSet(statements.keySet());
    }

    /**
     * The statement that each shard would get.
     *
     * @return SQL with placeholders, by shard
     */
    public Map<ShardId, String> statements() {
        return java.util.Collections.unmodifiableMap(statements);
    }

    /**
     * Why the statement would be refused.
     *
     * @return the error's message, or empty for a statement that would run
     */
    public Optional<String> refusal() {
        return refusal;
    }

    /** The plan as a tree, a few lines of text. */
    @Override
    public String plan() {
        return tree;
    }

    /** Not known. */
    @Override
    public double rows() {
        return Double.NaN;
    }

    /** Not known. */
    @Override
    public double cost() {
        return Double.NaN;
    }

    @Override
    public String toString() {
        return tree;
    }
}
