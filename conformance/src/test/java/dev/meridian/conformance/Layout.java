package dev.meridian.conformance;

import dev.meridian.placement.Strategy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The topologies on which the contract is checked: every strategy, database and number of shards, and mixtures. */
enum Layout {
    SQLITE_DATABASE_1(Kind.SQLITE, Strategy.DATABASE, 1),
    SQLITE_DATABASE_2(Kind.SQLITE, Strategy.DATABASE, 2),
    SQLITE_DATABASE_3(Kind.SQLITE, Strategy.DATABASE, 3),
    SQLITE_DATABASE_4(Kind.SQLITE, Strategy.DATABASE, 4),
    SQLITE_DATABASE_5(Kind.SQLITE, Strategy.DATABASE, 5),
    SQLITE_SCHEMA_1(Kind.SQLITE, Strategy.SCHEMA, 1),
    SQLITE_SCHEMA_2(Kind.SQLITE, Strategy.SCHEMA, 2),
    SQLITE_SCHEMA_4(Kind.SQLITE, Strategy.SCHEMA, 4),
    SQLITE_PREFIX_1(Kind.SQLITE, Strategy.PREFIX, 1),
    SQLITE_PREFIX_2(Kind.SQLITE, Strategy.PREFIX, 2),
    SQLITE_PREFIX_4(Kind.SQLITE, Strategy.PREFIX, 4),
    /** Four schemas over two databases. */
    SQLITE_MIXED(Kind.SQLITE, Strategy.SCHEMA, 4, true),
    POSTGRES_DATABASE_1(Kind.POSTGRES, Strategy.DATABASE, 1),
    POSTGRES_DATABASE_2(Kind.POSTGRES, Strategy.DATABASE, 2),
    POSTGRES_DATABASE_3(Kind.POSTGRES, Strategy.DATABASE, 3),
    POSTGRES_DATABASE_4(Kind.POSTGRES, Strategy.DATABASE, 4),
    POSTGRES_DATABASE_5(Kind.POSTGRES, Strategy.DATABASE, 5),
    POSTGRES_SCHEMA_1(Kind.POSTGRES, Strategy.SCHEMA, 1),
    POSTGRES_SCHEMA_2(Kind.POSTGRES, Strategy.SCHEMA, 2),
    POSTGRES_SCHEMA_4(Kind.POSTGRES, Strategy.SCHEMA, 4),
    POSTGRES_PREFIX_1(Kind.POSTGRES, Strategy.PREFIX, 1),
    POSTGRES_PREFIX_2(Kind.POSTGRES, Strategy.PREFIX, 2),
    POSTGRES_PREFIX_4(Kind.POSTGRES, Strategy.PREFIX, 4),
    /** Four schemas over two databases. */
    POSTGRES_MIXED(Kind.POSTGRES, Strategy.SCHEMA, 4, true);

    /** What database it is. */
    enum Kind {
        SQLITE,
        POSTGRES
    }

    /** The smallest pool on which anything that fans out while it holds a connection would show. */
    static final int POOL = 2;

    private static final List<String> CONTINENTS = List.of("North America", "Asia", "Europe", "South America");

    private final Kind kind;
    private final Strategy strategy;
    private final int shards;
    private final boolean mixed;

    Layout(Kind kind, Strategy strategy, int shards) {
        this(kind, strategy, shards, false);
    }

    Layout(Kind kind, Strategy strategy, int shards, boolean mixed) {
        this.kind = kind;
        this.strategy = strategy;
        this.shards = shards;
        this.mixed = mixed;
    }

    Kind kind() {
        return kind;
    }

    boolean isScattered() {
        return shards > 1;
    }

    /** The shard of a continent: with fewer shards several continents share one. */
    String shardOf(String continent) {
        if (shards == 1) {
            return "world";
        }
        boolean america = continent.endsWith("America");
        if (shards == 2) {
            return america ? "west" : "east";
        }
        if (shards == 3 && america) {
            return "america";
        }
        return continent.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    }

    Set<String> shardNames() {
        Set<String> names = CONTINENTS.stream().map(this::shardOf).collect(Collectors.toCollection(LinkedHashSet::new));
        if (shards > names.size()) {
            // No continent's.
            names.add("spare");
        }
        return names;
    }

    /** Whether the whole contract is checked on it, not the random tests alone. */
    boolean isOfContract() {
        return shards != 3 && shards != 5;
    }

    private Map<String, String> continents() {
        Map<String, String> continents = new LinkedHashMap<>();
        CONTINENTS.forEach(continent -> continents.put(continent, shardOf(continent)));
        return continents;
    }

    private String database(String shard) {
        return !mixed ? shard : shard.endsWith("america") ? "west_db" : "east_db";
    }

    /** The configuration file; creates what databases it needs. */
    String yaml(Path folder) {
        StringBuilder yaml =
                new StringBuilder("strategy: " + strategy.name().toLowerCase(java.util.Locale.ROOT) + "\n");
        String settings = "pool: {size: " + POOL + ", timeout: 20s}"
                + (kind == Kind.POSTGRES ? ", username: postgres, password: postgres" : "");
        if (mixed) {
            yaml.append("databases:\n");
            for (String name : List.of("west_db", "east_db")) {
                yaml.append("  %s: {url: \"%s\", %s}\n".formatted(name, url(folder, name), settings));
            }
        } else {
            List<String> databases = strategy == Strategy.DATABASE ? List.copyOf(shardNames()) : List.of("main_db");
            databases.forEach(name -> url(folder, name));
            yaml.append("database: {name: main_db, url: \"%s\", %s}\n".formatted(template(folder), settings));
        }
        yaml.append("shards:\n");
        int number = 0;
        for (String shard : shardNames()) {
            yaml.append(
                    "  %s: {number: %d%s}\n".formatted(shard, number++, mixed ? ", database: " + database(shard) : ""));
        }
        return yaml + tables();
    }

    private String tables() {
        String map = continents().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return """
                tables:
                  weather_locations:
                    sharded: {key: continent, map: {%s}}
                  weather_reports:
                    colocated: {foreign-key: location_id, parent: weather_locations}
                  ids: {pinned: %s}
                id-table: {table: ids, name: name, next: next_id}
                """.formatted(map, shardNames().iterator().next());
    }

    private String physical(String database) {
        return name().toLowerCase(java.util.Locale.ROOT) + "_" + database;
    }

    private String url(Path folder, String database) {
        return kind == Kind.POSTGRES
                ? Postgres.create(physical(database))
                : "jdbc:sqlite:" + folder.resolve(physical(database) + ".db");
    }

    private String template(Path folder) {
        return kind == Kind.POSTGRES
                ? Postgres.url(physical("{database}"))
                : "jdbc:sqlite:" + folder.resolve(physical("{database}") + ".db");
    }
}
