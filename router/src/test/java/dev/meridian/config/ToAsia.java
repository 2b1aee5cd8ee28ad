package dev.meridian.config;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import java.util.Optional;
import java.util.Set;

/** A user's own function. */
public final class ToAsia implements ShardingFunction {

    @Override
    public Optional<ShardId> shardOf(Object key) {
        return Optional.of(ShardId.of("asia"));
    }

    @Override
    public Set<ShardId> shards() {
        return Set.of(ShardId.of("asia"));
    }
}
