package dev.meridian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.placement.Database;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenTopologyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void theSameFileOpensAndWorksByEachStrategy(Strategy strategy) throws SQLException {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(strategy).open()) {
            for (Shard shard : open.topology().shards()) {
                String table = qualified(shard, "notes");
                run(database(open, shard), "CREATE TABLE " + table + " (shard TEXT)");
                run(database(open, shard), "INSERT INTO " + table + " VALUES ('" + shard.id() + "')");
            }
            for (Shard shard : open.topology().shards()) {
                assertThat(ask(database(open, shard), "SELECT shard FROM " + qualified(shard, "notes")))
                        .containsExactly(shard.id().name());
            }
        }
    }

    @Test
    void separateDatabasesHaveAFileEachNamedLikeTheShard() throws Exception {
        touchEach(Strategy.DATABASE);
        assertThat(files()).containsExactly("asia.db", "europe.db", "north_america.db", "south_america.db");
    }

    @Test
    void schemasHaveTheSameFilesAndOneMainFileBesides() throws Exception {
        touchEach(Strategy.SCHEMA);
        assertThat(files())
                .containsExactly("asia.db", "europe.db", "north_america.db", "south_america.db", "weather.db");
    }

    @Test
    void prefixesShareOneFile() throws Exception {
        touchEach(Strategy.PREFIX);
        assertThat(files()).containsExactly("weather.db");
    }

    @Test
    void explicitDatabasesAttachFilesBesideTheirOwn() throws Exception {
        String yaml = """
                strategy: schema
                databases:
                  east: {url: "jdbc:sqlite:${DIR}/east.db"}
                  west: {url: "jdbc:sqlite:${DIR}/west"}
                shards:
                  asia: {database: east}
                  europe: {database: west}
                tables: {}
                """;
        try (OpenTopology open = MeridianConfig.parse("mix.yaml", yaml, ConfigTexts.variables(folder))
                .open()) {
            for (Database database : open.topology().databases()) {
                run(database, "SELECT 1");
            }
        }
        assertThat(files()).containsExactly("east-asia.db", "east.db", "west", "west-europe.db");
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void pragmasAreInForceOnEveryPooledConnection(Strategy strategy) throws SQLException {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(strategy).open()) {
            Database database = open.topology().databases().get(0);
            try (Connection first = database.dataSource().getConnection();
                    Connection second = database.dataSource().getConnection()) {
                for (Connection connection : List.of(first, second)) {
                    assertThat(connection.getAutoCommit()).isTrue();
                    assertThat(ask(connection, "PRAGMA foreign_keys")).containsExactly("1");
                    assertThat(ask(connection, "PRAGMA busy_timeout")).containsExactly("2000");
                    for (String schema : schemas(connection)) {
                        assertThat(ask(connection, "PRAGMA " + schema + ".journal_mode"))
                                .containsExactly("wal");
                        assertThat(ask(connection, "PRAGMA " + schema + ".synchronous"))
                                .containsExactly("1");
                    }
                }
            }
        }
    }

    @Test
    void everyShardIsAttachedUnderTheSchemaStrategy() throws SQLException {
        try (OpenTopology open = ConfigTexts.weather(folder)
                        .withStrategy(Strategy.SCHEMA)
                        .open();
                Connection connection =
                        open.topology().databases().get(0).dataSource().getConnection()) {
            assertThat(schemas(connection)).containsExactly("main", "north_america", "asia", "europe", "south_america");
        }
    }

    @Test
    void transactionsTakeTheWriteLockWhenTheyBegin() throws SQLException {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(Strategy.PREFIX).open()) {
            Database database = open.topology().databases().get(0);
            try (Connection first = database.dataSource().getConnection();
                    Connection second = database.dataSource().getConnection()) {
                first.setAutoCommit(false);
                ask(first, "SELECT 1");
                try (Statement statement = second.createStatement()) {
                    statement.execute("PRAGMA busy_timeout = 10");
                    assertThatThrownBy(() -> statement.execute("BEGIN IMMEDIATE"))
                            .hasMessageContaining("BUSY");
                }
                first.rollback();
                first.setAutoCommit(true);
            }
        }
    }

    @Test
    void moreThanTenSchemasAreAttached() throws SQLException {
        try (OpenTopology open = shards(125).open();
                Connection connection =
                        open.topology().databases().get(0).dataSource().getConnection()) {
            assertThat(schemas(connection)).hasSize(126);
        }
    }

    @Test
    void manyThreadsMayOpenFreshFilesAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            for (Strategy strategy : Strategy.values()) {
                Path fresh = folder.resolve(strategy + "-" + round);
                try (OpenTopology open =
                        ConfigTexts.weather(fresh).withStrategy(strategy).open()) {
                    onThreads(8, () -> {
                        for (Database database : open.topology().databases()) {
                            run(database, "SELECT 1");
                        }
                        return null;
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void flywayMigratesThroughTheMigrationDataSources(Strategy strategy) throws SQLException {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(strategy).open()) {
            for (Shard shard : open.topology().shards()) {
                Flyway.configure()
                        .dataSource(open.migrationDataSources().get(shard.id()))
                        .locations("filesystem:" + migration())
                        .placeholders(java.util.Map.of("prefix", shard.prefix()))
                        .table(shard.prefix() + "flyway_schema_history")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
            }
            for (Shard shard : open.topology().shards()) {
                assertThat(ask(database(open, shard), "SELECT count(*) FROM " + qualified(shard, "notes")))
                        .containsExactly("0");
            }
        }
    }

    @Test
    void migrationsOfAttachedShardsGoStraightToTheFileAndOthersToThePool() {
        ShardId asia = ShardId.of("asia");
        try (OpenTopology schema = ConfigTexts.weather(folder)
                        .withStrategy(Strategy.SCHEMA)
                        .open();
                OpenTopology prefix = ConfigTexts.weather(folder)
                        .withStrategy(Strategy.PREFIX)
                        .open()) {
            assertThat(schema.migrationDataSources().get(asia)).isInstanceOf(DriverDataSource.class);
            assertThat(prefix.migrationDataSources().get(asia))
                    .isSameAs(prefix.topology().databases().get(0).dataSource());
            assertThat(schema.migrationDataSources().keySet())
                    .isEqualTo(schema.topology().shardIds());
        }
    }

    @Test
    void closingClosesEveryPool() {
        OpenTopology open = ConfigTexts.weather(folder).open();
        List<HikariDataSource> pools = pools(open.topology());
        open.close();
        open.close();
        assertThat(pools).hasSize(4).allMatch(HikariDataSource::isClosed);
        assertThat(pools)
                .extracting(HikariDataSource::getPoolName)
                .containsExactly("north_america", "asia", "europe", "south_america");
    }

    @Test
    void aDatabaseThatCannotBeReachedFailsTheOpeningAndLeavesNoPool() throws IOException {
        Files.createDirectory(folder.resolve("asia.db"));
        String yaml = ConfigTexts.WEATHER.replace("lazy: true", "lazy: false").replace("2s", "250ms");
        MeridianConfig config = MeridianConfig.parse("weather.yaml", yaml, ConfigTexts.variables(folder));
        assertThatThrownBy(config::open)
                .isInstanceOf(DataAccessException.class)
                .hasMessage("the database \"asia\" cannot be opened");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("north_america"));
    }

    @Test
    void lazyPoolsOpenNothingBeforeItIsNeeded() throws IOException {
        Path missing = folder.resolve("not/yet/there");
        try (OpenTopology open = ConfigTexts.weather(missing).open()) {
            assertThat(open.topology().shards()).hasSize(4);
            assertThat(missing).isEmptyDirectory();
        }
    }

    private MeridianConfig shards(int count) {
        List<String> names =
                IntStream.range(0, count).mapToObj(number -> "shard" + number).toList();
        String yaml = "strategy: schema\ndatabase: {url: 'jdbc:sqlite:${DIR}/{database}.db'}\nshards: " + names
                + "\ntables: {}\n";
        return MeridianConfig.parse("many.yaml", yaml, ConfigTexts.variables(folder));
    }

    private void touchEach(Strategy strategy) throws SQLException {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(strategy).open()) {
            for (Database database : open.topology().databases()) {
                run(database, "SELECT 1");
            }
        }
    }

    private Path migration() {
        Path scripts = folder.resolve("scripts");
        try {
            Files.createDirectories(scripts);
            Files.writeString(scripts.resolve("V1__notes.sql"), "CREATE TABLE \"${prefix}notes\" (id BIGINT);");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return scripts;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith("-wal") && !name.endsWith("-shm"))
                    .sorted()
                    .toList();
        }
    }

    private static String qualified(Shard shard, String table) {
        String schema = shard.schema().isEmpty() ? "" : "\"" + shard.schema() + "\".";
        return schema + "\"" + shard.prefix() + table + "\"";
    }

    private static Database database(OpenTopology open, Shard shard) {
        return open.topology().database(shard);
    }

    private static List<HikariDataSource> pools(Topology topology) {
        return topology.databases().stream()
                .map(database -> (HikariDataSource) database.dataSource())
                .toList();
    }

    private static void run(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ask(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return ask(connection, sql);
        }
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        return column(connection, sql, 1);
    }

    private static List<String> schemas(Connection connection) throws SQLException {
        return column(connection, "PRAGMA database_list", 2).stream()
                .filter(name -> !name.equals("temp"))
                .toList();
    }

    private static List<String> column(Connection connection, String sql, int column) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(column));
            }
        }
        return answers;
    }

    private static void onThreads(int count, Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
