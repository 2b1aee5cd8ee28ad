package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.placement.ShardId;
import dev.meridian.schema.WeatherSchema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MigrationProgress printing =
            MigrationProgress.printing(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void oneLineForEachShardThatEnds(@TempDir Path directory) {
        Layout layout = Layout.Kind.SQLITE_PREFIX.in(directory);
        Sql.run(layout.dataSource("europe"), "CREATE TABLE europe_ids (x BIGINT)");

        try {
            layout.migrator()
                    .locations(WeatherSchema.LOCATION)
                    .progress(printing)
                    .build()
                    .migrate();
        } catch (MigrationException expected) {
            assertThat(expected.shards()).containsExactly(ShardId.of("europe"));
        }

        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).matches("\\[1/4] north_america: 2 scripts, now at version 2 \\(\\d+ ms\\)");
        assertThat(lines().get(2))
                .matches("\\[3/4] europe: FAILED, at version 1: V2__ids.sql: .*already exists.* \\(\\d+ ms\\)");
    }

    @Test
    void whatThereWasToDoIsWorded() {
        printing.migrated(shard(0, ""), 1, 2);
        printing.migrated(shard(1, ""), 2, 2);

        assertThat(lines())
                .containsExactly(
                        "[1/2] asia: nothing to do, now at version 2 (5 ms)",
                        "[2/2] asia: 1 script, now at version 2 (5 ms)");
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheMigration(@TempDir Path directory) {
        MigrationProgress broken = new MigrationProgress() {
            @Override
            public void started(ShardId shard) {
                throw new IllegalStateException("on purpose, at " + shard);
            }
        };

        Layout.sqliteDatabases(directory)
                .migrator()
                .locations(WeatherSchema.LOCATION)
                .progress(broken)
                .build()
                .migrate();
    }

    @Test
    void reportsAreAlignedTables() {
        MigrationReport report = new MigrationReport(List.of(
                shard(2, ""), new ShardMigration(ShardId.of("europe"), "world", "", 0, Duration.ZERO, "no route")));

        assertThat(report).hasToString("""
                        shard   database  version  scripts  ms  result
                        asia    world     2        2        5   ok
                        europe  world     -        0        0   FAILED: no route""");
        assertThat(report.shard(ShardId.of("asia"))).contains(shard(2, ""));
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static ShardMigration shard(int scripts, String failure) {
        return new ShardMigration(ShardId.of("asia"), "world", "2", scripts, Duration.ofMillis(5), failure);
    }
}
