package dev.meridian.config;

import dev.meridian.placement.HashSharding;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sharding function of a table; null always means that the problems have it already. */
final class FunctionReader {

    private static final String RANGE_REMEDY =
            "Write a list such as [{below: 100, shard: a}, {below: 200, shard: b}, {rest: c}].";

    private final ShardNames shards;
    private final Problems problems;
    private final Scalars scalars;

    FunctionReader(ShardNames shards, Problems problems) {
        this.shards = shards;
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    @Nullable
    ShardingFunction read(String kind, Yaml node) {
        return switch (kind) {
            case "map" -> map(node);
            case "hash" -> hash(node);
            case "range" -> range(node);
            default -> UserFunction.read(node, shards, problems);
        };
    }

    private @Nullable ShardingFunction map(Yaml node) {
        if (!(node instanceof Yaml.Fields fields)) {
            scalars.expected("a mapping", node, "Write {key value: shard, ...}.");
            return null;
        }
        if (fields.fields().isEmpty()) {
            problems.add(node, "the map lists no key", "Write {key value: shard, ...}.");
            return null;
        }
        Map<Object, ShardId> shardOfKey = new LinkedHashMap<>();
        int complete = 0;
        for (Yaml.Field field : fields.fields()) {
            Object key = keyValue(field.key());
            ShardId shard = shards.read(field.value());
            if (key != null && shard != null) {
                shardOfKey.put(key, shard);
                complete++;
            }
        }
        return complete == fields.fields().size() ? MapSharding.of(shardOfKey) : null;
    }

    private @Nullable ShardingFunction hash(Yaml node) {
        if (node instanceof Yaml.Scalar word && word.text().equals("all")) {
            List<ShardId> all = shards.all();
            return all.isEmpty() ? null : HashSharding.over(all);
        }
        if (!(node instanceof Yaml.Items list)) {
            scalars.expected("a list of shards, or \"all\"", node, "Write [shard, shard, ...] or all.");
            return null;
        }
        if (list.items().isEmpty()) {
            problems.add(node, "the list names no shard", "Write [shard, shard, ...] or all.");
            return null;
        }
        Set<ShardId> over = new LinkedHashSet<>();
        int complete = 0;
        for (Yaml item : list.items()) {
            ShardId shard = shards.read(item);
            if (shard != null && over.add(shard)) {
                complete++;
            } else if (shard != null) {
                problems.add(item, "the shard stands twice", "Name each shard once.");
            }
        }
        return complete == list.items().size() ? HashSharding.over(List.copyOf(over)) : null;
    }

    private @Nullable ShardingFunction range(Yaml node) {
        if (!(node instanceof Yaml.Items list)) {
            scalars.expected("a list of ranges", node, RANGE_REMEDY);
            return null;
        }
        int last = list.items().size() - 1;
        if (last < 1) {
            problems.add(node, "the list needs at least one \"below\", and \"rest\" at its end", RANGE_REMEDY);
            return null;
        }
        RangeSharding.@Nullable Builder ranges = null;
        boolean complete = true;
        for (Yaml item : list.items().subList(0, last)) {
            RangeSharding.Builder longer = below(item, ranges);
            complete &= longer != null;
            ranges = longer == null ? ranges : longer;
        }
        Settings end = new Settings(list.items().get(last), problems);
        Yaml rest = end.require("rest", "End the list with {rest: shard}.");
        end.finish();
        ShardId shard = shards.read(rest);
        return complete && ranges != null && shard != null ? ranges.rest(shard) : null;
    }

    private RangeSharding.@Nullable Builder below(Yaml item, RangeSharding.@Nullable Builder ranges) {
        Settings settings = new Settings(item, problems);
        Yaml end = settings.require("below", RANGE_REMEDY);
        Yaml name = settings.require("shard", RANGE_REMEDY);
        settings.finish();
        Object value = keyValue(end);
        ShardId shard = shards.read(name);
        if (value == null || shard == null) {
            return null;
        }
        try {
            return ranges == null ? RangeSharding.below(value, shard) : ranges.below(value, shard);
        } catch (IllegalArgumentException order) {
            problems.add(
                    end, end.kind() + " does not come after the end before it", "Let the ends ascend, in one type.");
            return null;
        }
    }

    private @Nullable Object keyValue(Yaml node) {
        if (node instanceof Yaml.Scalar scalar && scalar.value() != null) {
            return scalar.value();
        }
        scalars.expected("a key value", node, "Write a text or a number; keys are never null.");
        return null;
    }
}
