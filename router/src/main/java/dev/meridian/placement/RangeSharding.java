package dev.meridian.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the key's order into intervals, each in one shard: numbers by value, texts by code point, dates by time.
 *
 * <p>The lowest interval has no lower end, the last one no upper end. Texts place rows by code point whatever the
 * database's collation is; ranges in queries narrow only under {@link KeyComparison#BINARY}. Immutable.
 */
public final class RangeSharding implements ShardingFunction {

    private record Cut(Object below, ShardId shard) {}

    private final List<Cut> cuts;
    private final ShardId rest;

    private RangeSharding(List<Cut> cuts, ShardId rest) {
        this.cuts = List.copyOf(cuts);
        this.rest = rest;
    }

    /**
     * Starts with the lowest interval.
     *
     * @param end the first key value that does not belong to it any more
     * @param shard the shard of all keys below that value
     * @return the next step
     * @throws IllegalArgumentException if the end is a value without an order, such as NaN
     */
    public static Builder below(Object end, ShardId shard) {
        return new Builder().below(end, shard);
    }

    /** Collects intervals, in ascending order. Not for use by several threads. */
    public static final class Builder {

        private final List<Cut> cuts = new ArrayList<>();

        private Builder() {}

        /**
         * Adds the next interval.
         *
         * @param end the first key value that does not belong to it any more, above the previous end
         * @param shard the shard of the interval's keys
         * @return this builder
         * @throws IllegalArgumentException if the end is not above the previous one, or has no order at all
         */
        public Builder below(Object end, ShardId shard) {
            Object canonical = KeyValues.canonical(end);
            if (KeyOrder.compare(canonical, canonical).isEmpty()) {
                throw new IllegalArgumentException("a range cannot end at " + end + ", which has no order");
            }
            if (!cuts.isEmpty() && !isBelow(cuts.get(cuts.size() - 1).below(), canonical)) {
                throw new IllegalArgumentException(
                        "range ends must ascend and be of one type: " + end + " does not come" + " after "
                                + cuts.get(cuts.size() - 1).below());
            }
            cuts.add(new Cut(canonical, shard));
            return this;
        }

        /**
         * Ends with the highest interval.
         *
         * @param shard the shard of all keys from the last end on
         * @return the function
         */
        public RangeSharding rest(ShardId shard) {
            return new RangeSharding(cuts, shard);
        }

        private static boolean isBelow(Object left, Object right) {
            OptionalInt order = KeyOrder.compare(left, right);
            return order.isPresent() && order.getAsInt() < 0;
        }
    }

    @Override
    public Optional<ShardId> shardOf(Object key) {
        for (Cut cut : cuts) {
            OptionalInt order = KeyOrder.compare(key, cut.below());
            if (order.isEmpty()) {
                return Optional.empty();
            }
            if (order.getAsInt() < 0) {
                return Optional.of(cut.shard());
            }
        }
        return Optional.of(rest);
    }

    @Override
    public Set<ShardId> shards() {
        Set<ShardId> shards = new LinkedHashSet<>();
        cuts.forEach(cut -> shards.add(cut.shard()));
        shards.add(rest);
        return shards;
    }

    /** An interval [previous end, end) meets the range unless it ends at or before the lower end, or begins after the upper. */
    @Override
    public Set<ShardId> shardsWithin(KeyRange range) {
        Set<ShardId> within = new LinkedHashSet<>();
        Optional<Object> begin = Optional.empty();
        for (Cut cut : cuts) {
            boolean endsAbove = range.lower()
                    .map(lower -> KeyOrder.within(cut.below(), lower, 1, false))
                    .orElse(true);
            if (endsAbove && beginsWithin(begin, range)) {
                within.add(cut.shard());
            }
            begin = Optional.of(cut.below());
        }
        if (beginsWithin(begin, range)) {
            within.add(rest);
        }
        return within;
    }

    private static boolean beginsWithin(Optional<Object> begin, KeyRange range) {
        return begin.isEmpty()
                || range.upper()
                        .map(upper -> KeyOrder.within(begin.get(), upper, -1, range.upperInclusive()))
                        .orElse(true);
    }

    @Override
    public String describe() {
        return "ranges: "
                + cuts.stream()
                        .map(cut -> "below " + cut.below() + " in " + cut.shard())
                        .collect(Collectors.joining(", "))
                + ", the rest in " + rest;
    }

    /** Two cuts of the same intervals are one function: tables under it join by their keys. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RangeSharding range && cuts.equals(range.cuts) && rest.equals(range.rest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cuts, rest);
    }

    @Override
    public String toString() {
        return describe();
    }
}
