package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.schema.WeatherSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrefixTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = SQLDialect.class,
            names = {"SQLITE", "POSTGRES"})
    void prefixesThatStartAlikeDoNotDisturbEachOther(SQLDialect dialect) {
        DataSource database =
                dialect == SQLDialect.SQLITE ? SqliteFiles.file(directory.resolve("all.db")) : Postgres.newDatabase();
        // "asiaxb_" as well: an underscore is a wildcard where a driver looks names up by pattern.
        migrator(dialect, database, "asia_").migrate();
        assertThat(states(migrator(dialect, database, "asia_", "asia_b_", "asiaxb_")))
                .containsExactly(ShardState.CURRENT, ShardState.NEVER_MIGRATED, ShardState.NEVER_MIGRATED);

        migrator(dialect, database, "asiaxb_").migrate();
        assertThat(states(migrator(dialect, database, "asia_", "asia_b_", "asiaxb_")))
                .containsExactly(ShardState.CURRENT, ShardState.NEVER_MIGRATED, ShardState.CURRENT);

        assertThat(migrator(dialect, database, "asia_", "asia_b_", "asiaxb_")
                        .migrate()
                        .shards())
                .extracting(ShardMigration::scripts)
                .containsExactly(0, 2, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLDialect.class,
            names = {"SQLITE", "POSTGRES"})
    void theLongestPrefixesThatDifferInTheirLastLetterOnly(SQLDialect dialect) {
        DataSource database =
                dialect == SQLDialect.SQLITE ? SqliteFiles.file(directory.resolve("all.db")) : Postgres.newDatabase();
        String stem = "p".repeat(ShardFlyway.LONGEST_PREFIX - 1);
        ShardMigrator migrator =
                migrator(dialect, database, stem + "a", stem + "b", stem.toUpperCase(Locale.ROOT) + "C");

        assertThat(migrator.migrate().shards())
                .extracting(ShardMigration::scripts)
                .containsOnly(2);
        assertThat(migrator.migrate().shards())
                .extracting(ShardMigration::scripts)
                .containsOnly(0);
        assertThat(migrator.requireCurrent().shard(ShardId.of("shard_1"))).isPresent();
    }

    private static ShardMigrator migrator(SQLDialect dialect, DataSource database, String... prefixes) {
        var builder = Topology.builder().strategy(Strategy.PREFIX).database("world", dialect, database);
        for (int number = 0; number < prefixes.length; number++) {
            builder.shard(ShardSpec.named("shard_" + number).withPrefix(prefixes[number]));
        }
        return ShardMigrator.builder(builder.build())
                .locations(WeatherSchema.LOCATION)
                .build();
    }

    private static List<ShardState> states(ShardMigrator migrator) {
        return migrator.status().shards().stream().map(ShardStatus::state).collect(Collectors.toList());
    }
}
