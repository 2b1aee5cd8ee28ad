package dev.meridian.docs;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import java.util.Optional;
import java.util.Set;

// tag::own-function
public final class ByFirstLetter implements ShardingFunction {

    private final ShardId first = ShardId.of("asia");
    private final ShardId second = ShardId.of("europe");

    @Override
    public Optional<ShardId> shardOf(Object key) {
        return Optional.of(key.toString().compareTo("n") < 0 ? first : second);
    }

    @Override
    public Set<ShardId> shards() {
        return Set.of(first, second);
    }
}
// end::own-function
