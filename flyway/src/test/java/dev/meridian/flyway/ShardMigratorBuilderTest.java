package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import java.nio.file.Path;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ShardMigratorBuilderTest {

    @Test
    void allProblemsAreReportedTogether() {
        Topology attached = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .shard("asia")
                .shard("europe")
                .database("world", SQLDialect.SQLITE, SqliteFiles.file(Path.of("unused.db")))
                .build();

        assertThatThrownBy(() -> ShardMigrator.builder(attached)
                        .placeholder("prefix", "x")
                        .threads(0)
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .extracting(Problem::path)
                                .containsExactly(
                                        "migration.locations",
                                        "migration.threads",
                                        "migration.placeholders.prefix",
                                        "shards.asia.schema",
                                        "shards.europe.schema"))
                .hasMessageContaining("through ATTACH");
    }

    @Test
    void aPrefixTooLongForTheHistoryTableIsRefusedOnPostgres() {
        Topology topology = Topology.builder()
                .strategy(Strategy.PREFIX)
                .shard(ShardSpec.named("asia").withPrefix("p".repeat(ShardFlyway.LONGEST_PREFIX + 1)))
                .database("world", SQLDialect.POSTGRES, new PGSimpleDataSource())
                .build();

        assertThatThrownBy(() -> ShardMigrator.builder(topology)
                        .locations("classpath:db")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at most 36 characters");
    }

    @Test
    void whatWasSetIsShownButNoValues() {
        Topology topology = Topology.builder()
                .strategy(Strategy.PREFIX)
                .shard("asia")
                .database("world", SQLDialect.POSTGRES, new PGSimpleDataSource())
                .build();

        assertThat(ShardMigrator.builder(topology).locations("classpath:db").placeholder("password", "hunter2"))
                .asString()
                .contains("classpath:db", "[password]", "threads=8")
                .doesNotContain("hunter2");
    }
}
