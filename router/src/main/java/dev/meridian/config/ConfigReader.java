package dev.meridian.config;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a whole file in one pass and collects what is wrong: first each key by itself, then the topology as a whole, then the
 * files and servers that it would use.
 */
final class ConfigReader {

    private static final String ID_TABLE = "id-table";
    private static final int MOST_INSTANCES = 64;

    private final Problems problems;
    private final Scalars scalars;
    private final @Nullable Strategy override;

    private ConfigReader(Problems problems, @Nullable Strategy override) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.override = override;
    }

    /**
     * What the text declares, or an exception with every problem.
     *
     * @param override the strategy to take in place of the file's, or null
     */
    static Layout read(String file, String text, Variables variables, @Nullable Strategy override) {
        Problems problems = new Problems(file);
        Node document = new YamlSyntax(file, text, problems).read();
        if (document == null) {
            throw problems.exception();
        }
        Yaml root = new YamlReader(file, variables, problems).read(document);
        return new ConfigReader(problems, override).read(new Settings(root, problems));
    }

    private Layout read(Settings root) {
        Strategy strategy = strategy(root);
        Databases databases = DatabasesReader.read(root, problems);
        List<ShardSpec> shards = new ShardsReader(problems)
                .read(root.require("shards", "Name at least one shard.")).stream()
                        .map(shard -> databases.placed(shard, strategy))
                        .toList();
        List<TableRule> rules = rules(root, new ShardNames(shards, problems));
        IdTable idTable = idTable(root.find(ID_TABLE));
        int instance = instance(root.find("instance"));
        root.finish();
        Declared declared = new Declared(strategy, databases.of(shards), shards, rules, idTable, instance);
        Topology topology = shards.isEmpty() ? null : topology(declared);
        Layout layout = topology == null ? null : Layout.of(declared, topology, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(layout, "no layout although there is no problem");
    }

    private Strategy strategy(Settings root) {
        Yaml node = root.require("strategy", "Say database, schema or prefix.");
        Strategy stated = scalars.choice(node, List.of(Strategy.values()));
        if (override != null) {
            return override;
        }
        return stated == null ? Strategy.DATABASE : stated;
    }

    private List<TableRule> rules(Settings root, ShardNames shards) {
        List<TableRule> rules = new ArrayList<>();
        Yaml node = root.require("tables", "Give each table a rule.");
        if (node instanceof Yaml.Fields tables) {
            tables.fields().forEach(field -> rules.add(new TableReader(shards, problems).read(field)));
        } else {
            scalars.expected("a mapping", node, "Write a rule below the name of each table.");
        }
        return rules;
    }

    private @Nullable IdTable idTable(@Nullable Yaml node) {
        if (node == null) {
            return null;
        }
        Settings settings = new Settings(node, problems);
        String table = scalars.text(settings.require("table", "Name the table."));
        String name = scalars.text(settings.require("name", "Name the column that names the family of ids."));
        String next = scalars.text(settings.require("next", "Name the column with the next free id."));
        settings.finish();
        return table == null || name == null || next == null ? null : new IdTable(table, name, next);
    }

    private int instance(@Nullable Yaml node) {
        Integer instance = node == null ? null : scalars.number(node, 0, MOST_INSTANCES - 1);
        return instance == null ? 0 : instance;
    }

    /** The topology as a whole, or null where it has problems; what follows from a problem already found is left out. */
    private @Nullable Topology topology(Declared declared) {
        try {
            return declared.topology(each -> new DriverDataSource(each.jdbcUrl(), new Properties(), List.of()));
        } catch (ConfigurationException invalid) {
            for (Problem problem : invalid.problems()) {
                if (!problem.path().equals(ID_TABLE) || !problems.concern(ID_TABLE)) {
                    problems.add(problem);
                }
            }
            return null;
        }
    }
}
