package dev.meridian.config;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shards that tables may refer to. */
final class ShardNames {

    private final List<String> names;
    private final Problems problems;

    ShardNames(List<ShardSpec> shards, Problems problems) {
        this.names = shards.stream().map(ShardSpec::name).toList();
        this.problems = problems;
    }

    /** All shards whose names are usable, in the order of the file. */
    List<ShardId> all() {
        return names.stream()
                .distinct()
                .map(ShardNames::id)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The shard that a node names, or null where there is none, which is reported. */
    @Nullable
    ShardId read(Yaml node) {
        String name = new Scalars(problems).text(node);
        return name == null || !isKnown(node, name) ? null : id(name).orElse(null);
    }

    /** Whether there is such a shard; if not, that is reported, unless the shards themselves could not be read. */
    boolean isKnown(Yaml node, String name) {
        boolean known = names.contains(name);
        if (!known && !names.isEmpty()) {
            problems.add(node, "there is no shard \"" + name + "\"", Nearest.remedy(name, names));
        }
        return known;
    }

    /** A name that is no identifier is reported where the shard stands. */
    private static Optional<ShardId> id(String name) {
        try {
            return Optional.of(ShardId.of(name));
        } catch (IllegalArgumentException noIdentifier) {
            return Optional.empty();
        }
    }
}
