package dev.meridian.config;

import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a file: either a template, of which there are as many as the shards need, or each on its own.
 *
 * @param template the template, or null
 * @param explicit the databases that stand on their own; empty where there is a template
 */
record Databases(@Nullable DatabaseSettings template, List<DatabaseSettings> explicit) {

    /** The shard with its database filled in, where the template decides which. */
    ShardSpec placed(ShardSpec shard, Strategy strategy) {
        if (template == null || shard.database() != null) {
            return shard;
        }
        return shard.withDatabase(strategy == Strategy.DATABASE ? shard.name() : template.name());
    }

    /** The databases that the shards need. */
    List<DatabaseSettings> of(List<ShardSpec> placed) {
        DatabaseSettings each = template;
        if (each == null) {
            return explicit;
        }
        Set<String> names = new LinkedHashSet<>();
        placed.forEach(shard -> names.add(String.valueOf(shard.database())));
        return names.stream().map(each::named).toList();
    }
}
