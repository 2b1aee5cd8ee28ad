package dev.meridian.docs;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedContextBuilder;
import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import dev.meridian.docs.Refusals.Setting;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the guide says what is refused: every row of its table is run, is refused by its rule, and changes nothing. */
class RefusalsTest {

    /** Rules of the start and of what happens while something runs, by which no statement is refused. */
    private static final Set<Rule> NOT_OF_STATEMENTS = EnumSet.of(
            Rule.CONFIGURATION,
            Rule.NOT_MIGRATED,
            Rule.MIGRATION_FAILED,
            Rule.SHARD_FAILED,
            Rule.PARTIAL_COMMIT,
            Rule.ID_TABLE);

    @TempDir
    Path folder;

    @Test
    void theTableOfRefusalsIsWhatIsRefused() {
        assertThat(Checks.generated(Page.guide(), "refusals", Refusals.table())).isEmpty();
    }

    @Test
    void everyRuleOfStatementsIsInTheTable() {
        assertThat(Refusals.all().stream().map(Refusals.Row::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(NOT_OF_STATEMENTS)));
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRES", mode = EnumSource.Mode.EXCLUDE)
    void everyRowIsRefusedByItsRuleAndChangesNothing(Setting setting) {
        try (OpenTopology open = MeridianConfig.parse("weather.yaml", yaml(setting), name -> null)
                .open()) {
            ShardMigrator.builder(open.topology())
                    .locations("classpath:db/migration")
                    .dataSources(open.migrationDataSources()::get)
                    .build()
                    .migrate();
            ShardedDSLContext ctx = context(setting, open.topology());
            if (setting != Setting.TIME_SORTED) {
                twoCitiesWithOneId(ctx);
            }
            List<String> before = everything(open.topology(), ctx);
            rows(setting).forEach(row -> assertRefused(row, ctx));
            assertThat(everything(open.topology(), ctx)).isEqualTo(before);
        }
    }

    /** They cannot be reached, so a row that asked one would fail otherwise. */
    @Test
    void locksAreRefusedBeforeAnyDatabaseIsAsked() {
        ShardedDSLContext ctx =
                ShardedDSLContext.over(StatementTable.topology()).build();
        rows(Setting.POSTGRES).forEach(row -> assertRefused(row, ctx));
    }

    private static List<Refusals.Row> rows(Setting setting) {
        List<Refusals.Row> rows =
                Refusals.all().stream().filter(row -> row.setting() == setting).toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static void assertRefused(Refusals.Row row, ShardedDSLContext ctx) {
        assertThatThrownBy(() -> row.program().accept(ctx))
                .as(row.statement())
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.rule()).isEqualTo(row.rule()))
                .hasMessageContaining(row.rule().title())
                .hasMessageContaining(row.rule().wayOut());
    }

    /** The README's own configuration, with a reference table, and as the setting says. */
    private String yaml(Setting setting) {
        String yaml = Page.readme().blocks("yaml").get(0).text();
        String ids = "    ids: blocks\n";
        assertThat(yaml).contains("jdbc:sqlite:data/", ids, "  ids:\n");
        return yaml.replace("jdbc:sqlite:data/", "jdbc:sqlite:" + folder + "/")
                .replace("  ids:\n", "  countries: reference\n  ids:\n")
                .replace(
                        "shards: [north_america, asia, europe, south_america]",
                        "shards: {north_america: {number: 0}, asia: {number: 1}, europe: {number: 2}, south_america: {number: 3}}")
                .replace(
                        ids,
                        switch (setting) {
                            case TIME_SORTED -> "    ids: time-sorted\n";
                            case DEMAND -> ids + "    identity: demand\n";
                            default -> ids;
                        });
    }

    private static ShardedDSLContext context(Setting setting, Topology topology) {
        ShardedContextBuilder builder = ShardedDSLContext.over(topology);
        return switch (setting) {
            case GATHERING_OFF -> builder.gatherRowBudget(0).build();
            case GATHERING_ONE_ROW -> builder.gatherRowBudget(1).build();
            case NO_SCATTER -> builder.scatter(ScatterPolicy.REFUSE).build();
            case THREE_SHARDS -> builder.maxShardsPerStatement(3).build();
            default -> builder.build();
        };
    }

    private static void twoCitiesWithOneId(ShardedDSLContext ctx) {
        for (String continent : List.of("Asia", "Europe")) {
            ctx.insertInto(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID, WEATHER_LOCATIONS.CONTINENT, WEATHER_LOCATIONS.CITY)
                    .values(Refusals.TWICE, continent, "Springfield")
                    .execute();
        }
    }

    private static List<String> everything(Topology topology, ShardedDSLContext ctx) {
        List<String> all = new ArrayList<>();
        for (ShardId shard : topology.shardIds()) {
            for (var table : Arrays.asList(WEATHER_LOCATIONS, WEATHER_REPORTS)) {
                ctx.onShard(shard).fetch(table).forEach(row -> all.add(shard + ": " + row));
            }
        }
        return all;
    }
}
