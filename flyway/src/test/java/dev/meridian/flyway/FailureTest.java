package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.exception.Rule;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.schema.WeatherSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class FailureTest {

    private static final String PASSWORD = "hunter2";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aBrokenShardIsNamedTheOthersFinishAndAfterMendingItFollows(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ShardMigrator migrator =
                layout.migrator().locations(WeatherSchema.LOCATION).build();
        String inTheWay = layout.table("europe", "ids");
        if (kind.name().startsWith("POSTGRES_SCHEMA")) {
            Sql.run(
                    layout.dataSource("europe"),
                    "CREATE SCHEMA \"" + layout.shard("europe").schema() + "\"");
        }
        Sql.run(layout.dataSource("europe"), "CREATE TABLE " + inTheWay + " (x BIGINT)");

        MigrationException failure = failureOf(migrator);

        assertThat(failure.rule()).isEqualTo(Rule.MIGRATION_FAILED);
        assertThat(failure.shards()).containsExactly(ShardId.of("europe"));
        assertThat(failure)
                .hasMessageStartingWith("MR003 A shard could not be migrated: 1 of 4 failed: europe\n")
                .hasMessageContaining("FAILED: V2__ids.sql: ")
                .hasMessageContaining("already exists")
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(migrator.status().shards())
                .extracting(ShardStatus::state)
                .containsExactly(ShardState.CURRENT, ShardState.CURRENT, ShardState.BEHIND, ShardState.CURRENT);

        Sql.run(layout.dataSource("europe"), "DROP TABLE " + inTheWay);
        assertThat(migrator.migrate().shards())
                .extracting(ShardMigration::scripts)
                .containsExactly(0, 0, 1, 0);
        migrator.requireCurrent();
    }

    @Test
    void whatAFailedShardIsAtIsReported() {
        ScriptFolder scripts = ScriptFolder.ofTwo(directory).with("V2__b.sql", "CREATE NONSENSE;");
        Layout layout = Layout.sqliteDatabases(directory);

        MigrationException failure =
                failureOf(layout.migrator().locations(scripts.location()).build());

        assertThat(failure.shards()).hasSize(4);
        assertThat(failure.getCause()).isNotNull();
        assertThat(failure.getSuppressed()).hasSize(3);
        assertThat(failure.getMessage().lines().skip(2).limit(4))
                .allSatisfy(line ->
                        assertThat(line).matches("\\w+ +\\w+ +1  +1  +\\d+ +FAILED: V2__b.sql: .*syntax error.*"));
    }

    @Test
    void unreachableShardsAreToldWithoutTheirPasswords() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/x?user=u&password=" + PASSWORD);
        Layout layout = Layout.one(Strategy.SCHEMA, SQLDialect.POSTGRES, nowhere);
        ShardMigrator migrator =
                layout.migrator().locations(WeatherSchema.LOCATION).build();

        assertThat(migrator.status().shards())
                .allSatisfy(shard -> assertThat(shard.note()).contains("refused"))
                .extracting(ShardStatus::state)
                .containsOnly(ShardState.UNREACHABLE);
        assertThat(stackTrace(failureOf(migrator))).contains("refused").doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_DATABASE", "POSTGRES_SCHEMA"})
    void secretPlaceholdersStayOutOfTheWholeStackTrace(Layout.Kind kind) {
        ScriptFolder scripts = ScriptFolder.in(directory).with("V1__user.sql", "CREATE ${user_password} NONSENSE;");
        Layout layout = kind.in(directory);

        MigrationException failure = failureOf(layout.migrator()
                .locations(scripts.location())
                .placeholder("user_password", PASSWORD)
                .build());

        assertThat(stackTrace(failure)).contains("V1__user.sql", "***").doesNotContain(PASSWORD);
    }

    @Test
    void aLocationWithoutScriptsIsNoSuccess() {
        ScriptFolder scripts = ScriptFolder.in(directory);
        Layout layout = Layout.sqliteDatabases(directory);
        ShardMigrator migrator = layout.migrator().locations(scripts.location()).build();

        assertThat(failureOf(migrator)).hasMessageContaining("no migration scripts at [" + scripts.location());
        assertThat(migrator.status().isCurrent()).isFalse();
        assertThat(failureOf(layout.migrator().locations("classpath:db/nothing").build()))
                .hasMessageContaining("db/nothing");
    }

    @Test
    void aLocationWithoutScriptsIsNoSuccessOnMigratedShardsEither() {
        Layout layout = Layout.sqliteDatabases(directory);
        layout.migrator().locations(WeatherSchema.LOCATION).build().migrate();
        ShardMigrator migrator = layout.migrator()
                .locations(ScriptFolder.in(directory).location())
                .build();

        assertThat(failureOf(migrator)).hasMessageContaining("no migration scripts at");
        assertThat(migrator.status().isCurrent()).isFalse();
    }

    @Test
    void aShardThatIsAheadStaysAsItIs() {
        Layout layout = Layout.sqliteDatabases(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        layout.migrator().locations(scripts.location()).build().migrate();
        scripts.without("V2__b.sql");

        assertThat(layout.migrator()
                        .locations(scripts.location())
                        .build()
                        .migrate()
                        .shards())
                .allSatisfy(shard -> {
                    assertThat(shard.version()).isEqualTo("2");
                    assertThat(shard.scripts()).isZero();
                });
    }

    @Test
    void aScriptWithAMisspeltNameIsNoSuccess() {
        ScriptFolder scripts = ScriptFolder.ofTwo(directory).with("V3_c.sql", ScriptFolder.table("c"));
        Layout layout = Layout.sqliteDatabases(directory);

        assertThat(failureOf(layout.migrator().locations(scripts.location()).build()))
                .hasMessageContaining("V3_c.sql");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_PREFIX", "POSTGRES_SCHEMA"})
    void oneConnectionIsEnoughAndComesBackAsItWas(Layout.Kind kind) throws SQLException {
        SQLDialect dialect = kind == Layout.Kind.SQLITE_PREFIX ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        var plain = dialect == SQLDialect.SQLITE
                ? SqliteFiles.file(directory.resolve("pooled.db"))
                : Postgres.newDatabase();
        try (var pool = Pools.of(plain, 1)) {
            Strategy strategy = dialect == SQLDialect.SQLITE ? Strategy.PREFIX : Strategy.SCHEMA;
            Layout layout = Layout.one(strategy, dialect, pool);
            ShardMigrator migrator =
                    layout.migrator().locations(WeatherSchema.LOCATION).build();
            migrator.status();
            migrator.migrate();
            migrator.requireCurrent();

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            if (dialect == SQLDialect.POSTGRES) {
                assertThat(Sql.query(pool, "SHOW search_path")).containsExactly("\"$user\", public");
                assertThat(Sql.query(pool, "SELECT objid FROM pg_locks WHERE locktype = 'advisory'"))
                        .isEmpty();
            }
        }
    }

    private static MigrationException failureOf(ShardMigrator migrator) {
        return catchThrowableOfType(MigrationException.class, migrator::migrate);
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
