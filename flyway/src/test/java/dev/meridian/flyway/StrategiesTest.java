package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meridian.placement.ShardId;
import dev.meridian.schema.WeatherSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One body for every strategy on every database. */
class StrategiesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void migratesEveryShardAndThenHasNothingToDo(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ShardMigrator migrator = migrator(layout);

        assertThat(migrator.migrate().shards())
                .extracting(ShardMigration::shard, ShardMigration::version, ShardMigration::scripts)
                .containsExactlyElementsOf(expected(2));
        assertThat(migrator.migrate().shards())
                .extracting(ShardMigration::shard, ShardMigration::version, ShardMigration::scripts)
                .containsExactlyElementsOf(expected(0));
        assertThat(migrator.requireCurrent().shards()).allMatch(ShardStatus::isCurrent);
    }

    private static List<Tuple> expected(int scripts) {
        return Layout.SHARDS.stream()
                .map(name -> tuple(ShardId.of(name), "2", scripts))
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @EnumSource
    void statusOfUntouchedShardsCreatesNothing(Layout.Kind kind) {
        Layout layout = kind.in(directory);

        assertThat(migrator(layout).status().shards())
                .extracting(ShardStatus::state, ShardStatus::version, ShardStatus::expected, ShardStatus::pending)
                .containsOnly(tuple(ShardState.NEVER_MIGRATED, "", "2", 2));
        assertThatThrownBy(migrator(layout)::requireCurrent).hasMessageContaining("MR002");

        for (String shard : Layout.SHARDS) {
            assertThat(objects(kind, layout, shard)).isEmpty();
        }
    }

    private static List<String> objects(Layout.Kind kind, Layout layout, String shard) {
        if (kind.name().startsWith("POSTGRES")) {
            return Sql.query(
                    layout.dataSource(shard),
                    "SELECT schema_name || coalesce('.' || table_name, '') FROM information_schema.schemata"
                            + " LEFT JOIN information_schema.tables ON table_schema = schema_name"
                            + " WHERE schema_name NOT IN ('information_schema', 'pg_catalog', 'pg_toast')"
                            + " AND (schema_name <> 'public' OR table_name IS NOT NULL)");
        }
        String schema = layout.shard(shard).schema();
        return Sql.query(
                layout.dataSource(shard),
                "SELECT name FROM " + (schema.isEmpty() ? "main" : schema) + ".sqlite_master");
    }

    @ParameterizedTest
    @EnumSource
    void migratedTablesCountUpIdsAndEnforceForeignKeys(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        migrator(layout).migrate();

        for (String shard : Layout.SHARDS) {
            String locations = layout.table(shard, "weather_locations");
            String reports = layout.table(shard, "weather_reports");
            Sql.run(
                    layout.dataSource(shard),
                    "INSERT INTO " + locations + " (id, continent, city) VALUES (7, 'x', '" + shard + "')",
                    "INSERT INTO " + reports + " (location_id, temperature) VALUES (7, 80.0)",
                    "INSERT INTO " + reports + " (location_id, temperature) VALUES (7, 75.0)");

            assertThat(Sql.query(layout.dataSource(shard), "SELECT city FROM " + locations))
                    .containsExactly(shard);
            assertThat(Sql.query(layout.dataSource(shard), "SELECT id FROM " + reports + " ORDER BY id"))
                    .containsExactly("1", "2");
            assertThatThrownBy(() ->
                            Sql.run(layout.dataSource(shard), "INSERT INTO " + reports + " (location_id) VALUES (8)"))
                    .hasMessageMatching("(?is).*foreign key.*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachShardHasItsOwnHistory(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        migrator(layout).migrate();

        for (String shard : Layout.SHARDS) {
            assertThat(Sql.query(
                            layout.dataSource(shard),
                            "SELECT script FROM " + layout.table(shard, "flyway_schema_history")
                                    + " WHERE type = 'SQL' ORDER BY installed_rank"))
                    .containsExactly("V1__weather.sql", "V2__ids.sql");
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void indexesCanBeBuiltConcurrently() {
        ScriptFolder scripts = ScriptFolder.ofTwo(directory)
                .with("V3__i.sql", "CREATE INDEX CONCURRENTLY \"${prefix}i\" ON \"${prefix}a\" (text)");

        assertThat(Layout.Kind.POSTGRES_SCHEMA
                        .in(directory)
                        .migrator()
                        .locations(scripts.location())
                        .build()
                        .migrate()
                        .shards())
                .extracting(ShardMigration::version)
                .containsOnly("3");
    }

    private static ShardMigrator migrator(Layout layout) {
        return layout.migrator().locations(WeatherSchema.LOCATION).build();
    }
}
