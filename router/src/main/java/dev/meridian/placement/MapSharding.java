package dev.meridian.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The explicit map: each key value is listed with its shard. Reading a key that is not listed finds nothing; writing one
 * is refused. Immutable.
 */
public final class MapSharding implements ShardingFunction {

    private final Map<Object, ShardId> shardOfKey;
    private final Set<ShardId> shards;

    private MapSharding(Map<Object, ShardId> shardOfKey) {
        this.shardOfKey = shardOfKey;
        this.shards = Collections.unmodifiableSet(new LinkedHashSet<>(shardOfKey.values()));
    }

    /**
     * A map from key values to shards.
     *
     * @param shardOfKey the shard of each key value, at least one; values may be of any type that a column can have
     * @return the function
     * @throws IllegalArgumentException if the map is empty, or two of its values are the same key in two shards
     */
    public static MapSharding of(Map<?, ShardId> shardOfKey) {
        if (shardOfKey.isEmpty()) {
            throw new IllegalArgumentException("the map lists no key");
        }
        Map<Object, ShardId> canonical = new LinkedHashMap<>();
        shardOfKey.forEach((key, shard) -> put(canonical, KeyValues.canonical(key), shard));
        return new MapSharding(canonical);
    }

    /** The same map over texts in lower case, for keys that compare without case. */
    MapSharding ignoringCase() {
        Map<Object, ShardId> folded = new LinkedHashMap<>();
        shardOfKey.forEach((key, shard) -> put(folded, KeyValues.fold(key), shard));
        return new MapSharding(folded);
    }

    private static void put(Map<Object, ShardId> canonical, Object key, ShardId shard) {
        ShardId other = canonical.putIfAbsent(key, shard);
        if (other != null && !other.equals(shard)) {
            throw new IllegalArgumentException("the key " + key + " is in two shards, " + other + " and " + shard);
        }
    }

    @Override
    public Optional<ShardId> shardOf(Object key) {
        return Optional.ofNullable(shardOfKey.get(key));
    }

    @Override
    public Set<ShardId> shards() {
        return shards;
    }

    @Override
    public Set<ShardId> shardsWithin(KeyRange range) {
        return shardOfKey.entrySet().stream()
                .filter(entry -> mayContain(range, entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Set<ShardId> shardsExcept(Collection<?> keys) {
        return shardOfKey.entrySet().stream()
                .filter(entry -> !keys.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean mayContain(KeyRange range, Object key) {
        boolean aboveLower = range.lower()
                .map(lower -> KeyOrder.within(key, lower, 1, range.lowerInclusive()))
                .orElse(true);
        boolean belowUpper = range.upper()
                .map(upper -> KeyOrder.within(key, upper, -1, range.upperInclusive()))
                .orElse(true);
        return aboveLower && belowUpper;
    }

    @Override
    public String describe() {
        return "known keys: "
                + shardOfKey.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Two maps of the same keys to the same shards are one function: tables under it join by their keys. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapSharding map && shardOfKey.equals(map.shardOfKey);
    }

    @Override
    public int hashCode() {
        return shardOfKey.hashCode();
    }

    @Override
    public String toString() {
        return "map of " + shardOfKey.size() + " keys";
    }
}
