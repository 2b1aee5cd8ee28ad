package dev.meridian.placement;

import dev.meridian.exception.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** All rules that a topology must keep, each a small method that adds what it finds to the problems. */
final class TopologyCheck {

    /** The longest identifier that PostgreSQL keeps; it silently cuts longer ones, and two may become one. */
    private static final int LONGEST_NAME = 63;

    private static final int MAX_INSTANCE = 63;

    private final List<Shard> shards;
    private final List<Database> databases;
    private final List<TableRule> rules;
    private final @Nullable IdTable idTable;
    private final int instance;
    private final boolean numbersStated;
    private final List<Problem> problems;

    TopologyCheck(
            List<Shard> shards,
            List<Database> databases,
            List<TableRule> rules,
            @Nullable IdTable idTable,
            int instance,
            boolean numbersStated,
            List<Problem> problems) {
        this.shards = shards;
        this.databases = databases;
        this.rules = rules;
        this.idTable = idTable;
        this.instance = instance;
        this.numbersStated = numbersStated;
        this.problems = problems;
    }

    void run() {
        databases();
        shards();
        physicalNames();
        rules.forEach(this::rule);
        unique("tables", rules, TableRule::table, "has two rules", "Keep one.");
        ids();
    }

    private void databases() {
        unique("databases", databases, Database::name, "stands twice", "Give each database its own name.");
        for (Database database : databases) {
            if (database.dialect() != SQLDialect.SQLITE && database.dialect() != SQLDialect.POSTGRES) {
                add(
                        "databases." + database.name(),
                        "the dialect " + database.dialect() + " is not supported",
                        "Use SQLITE or POSTGRES.");
            }
        }
        if (databases.stream().map(Database::dialect).distinct().count() > 1) {
            add(
                    "databases",
                    "the databases are of different kinds",
                    "Use one kind: results could not be merged exactly.");
        }
    }

    private void shards() {
        unique(
                "shards",
                shards,
                shard -> lower(shard.id().name()),
                "stands twice (case does not count)",
                "Rename one.");
        numbers();
        if (shards.stream().map(shard -> shard.schema().isEmpty()).distinct().count() > 1) {
            add("shards", "some have a schema and some have none", "Name a schema for every shard or for none.");
        }
        for (Shard shard : shards) {
            if (Set.of("main", "temp").contains(lower(shard.schema())) && speaks(SQLDialect.SQLITE)) {
                add(
                        "shards." + shard.id() + ".schema",
                        "\"" + shard.schema() + "\" has a meaning of its own in SQLite",
                        "Choose another schema name.");
            }
        }
    }

    private void numbers() {
        Map<Integer, Shard> owners = new HashMap<>();
        for (Shard shard : shards) {
            Shard owner = owners.putIfAbsent(shard.number(), shard);
            if (owner != null) {
                add(
                        "shards." + shard.id() + ".number",
                        shard.number() + " is the number of shard \"" + owner.id() + "\" too",
                        "Give each shard its own number.");
            }
        }
    }

    private boolean speaks(SQLDialect dialect) {
        return databases.stream().anyMatch(database -> database.dialect() == dialect);
    }

    /** Two logical tables that are one physical table would mix the rows of shards. */
    private void physicalNames() {
        Map<String, String> owners = new HashMap<>();
        Set<String> tables = rules.stream().map(TableRule::table).collect(Collectors.toSet());
        tables.add("");
        for (Shard shard : shards) {
            for (String table : tables) {
                String name = shard.prefix() + table;
                String owner = "shards." + shard.id() + (table.isEmpty() ? "" : ", table " + table);
                String other = owners.putIfAbsent(lower(shard.database() + '.' + shard.schema() + '.' + name), owner);
                if (other != null) {
                    add(
                            "shards." + shard.id(),
                            "shares its place with " + other + (table.isEmpty() ? "" : " (both are \"" + name + "\")"),
                            "Give each shard its own database, schema or prefix.");
                    break;
                }
                if (name.length() > LONGEST_NAME) {
                    add(
                            "shards." + shard.id() + ".prefix",
                            "\"" + name + "\" is longer than " + LONGEST_NAME,
                            "Shorten the prefix.");
                }
            }
        }
    }

    private void rule(TableRule rule) {
        String path = "tables." + rule.table();
        if (rule instanceof TableRule.Sharded sharded) {
            sharded.function().shards().forEach(shard -> known(path, shard));
        } else if (rule instanceof TableRule.Pinned pinned) {
            known(path + ".pinned", pinned.shard());
        } else if (rule instanceof TableRule.Colocated colocated) {
            parents(path, colocated);
        }
    }

    private void known(String path, ShardId shard) {
        if (shards.stream().noneMatch(other -> other.id().equals(shard))) {
            add(
                    path,
                    "there is no shard \"" + shard + "\"",
                    "Use one of: " + shards.stream().map(s -> s.id().name()).collect(Collectors.joining(", ")) + ".");
        }
    }

    private void parents(String path, TableRule.Colocated child) {
        Set<String> seen = new HashSet<>(Set.of(child.table()));
        TableRule rule = child;
        while (rule instanceof TableRule.Colocated colocated) {
            String parent = colocated.parent();
            if (!seen.add(parent)) {
                add(path + ".parent", "the parents form a circle", "End the chain of parents at a sharded table.");
                return;
            }
            rule = rules.stream()
                    .filter(other -> other.table().equals(parent))
                    .findFirst()
                    .orElse(null);
            if (rule == null) {
                add(path + ".parent", "there is no table \"" + parent + "\"", "Name a sharded or co-located table.");
                return;
            }
        }
        if (!(rule instanceof TableRule.Sharded)) {
            add(
                    path + ".parent",
                    "\"" + rule.table() + "\" is not spread over shards",
                    "Name a sharded or co-located table.");
        }
    }

    private void ids() {
        if (instance < 0 || instance > MAX_INSTANCE) {
            add("instance", instance + " is out of range", "Use a number from 0 to " + MAX_INSTANCE + ".");
        }
        boolean carriesShard = rules.stream().anyMatch(rule -> rule.ids() instanceof IdRule.TimeSorted);
        if (carriesShard && !numbersStated) {
            add(
                    "shards",
                    "ids carry the number of their shard, but not every shard states its number",
                    "Give each shard a number that never changes.");
        }
        boolean takesBlocks = rules.stream().anyMatch(rule -> rule.ids() instanceof IdRule.Blocks);
        if (takesBlocks && idTable == null) {
            add("id-table", "is missing, but ids come from it", "Name the table, and pin it to a shard.");
        }
        if (idTable != null && rules.stream().noneMatch(this::isPinnedIdTable)) {
            add("id-table", "\"" + idTable.table() + "\" has no pinned rule", "Pin it to a shard.");
        }
    }

    private boolean isPinnedIdTable(TableRule rule) {
        return rule instanceof TableRule.Pinned
                && idTable != null
                && rule.table().equals(idTable.table());
    }

    private <T> void unique(String path, Collection<T> all, Function<T, String> name, String message, String remedy) {
        Set<String> seen = new HashSet<>();
        all.stream().map(name).filter(each -> !seen.add(each)).forEach(each -> add(path + "." + each, message, remedy));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void add(String path, String message, String remedy) {
        problems.add(Problem.at(path, message, remedy));
    }
}
