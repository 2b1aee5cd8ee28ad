package dev.meridian.flyway;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** Four shards, laid out in one of the ways that the tests run over. */
record Layout(Topology topology, Map<ShardId, DataSource> direct) {

    static final List<String> SHARDS = List.of("north_america", "asia", "europe", "south_america");

    enum Kind {
        SQLITE_DATABASE,
        SQLITE_SCHEMA,
        SQLITE_PREFIX,
        /** Two files with two prefixes each. */
        SQLITE_SCHEMA_AND_PREFIX,
        POSTGRES_DATABASE,
        POSTGRES_SCHEMA,
        POSTGRES_PREFIX,
        /** Two schemas with two prefixes each. */
        POSTGRES_SCHEMA_AND_PREFIX;

        Layout in(Path directory) {
            return switch (this) {
                case SQLITE_DATABASE -> sqliteDatabases(directory);
                case SQLITE_SCHEMA -> sqliteSchemas(directory, "");
                case SQLITE_SCHEMA_AND_PREFIX -> sqliteSchemas(directory, "_");
                case SQLITE_PREFIX ->
                    one(Strategy.PREFIX, SQLDialect.SQLITE, SqliteFiles.file(directory.resolve("all.db")));
                case POSTGRES_DATABASE -> postgresDatabases();
                case POSTGRES_SCHEMA -> one(Strategy.SCHEMA, SQLDialect.POSTGRES, Postgres.newDatabase());
                case POSTGRES_PREFIX -> one(Strategy.PREFIX, SQLDialect.POSTGRES, Postgres.newDatabase());
                case POSTGRES_SCHEMA_AND_PREFIX -> postgresSchemasAndPrefixes();
            };
        }
    }

    static Layout sqliteDatabases(Path directory) {
        TopologyBuilder builder = Topology.builder().strategy(Strategy.DATABASE);
        for (String name : SHARDS) {
            builder.shard(name).database(name, SQLDialect.SQLITE, SqliteFiles.file(directory.resolve(name + ".db")));
        }
        return new Layout(builder.build(), Map.of());
    }

    private static Layout postgresDatabases() {
        TopologyBuilder builder = Topology.builder().strategy(Strategy.DATABASE);
        SHARDS.forEach(name -> builder.shard(name).database(name, SQLDialect.POSTGRES, Postgres.newDatabase()));
        return new Layout(builder.build(), Map.of());
    }

    private static Layout sqliteSchemas(Path directory, String separator) {
        TopologyBuilder builder = Topology.builder().strategy(Strategy.SCHEMA);
        Map<String, Path> files = new HashMap<>();
        Map<ShardId, DataSource> direct = new HashMap<>();
        for (String name : SHARDS) {
            boolean prefixed = !separator.isEmpty();
            String schema = prefixed ? half(name) : name;
            Path file = directory.resolve(schema + ".db");
            files.put(schema, file);
            direct.put(ShardId.of(name), SqliteFiles.file(file));
            builder.shard(ShardSpec.named(name).withSchema(schema).withPrefix(prefixed ? name + separator : ""));
        }
        DataSource attaching = SqliteFiles.attaching(directory.resolve("main.db"), files);
        return new Layout(
                builder.database("world", SQLDialect.SQLITE, attaching).build(), direct);
    }

    private static Layout postgresSchemasAndPrefixes() {
        TopologyBuilder builder = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .database("world", SQLDialect.POSTGRES, Postgres.newDatabase());
        SHARDS.forEach(name ->
                builder.shard(ShardSpec.named(name).withSchema(half(name)).withPrefix(name + "_")));
        return new Layout(builder.build(), Map.of());
    }

    private static String half(String name) {
        return name.endsWith("america") ? "west" : "east";
    }

    static Layout one(Strategy strategy, SQLDialect dialect, DataSource dataSource) {
        TopologyBuilder builder = Topology.builder().strategy(strategy).database("world", dialect, dataSource);
        SHARDS.forEach(builder::shard);
        return new Layout(builder.build(), Map.of());
    }

    ShardMigratorBuilder migrator() {
        return ShardMigrator.builder(topology).dataSources(direct::get);
    }

    Shard shard(String name) {
        return topology.shard(ShardId.of(name)).orElseThrow();
    }

    /** As an application sees it: attached, if it is a SQLite schema. */
    DataSource dataSource(String name) {
        return topology.database(shard(name)).dataSource();
    }

    String table(String shardName, String table) {
        Shard shard = shard(shardName);
        String schema = shard.schema().isEmpty() ? "" : "\"" + shard.schema() + "\".";
        return schema + "\"" + shard.prefix() + table + "\"";
    }
}
