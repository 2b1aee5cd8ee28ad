package dev.meridian.placement;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Spreads key values evenly by a hash that is the same in every JVM and every version of Meridian.
 *
 * <p>Whole numbers go through the 64-bit finalizer of MurmurHash3 (Austin Appleby, public domain); all other values through
 * FNV-1a (Fowler, Noll, Vo; 64 bits) over the UTF-8 bytes of their canonical text, and then through the same finalizer,
 * because FNV's low bits alone are weak. The hash, unsigned, modulo the number of shards is the shard's place in the
 * list. Adding a shard to the list moves most keys, so it is a migration of data, not a change of configuration.
 */
public final class HashSharding implements ShardingFunction {

    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Part of the function: it must never change. */
    private static final int MAX_PLAIN_SCALE = 1000;

    private final List<ShardId> shards;

    private HashSharding(List<ShardId> shards) {
        this.shards = shards;
    }

    /**
     * A hash over shards.
     *
     * @param shards the shards; their order is part of the function and must never change
     * @return the function
     * @throws IllegalArgumentException if there is no shard, or one twice
     */
    public static HashSharding over(List<ShardId> shards) {
        if (shards.isEmpty() || Set.copyOf(shards).size() < shards.size()) {
            throw new IllegalArgumentException("a hash needs at least one shard, and each once: " + shards);
        }
        return new HashSharding(List.copyOf(shards));
    }

    @Override
    public Optional<ShardId> shardOf(Object key) {
        return Optional.of(shards.get((int) Long.remainderUnsigned(hash(key), shards.size())));
    }

    @Override
    public Set<ShardId> shards() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(shards));
    }

    /**
     * The hash of a canonical key value, for tools that must compute it elsewhere.
     *
     * @param key a canonical value
     * @return its 64-bit hash
     */
    public static long hash(Object key) {
        return finalizer(key instanceof Long number ? number : fnv1a(text(key)));
    }

    /** A number of which plain digits would fill the memory is written with an exponent. */
    private static String text(Object key) {
        boolean plain = key instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE;
        return plain ? ((BigDecimal) key).toPlainString() : key.toString();
    }

    private static long fnv1a(String text) {
        long hash = FNV_OFFSET_BASIS;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long finalizer(long value) {
        long hash = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    @Override
    public String describe() {
        return "a hash over " + shards.stream().map(ShardId::name).collect(Collectors.joining(", "));
    }

    /** Two hashes over the same shards in the same order are one function: tables under it join by their keys. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HashSharding hash && shards.equals(hash.shards);
    }

    @Override
    public int hashCode() {
        return shards.hashCode();
    }

    @Override
    public String toString() {
        return describe();
    }
}
