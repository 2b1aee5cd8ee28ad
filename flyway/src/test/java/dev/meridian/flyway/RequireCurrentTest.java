package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meridian.exception.Rule;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequireCurrentTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shardsThatWereNeverMigratedAreRefused(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);

        MigrationException refusal = refusal(migrator(layout, scripts));

        assertThat(refusal.rule()).isEqualTo(Rule.NOT_MIGRATED);
        assertThat(refusal.shards()).hasSize(4);
        assertThat(refusal)
                .hasMessageStartingWith("MR002 Shards are not at the expected version: 4 of 4 not current: ")
                .hasMessageContaining("never migrated");
    }

    @ParameterizedTest
    @EnumSource
    void shardsThatAreBehindAreRefused(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.with("V10__c.sql", ScriptFolder.table("c"));

        assertState(layout, scripts, ShardState.BEHIND, "2", "10", "V10__c.sql did not run");
    }

    @ParameterizedTest
    @EnumSource
    void shardsThatAreAheadAreRefused(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.without("V2__b.sql");

        assertState(layout, scripts, ShardState.AHEAD, "2", "1", "V2__b.sql ran, but is unknown here");
    }

    @ParameterizedTest
    @EnumSource
    void shardsWithAChangedScriptAreRefused(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.with("V1__a.sql", ScriptFolder.table("other"));

        assertState(layout, scripts, ShardState.CHANGED, "2", "2", "V1__a.sql was changed after it ran");
    }

    @Test
    void aScriptThatIsGoneIsRefused() {
        Layout layout = Layout.Kind.SQLITE_PREFIX.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.without("V1__a.sql");

        assertState(layout, scripts, ShardState.MISSING_SCRIPT, "2", "2", "V1__a.sql ran, but is gone");
    }

    @Test
    void aScriptThatCameLateIsRefused() {
        Layout layout = Layout.Kind.SQLITE_PREFIX.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.with("V1.5__late.sql", ScriptFolder.table("late"));

        assertState(layout, scripts, ShardState.BEHIND, "2", "2", "V1.5__late.sql did not run");
    }

    @Test
    void aRepeatableScriptThatChangedRunsAgain() {
        Layout layout = Layout.Kind.POSTGRES_SCHEMA.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory)
                .with("R__view.sql", "CREATE OR REPLACE VIEW \"${prefix}v\" AS SELECT 1 AS x");
        migrator(layout, scripts).migrate();
        migrator(layout, scripts).requireCurrent();
        scripts.with("R__view.sql", "CREATE OR REPLACE VIEW \"${prefix}v\" AS SELECT 2 AS x");

        assertState(layout, scripts, ShardState.BEHIND, "2", "2", "R__view.sql did not run");
        assertThat(migrator(layout, scripts).migrate().shards())
                .extracting(ShardMigration::scripts, ShardMigration::version)
                .containsOnly(tuple(1, "2"));
        migrator(layout, scripts).requireCurrent();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_PREFIX", "POSTGRES_SCHEMA"})
    void aScriptThatLeftItsFailureInTheHistoryIsRefused(Layout.Kind kind) {
        Layout layout = kind.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        for (String shard : Layout.SHARDS) {
            Sql.run(
                    layout.dataSource(shard),
                    "UPDATE " + layout.table(shard, "flyway_schema_history")
                            + " SET success = FALSE WHERE version = '2'");
        }

        assertState(layout, scripts, ShardState.FAILED, "1", "2", "V2__b.sql failed");
    }

    @Test
    void aScriptThatFailedOutsideATransactionIsRefusedAndNotTriedAgain() {
        Layout layout = Layout.Kind.POSTGRES_SCHEMA.in(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory)
                .with("V3__index.sql", "CREATE INDEX CONCURRENTLY \"${prefix}i\" ON \"missing\" (text)");

        for (int run = 1; run <= 2; run++) {
            assertThatThrownBy(migrator(layout, scripts)::migrate).hasMessageContaining("4 of 4 failed");
            assertState(layout, scripts, ShardState.FAILED, "2", "3", "V3__index.sql failed");
        }
    }

    @Test
    void onlyTheShardsThatAreWrongAreListed() {
        Layout all = Layout.sqliteDatabases(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        Topology three = withoutAsia();
        ShardMigrator.builder(three).locations(scripts.location()).build().migrate();

        MigrationException refusal = refusal(migrator(all, scripts));

        assertThat(refusal.shards()).containsExactly(ShardId.of("asia"));
        assertThat(refusal).hasMessage("""
                        MR002 Shards are not at the expected version: 1 of 4 not current: asia
                        shard  database  version  expected  pending  state
                        asia   asia      -        2         2        never migrated
                        Migrate all shards before the application starts.""");
    }

    private Topology withoutAsia() {
        var builder = Topology.builder().strategy(Strategy.DATABASE);
        Layout.SHARDS.stream()
                .filter(name -> !name.equals("asia"))
                .forEach(name -> builder.shard(name)
                        .database(name, SQLDialect.SQLITE, SqliteFiles.file(directory.resolve(name + ".db"))));
        return builder.build();
    }

    @Test
    void askingLeavesEveryFileAsItWas() {
        Layout layout = Layout.sqliteDatabases(directory);
        ScriptFolder scripts = ScriptFolder.ofTwo(directory);
        migrator(layout, scripts).migrate();
        scripts.with("V3__c.sql", ScriptFolder.table("c"));
        List<Integer> before = contents();

        migrator(layout, scripts).status();
        refusal(migrator(layout, scripts));

        assertThat(contents()).isEqualTo(before);
    }

    private List<Integer> contents() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(RequireCurrentTest::content)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int content(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertState(
            Layout layout, ScriptFolder scripts, ShardState state, String version, String expected, String note) {
        assertThat(migrator(layout, scripts).status().shards()).allSatisfy(shard -> {
            assertThat(shard.state()).isEqualTo(state);
            assertThat(shard.version()).isEqualTo(version);
            assertThat(shard.expected()).isEqualTo(expected);
            assertThat(shard.note()).isEqualTo(note);
        });
        assertThat(refusal(migrator(layout, scripts))).hasMessageContaining(note);
    }

    private static MigrationException refusal(ShardMigrator migrator) {
        return catchThrowableOfType(MigrationException.class, migrator::requireCurrent);
    }

    private static ShardMigrator migrator(Layout layout, ScriptFolder scripts) {
        return layout.migrator().locations(scripts.location()).build();
    }
}
