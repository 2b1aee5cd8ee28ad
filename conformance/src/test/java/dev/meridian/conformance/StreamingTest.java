package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More rows than fit into memory come one by one: read by {@link StreamingProgram} in a JVM of 64 MiB. */
class StreamingTest {

    private static final int SHARDS = 4;
    private static final int SQLITE_ROWS_OF_A_SHARD = 500_000;
    private static final int POSTGRES_ROWS_OF_A_SHARD = 100_000;

    /** Ids are dealt out to the shards, and the weights of all shards interleave. */
    private static final String ROW = "i * 4 + %1$d, 'r%1$d', (i * 7919) %% 1000003";

    @TempDir
    Path folder;

    @Test
    void rowsOfSqliteStream() throws Exception {
        run(sqlite(), SHARDS * SQLITE_ROWS_OF_A_SHARD, "unordered");
    }

    @Test
    void orderedRowsOfSqliteStream() throws Exception {
        run(sqlite(), SHARDS * SQLITE_ROWS_OF_A_SHARD, "ordered");
    }

    @Test
    void rowsOfPostgresStream() throws Exception {
        run(postgres("stream"), SHARDS * POSTGRES_ROWS_OF_A_SHARD, "unordered");
    }

    @Test
    void orderedRowsOfPostgresStream() throws Exception {
        run(postgres("ordered_stream"), SHARDS * POSTGRES_ROWS_OF_A_SHARD, "ordered");
    }

    private String sqlite() throws Exception {
        for (int shard = 0; shard < SHARDS; shard++) {
            fill(
                    "jdbc:sqlite:" + folder.resolve("s" + shard + ".db"),
                    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + (SQLITE_ROWS_OF_A_SHARD - 1) + ") SELECT " + ROW.formatted(shard) + " FROM n");
        }
        return yaml("jdbc:sqlite:" + folder.resolve("{database}.db"), "");
    }

    private String postgres(String name) throws Exception {
        for (int shard = 0; shard < SHARDS; shard++) {
            fill(
                    Postgres.create(name + "_s" + shard),
                    "SELECT " + ROW.formatted(shard) + " FROM generate_series(0, " + (POSTGRES_ROWS_OF_A_SHARD - 1)
                            + ") AS n (i)");
        }
        return yaml(Postgres.url(name + "_{database}"), ", username: postgres, password: postgres");
    }

    private static void fill(String url, String rows) throws Exception {
        Properties properties = new Properties();
        properties.putAll(
                url.startsWith("jdbc:sqlite")
                        ? java.util.Map.of("journal_mode", "OFF", "synchronous", "OFF")
                        : java.util.Map.of("user", "postgres", "password", "postgres"));
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tags (id BIGINT NOT NULL, label VARCHAR(20) NOT NULL, weight BIGINT)");
            statement.execute("INSERT INTO tags " + rows);
            statement.execute("CREATE INDEX tags_weight ON tags (weight)");
        }
    }

    private static String yaml(String url, String user) {
        return """
                strategy: database
                database: {url: "%s", pool: {size: 2}%s}
                shards: {s0: {number: 0}, s1: {number: 1}, s2: {number: 2}, s3: {number: 3}}
                tables:
                  tags: {sharded: {key: label, map: {r0: s0, r1: s1, r2: s2, r3: s3}}}
                """.formatted(url, user);
    }

    private void run(String yaml, long rows, String how) throws Exception {
        Path file = Files.writeString(folder.resolve("meridian.yaml"), yaml);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dorg.jooq.no-logo=true",
                        "-Dorg.jooq.no-tips=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StreamingProgram.class.getName(),
                        file.toString(),
                        Long.toString(rows),
                        how))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        System.out.print(printed);
        assertThat(ended).as("it ends in time").isTrue();
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
