package dev.meridian.examples;

import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import dev.meridian.flyway.MigrationProgress;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.schema.WeatherSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Four new, migrated shards, and a context over them. */
record World(ShardedDSLContext ctx, Runnable closing) implements AutoCloseable {

    /** The ways in which the examples place shards. */
    enum Kind {
        SEPARATE_DATABASES,
        SCHEMA_TRANSLATE,
        TABLE_PREFIX,
        SQLITE_FILE_DATABASE,
        SQLITE_FILE_SCHEMA,
        SQLITE_FILE_PREFIX,
        POSTGRESQL_FILE_DATABASE,
        POSTGRESQL_FILE_SCHEMA,
        POSTGRESQL_FILE_PREFIX;

        World open() {
            return switch (this) {
                case SEPARATE_DATABASES -> built(SeparateDatabases::topology);
                case SCHEMA_TRANSLATE -> built(SchemaTranslate::topology);
                case TABLE_PREFIX -> built(TablePrefix::topology);
                case SQLITE_FILE_DATABASE -> sqlite(Strategy.DATABASE);
                case SQLITE_FILE_SCHEMA -> sqlite(Strategy.SCHEMA);
                case SQLITE_FILE_PREFIX -> sqlite(Strategy.PREFIX);
                case POSTGRESQL_FILE_DATABASE -> postgres(Strategy.DATABASE);
                case POSTGRESQL_FILE_SCHEMA -> postgres(Strategy.SCHEMA);
                case POSTGRESQL_FILE_PREFIX -> postgres(Strategy.PREFIX);
            };
        }
    }

    private static World built(Function<SqliteFiles, Topology> example) {
        SqliteFiles files = SqliteFiles.temporary();
        Topology topology = example.apply(files);
        ShardMigrator.builder(topology)
                .locations(WeatherSchema.LOCATION)
                .dataSources(shard -> topology.strategy() == Strategy.SCHEMA ? files.file(shard.name()) : null)
                .build()
                .migrate();
        return new World(ShardedDSLContext.over(topology).build(), files::close);
    }

    private static World sqlite(Strategy strategy) {
        TemporaryFolder data = TemporaryFolder.create();
        Map<String, String> variables = Map.of("WEATHER_DATA", data.path().toString());
        return configured(Weather.resource("weather.yaml", variables::get).withStrategy(strategy), data::close);
    }

    private static World postgres(Strategy strategy) {
        Map<String, String> variables =
                Postgres.withNewDatabases(strategy == Strategy.DATABASE ? WeatherTables.SHARDS : List.of("weather"));
        return configured(
                Weather.resource("weather-postgresql.yaml", variables::get).withStrategy(strategy), () -> {});
    }

    private static World configured(MeridianConfig config, Runnable closing) {
        OpenTopology open = config.open();
        Weather.migrate(open, MigrationProgress.none());
        return new World(ShardedDSLContext.over(open.topology()).build(), () -> {
            open.close();
            closing.run();
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
