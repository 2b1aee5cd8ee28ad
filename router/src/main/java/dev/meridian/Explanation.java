package dev.meridian;

import dev.meridian.placement.ShardId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Optional<Tier> tier;
    private final Set<ShardId> shards;
    private final Map<ShardId, String> statements;
    private final Optional<String> refusal;

    private Explanation(
            String tree,
            Optional<Tier> tier,
            Set<ShardId> shards,
            Map<ShardId, String> statements,
            Optional<String> refusal) {
        this.tree = tree;
        this.tier = tier;
        this.shards = Collections.unmodifiableSet(shards);
        this.statements = Collections.unmodifiableMap(statements);
        this.refusal = refusal;
    }

    static Explanation of(String tree, Tier tier, List<ShardId> shards, Map<ShardId, String> statements) {
        return new Explanation(
                tree,
                Optional.of(tier),
                new LinkedHashSet<>(shards),
                new LinkedHashMap<>(statements),
                Optional.empty());
    }

    static Explanation refused(String tree, String message) {
        return new Explanation(tree, Optional.empty(), Set.of(), Map.of(), Optional.of(message));
    }

    /**
     * The way in which the statement would run.
     *
     * @return the first way that is exact; empty for a refused statement
     */
    public Optional<Tier> tier() {
        return tier;
    }

    /**
     * The shards that would be asked.
     *
     * @return their names in the order of the configuration; empty for a refused statement
     */
    public Set<ShardId> shards() {
        return shards;
    }

    /**
     * The statement that each shard would get: the shard's own part of a statement that is merged or reduced; the whole, in which each table is a
     * union, where the shards of one database get it once; and where rows are gathered, the questions for the rows of each table, and for the
     * coordinating shard the statement itself after them, separated by semicolons.
     *
     * @return SQL with placeholders, by shard; a shard without rows to give is left out
     */
    public Map<ShardId, String> statements() {
        return statements;
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
