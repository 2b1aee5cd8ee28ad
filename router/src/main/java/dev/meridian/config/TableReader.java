package dev.meridian.config;

import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyRange;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import dev.meridian.placement.TableRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the rule of one table. Where a part is wrong, the rule is completed with a stand-in, so that other tables which refer
 * to it are judged by what they say themselves.
 */
final class TableReader {

    private enum Ids {
        BLOCKS,
        TIME_SORTED,
        UNMANAGED
    }

    private static final String[] FUNCTIONS = {"map", "hash", "range", "function"};

    private enum Plain {
        REFERENCE
    }

    /** Stands in for a function that could not be read; nothing is ever routed by it. */
    private static final ShardingFunction NONE = new ShardingFunction() {
        @Override
        public Optional<ShardId> shardOf(Object key) {
            return Optional.empty();
        }

        @Override
        public Set<ShardId> shards() {
            return Set.of();
        }

        @Override
        public Set<ShardId> shardsWithin(KeyRange range) {
            return Set.of();
        }
    };

    private final ShardNames shards;
    private final Problems problems;
    private final Scalars scalars;

    TableReader(ShardNames shards, Problems problems) {
        this.shards = shards;
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    TableRule read(Yaml.Field field) {
        String table = field.key().text();
        Yaml node = field.value();
        if (node instanceof Yaml.Scalar word) {
            if (word.value() == null) {
                scalars.expected("a rule", node, "Write reference, or one of sharded, colocated, pinned below.");
            } else {
                scalars.choice(node, List.of(Plain.values()));
            }
            return new TableRule.Reference(table);
        }
        Settings settings = new Settings(node, problems);
        String kind = settings.exactlyOneOf("sharded", "colocated", "pinned");
        TableRule rule = kind == null ? unknown(table, settings) : rule(table, kind, settings);
        settings.finish();
        return rule;
    }

    private TableRule rule(String table, String kind, Settings settings) {
        Yaml node = settings.require(kind, "");
        return switch (kind) {
            case "sharded" -> sharded(table, node, settings);
            case "colocated" -> colocated(table, node, settings);
            default -> pinned(table, node);
        };
    }

    private TableRule unknown(String table, Settings settings) {
        return standIn(table, ids(settings), identity(settings));
    }

    private static TableRule.Sharded standIn(String table, IdRule ids, IdentityPolicy identity) {
        return new TableRule.Sharded(table, "?", KeyComparison.EXACT, NONE, ids, identity);
    }

    private TableRule sharded(String table, Yaml node, Settings settings) {
        TableRule.Sharded rule = standIn(table, ids(settings), identity(settings));
        Settings sharded = new Settings(node, problems);
        String key = scalars.text(sharded.require("key", "Name the column of the shard key."));
        Yaml comparisonNode = sharded.find("comparison");
        KeyComparison comparison =
                comparisonNode == null ? null : scalars.choice(comparisonNode, List.of(KeyComparison.values()));
        String only = sharded.exactlyOneOf(FUNCTIONS);
        ShardingFunction function = null;
        Yaml functionNode = node;
        for (String kind : FUNCTIONS) {
            Yaml each = sharded.find(kind);
            if (each != null) {
                function = new FunctionReader(shards, problems).read(kind, each);
                functionNode = each;
            }
        }
        sharded.finish();
        if (key == null || function == null || only == null) {
            return rule;
        }
        TableRule.Sharded complete =
                new TableRule.Sharded(table, key, KeyComparison.EXACT, function, rule.ids(), rule.identity());
        try {
            return complete.withComparison(Objects.requireNonNullElse(comparison, KeyComparison.EXACT));
        } catch (IllegalArgumentException folded) {
            problems.add(
                    functionNode,
                    "without case, two keys become one that is in two shards",
                    "Give such keys one shard, or compare by case.");
            return rule;
        }
    }

    private TableRule colocated(String table, Yaml node, Settings settings) {
        IdRule ids = ids(settings);
        IdentityPolicy identity = identity(settings);
        Settings colocated = new Settings(node, problems);
        Yaml keyNode = colocated.require("foreign-key", "Name the column that refers to the parent's primary key.");
        Yaml parentNode = colocated.require("parent", "Name the parent table.");
        colocated.finish();
        problems.locate("tables." + table + ".parent", parentNode.place());
        String foreignKey = scalars.text(keyNode);
        String parent = scalars.text(parentNode);
        return parent == null
                ? standIn(table, ids, identity)
                : new TableRule.Colocated(table, foreignKey == null ? "?" : foreignKey, parent, ids, identity);
    }

    private TableRule pinned(String table, Yaml node) {
        ShardId shard = shards.read(node);
        Optional<ShardId> standIn = shards.all().stream().findFirst();
        return shard != null || standIn.isPresent()
                ? new TableRule.Pinned(table, shard != null ? shard : standIn.get())
                : new TableRule.Reference(table);
    }

    private IdRule ids(Settings settings) {
        Yaml node = settings.find("ids");
        if (node instanceof Yaml.Fields) {
            Settings blocks = new Settings(node, problems);
            Integer size = scalars.number(blocks.require("blocks", "Write {blocks: 100}."), 1, Integer.MAX_VALUE);
            blocks.finish();
            return new IdRule.Blocks(size == null ? IdRule.Blocks.DEFAULT_BLOCK : size);
        }
        Ids ids = node == null ? null : scalars.choice(node, List.of(Ids.values()));
        return switch (ids == null ? Ids.UNMANAGED : ids) {
            case BLOCKS -> new IdRule.Blocks(IdRule.Blocks.DEFAULT_BLOCK);
            case TIME_SORTED -> IdRule.TIME_SORTED;
            case UNMANAGED -> IdRule.UNMANAGED;
        };
    }

    private IdentityPolicy identity(Settings settings) {
        Yaml node = settings.find("identity");
        IdentityPolicy policy = node == null ? null : scalars.choice(node, List.of(IdentityPolicy.values()));
        return policy == null ? IdentityPolicy.SEARCH : policy;
    }
}
