package dev.meridian.config;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code shards}: a list of names, or a mapping from names to settings. */
final class ShardsReader {

    private final Problems problems;
    private final Scalars scalars;
    private final Map<Integer, String> numbered = new HashMap<>();

    ShardsReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    /** The shards; none where they could not be read, which is reported. */
    List<ShardSpec> read(Yaml node) {
        List<ShardSpec> shards = new ArrayList<>();
        if (node instanceof Yaml.Items list) {
            list.items().forEach(item -> named(item, shards));
        } else if (node instanceof Yaml.Fields mapping) {
            mapping.fields().forEach(field -> shards.add(shard(field, shards.size())));
        } else {
            scalars.expected("a list of names, or a mapping", node, "Name at least one shard.");
        }
        if (shards.isEmpty() && (node instanceof Yaml.Items || node instanceof Yaml.Fields)) {
            problems.add(node, "there are none", "Name at least one shard.");
        }
        return shards;
    }

    private void named(Yaml item, List<ShardSpec> shards) {
        String name = scalars.text(item);
        if (name != null) {
            problems.locate("shards." + name, item.place());
            shards.add(ShardSpec.named(name));
        }
    }

    private ShardSpec shard(Yaml.Field field, int position) {
        String name = field.key().text();
        if (field.value() instanceof Yaml.Scalar empty && empty.value() == null) {
            return ShardSpec.named(name);
        }
        Settings settings = new Settings(field.value(), problems);
        Yaml number = settings.find("number");
        Yaml database = settings.find("database");
        Yaml schema = settings.find("schema");
        Yaml prefix = settings.find("prefix");
        settings.finish();
        return new ShardSpec(
                name,
                number == null ? null : number(name, number, position),
                database == null ? null : DatabasesReader.name(database, problems),
                text(schema),
                text(prefix));
    }

    /** Where the number is wrong, one that no other shard is likely to have, lest the topology complains once more. */
    private int number(String shard, Yaml node, int position) {
        Integer number = scalars.number(node, 0, Shard.MAX_NUMBER);
        String other = number == null ? null : numbered.putIfAbsent(number, shard);
        if (other != null) {
            problems.add(node, number + " is the number of " + other, "Give each shard its own number.");
        }
        return number == null || other != null ? Math.max(0, Shard.MAX_NUMBER - position) : number;
    }

    private @Nullable String text(@Nullable Yaml node) {
        return node == null ? null : scalars.text(node);
    }
}
