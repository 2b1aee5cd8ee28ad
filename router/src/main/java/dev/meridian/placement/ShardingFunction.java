package dev.meridian.placement;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Key value to shard: the one extension point. It must be a pure function: the same value gives the same shard in every
 * process for as long as rows exist, or rows are lost.
 *
 * <p>Values arrive in canonical form, so that equal keys are equal objects: whole numbers as {@link Long} (beyond its range
 * as {@link java.math.BigInteger}), other numbers as {@link java.math.BigDecimal} without trailing zeros, texts as
 * {@link String} (in lower case under {@link KeyComparison#IGNORE_CASE}), the rest ({@link java.time.LocalDate},
 * {@link java.util.UUID}, {@link Boolean} ...) as the database type that jOOQ binds. Values are never null.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface ShardingFunction {

    /**
     * The shard of a key value.
     *
     * @param key a canonical value
     * @return its shard, or empty where the function knows none: then no such row exists, and none can be written
     */
    Optional<ShardId> shardOf(Object key);

    /**
     * All shards that the function can answer.
     *
     * @return the shards, in the order of the configuration
     */
    Set<ShardId> shards();

    /**
     * The shards that can hold a key within a range. The default is every shard, which is always right.
     *
     * @param range the range
     * @return a set of shards outside which no such key lives
     */
    default Set<ShardId> shardsWithin(KeyRange range) {
        return shards();
    }

    /**
     * The shards that can hold a key other than the given ones. The default is every shard, which is always right.
     *
     * @param keys canonical values
     * @return a set of shards outside which no other key lives
     */
    default Set<ShardId> shardsExcept(Collection<?> keys) {
        return shards();
    }

    /**
     * What the function knows of its keys, for an error that names a way out.
     *
     * @return a short text such as {@code known keys: Asia, Europe}
     */
    default String describe() {
        return "a user-defined sharding function";
    }
}
