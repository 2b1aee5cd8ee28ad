package dev.meridian.placement;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import dev.meridian.exception.Rule;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class TopologyBuilderTest {

    private static final DataSource SOURCE = new SQLiteDataSource();
    private static final ShardingFunction TO_A = MapSharding.of(Map.of("Asia", ShardId.of("a")));

    private static TopologyBuilder oneDatabase(Strategy strategy) {
        return Topology.builder().strategy(strategy).database("weather", SQLDialect.SQLITE, SOURCE);
    }

    private static TopologyBuilder schemas() {
        return oneDatabase(Strategy.SCHEMA).shard("a").shard("b");
    }

    private static List<String> problems(TopologyBuilder builder) {
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, builder::build);
        assertThat(refused).as("the topology was built").isNotNull();
        assertThat(refused.rule()).isEqualTo(Rule.CONFIGURATION);
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.remedy()).isNotBlank();
            assertThat(refused.getMessage()).contains(problem.toString());
        });
        return refused.problems().stream().map(Problem::path).toList();
    }

    @Test
    void eachStrategyPlacesItsShards() {
        Topology databases = Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("a", SQLDialect.SQLITE, SOURCE)
                .database("b", SQLDialect.SQLITE, SOURCE)
                .shard("a")
                .shard("b")
                .build();
        assertThat(databases.shards())
                .containsExactly(
                        new Shard(ShardId.of("a"), 0, "a", "", ""), new Shard(ShardId.of("b"), 1, "b", "", ""));
        assertThat(schemas().build().shards())
                .containsExactly(
                        new Shard(ShardId.of("a"), 0, "weather", "a", ""),
                        new Shard(ShardId.of("b"), 1, "weather", "b", ""));
        assertThat(oneDatabase(Strategy.PREFIX).shard("a").shard("b").build().shards())
                .containsExactly(
                        new Shard(ShardId.of("a"), 0, "weather", "", "a_"),
                        new Shard(ShardId.of("b"), 1, "weather", "", "b_"));
    }

    @Test
    void schemasOverSeveralDatabasesAreTheSameThing() {
        Topology topology = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .database("one", SQLDialect.SQLITE, SOURCE)
                .database("two", SQLDialect.SQLITE, SOURCE)
                .shard(ShardSpec.named("a").withDatabase("one"))
                .shard(ShardSpec.named("b").withDatabase("two").withPrefix("p_"))
                .shard(ShardSpec.named("c").withDatabase("two").withSchema("b"))
                .build();
        assertThat(topology.shards()).extracting(Shard::database).containsExactly("one", "two", "two");
    }

    @Test
    void aMissingStrategyIsAProblem() {
        assertThat(problems(Topology.builder().shard("a"))).containsExactly("strategy");
    }

    @Test
    void noShardsAreAProblem() {
        assertThat(problems(oneDatabase(Strategy.SCHEMA))).containsExactly("shards");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\"; drop table weather_locations; --",
                "a'--",
                "a`",
                "a]",
                "a.b",
                "a;",
                "a\u0000",
                "a\n",
                "1a",
                "\u00e4",
                "a\u2039",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void whatIsNoIdentifierIsNeverAName(String name) {
        assertThat(problems(schemas().shard(name))).contains("shards." + name);
        assertThatIllegalArgumentException().isThrownBy(() -> ShardId.of(name));
        if (!name.isEmpty()) {
            assertThat(problems(schemas().shard(ShardSpec.named("c").withSchema(name))))
                    .containsExactly("shards.c.schema");
            assertThat(problems(schemas().shard(ShardSpec.named("c").withPrefix(name))))
                    .containsExactly("shards.c.prefix");
            assertThatIllegalArgumentException().isThrownBy(() -> new Shard(ShardId.of("c"), 0, "weather", name, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> new Shard(ShardId.of("c"), 0, "weather", "", name));
        }
    }

    @Test
    void theLongestIdentifierIsAName() {
        String longest = "a".repeat(48);
        assertThat(schemas().shard(longest).build().shardIds()).contains(ShardId.of(longest));
    }

    @Test
    void shardsThatDifferInCaseOnlyAreAProblem() {
        assertThat(problems(schemas().shard("A"))).contains("shards.a");
    }

    @Test
    void aNumberOutOfRangeIsAProblem() {
        assertThat(problems(schemas().shard(ShardSpec.named("c").withNumber(1024))))
                .containsExactly("shards.c.number");
        assertThat(problems(schemas().shard(ShardSpec.named("c").withNumber(-1))))
                .containsExactly("shards.c.number");
    }

    @Test
    void aNumberOfTwoShardsIsAProblemOfTheSecond() {
        TopologyBuilder builder = oneDatabase(Strategy.SCHEMA)
                .shard(ShardSpec.named("a").withNumber(7))
                .shard(ShardSpec.named("b").withNumber(7))
                .shard(ShardSpec.named("c").withNumber(8));
        assertThat(problems(builder)).containsExactly("shards.b.number");
    }

    @Test
    void aShardWithoutItsDatabaseIsAProblem() {
        assertThat(problems(schemas().shard(ShardSpec.named("c").withDatabase("nowhere"))))
                .containsExactly("shards.c.database");
        assertThat(problems(oneDatabase(Strategy.DATABASE).shard("a"))).containsExactly("shards.a.database");
    }

    @Test
    void shardsInOnePlaceAreAProblem() {
        assertThat(problems(schemas().shard(ShardSpec.named("c").withSchema("A"))))
                .containsExactly("shards.c");
    }

    @Test
    void aPrefixThatMakesOneTableOfTwoIsAProblem() {
        TopologyBuilder builder = oneDatabase(Strategy.PREFIX)
                .shard(ShardSpec.named("a").withPrefix("x_"))
                .shard(ShardSpec.named("b").withPrefix("x_y_"))
                .table(new TableRule.Reference("z"))
                .table(new TableRule.Reference("y_z"));
        assertThat(problems(builder)).containsExactly("shards.b");
    }

    @Test
    void aNameThatPostgresWouldCutIsAProblem() {
        TopologyBuilder builder =
                oneDatabase(Strategy.PREFIX).shard("a".repeat(40)).table(new TableRule.Reference("t".repeat(30)));
        assertThat(problems(builder)).containsExactly("shards." + "a".repeat(40) + ".prefix");
    }

    @Test
    void schemasForSomeShardsOnlyAreAProblem() {
        assertThat(problems(schemas().shard(ShardSpec.named("c").withSchema(""))))
                .containsExactly("shards");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "TEMP"})
    void aSchemaThatMeansSomethingToSqliteIsAProblem(String schema) {
        assertThat(problems(schemas().shard(schema))).containsExactly("shards." + schema + ".schema");
    }

    @Test
    void databasesThatStandTwiceOrDifferInKindAreProblems() {
        assertThat(problems(schemas().database("other", SQLDialect.MYSQL, SOURCE)))
                .contains("databases.other", "databases");
        assertThat(problems(Topology.builder()
                        .strategy(Strategy.DATABASE)
                        .database("a", SQLDialect.SQLITE, SOURCE)
                        .database("a", SQLDialect.SQLITE, SOURCE)
                        .shard("a")))
                .containsExactly("databases.a");
    }

    @Test
    void aTableWithTwoRulesIsAProblem() {
        assertThat(problems(schemas().table(TableRule.reference(IDS)).table(TableRule.pinned(IDS, "a"))))
                .containsExactly("tables.ids");
    }

    @Test
    void aRuleThatNamesAnUnknownShardIsAProblem() {
        assertThat(problems(schemas().table(TableRule.pinned(IDS, "c")))).containsExactly("tables.ids.pinned");
        ShardingFunction toC = MapSharding.of(Map.of("Asia", ShardId.of("c")));
        assertThat(problems(schemas().table(TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, toC))))
                .containsExactly("tables.weather_locations");
    }

    @Test
    void parentsMustEndAtAShardedTable() {
        TableRule child = TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, WEATHER_LOCATIONS);
        assertThat(problems(schemas().table(child))).containsExactly("tables.weather_reports.parent");
        assertThat(problems(schemas().table(child).table(TableRule.reference(WEATHER_LOCATIONS))))
                .containsExactly("tables.weather_reports.parent");
        assertThat(problems(schemas().table(child).table(TableRule.colocated(WEATHER_LOCATIONS.CITY, WEATHER_REPORTS))))
                .containsExactly("tables.weather_reports.parent", "tables.weather_locations.parent");
    }

    @Test
    void anInstanceOutOfRangeIsAProblem() {
        assertThat(problems(schemas().instance(64))).containsExactly("instance");
        assertThat(problems(schemas().instance(-1))).containsExactly("instance");
    }

    @Test
    void idsThatCarryTheirShardNeedStatedNumbers() {
        TableRule rule = TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, TO_A).withIds(IdRule.TIME_SORTED);
        assertThat(problems(schemas().table(rule))).containsExactly("shards");
    }

    @Test
    void idsInBlocksNeedAPinnedIdTable() {
        TableRule rule = TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, TO_A).withIds(new IdRule.Blocks(10));
        IdTable ids = new IdTable("ids", "name", "next_id");
        assertThat(problems(schemas().table(rule))).containsExactly("id-table");
        assertThat(problems(schemas().table(rule).idTable(ids))).containsExactly("id-table");
        assertThat(problems(schemas().table(rule).idTable(ids).table(TableRule.reference(IDS))))
                .containsExactly("id-table");
        assertThat(schemas()
                        .table(rule)
                        .idTable(ids)
                        .table(TableRule.pinned(IDS, "a"))
                        .build()
                        .idTable())
                .contains(ids);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        TopologyBuilder builder = schemas()
                .shard("c d")
                .shard(ShardSpec.named("e").withDatabase("nowhere").withNumber(5000))
                .shard(ShardSpec.named("f").withNumber(0))
                .table(TableRule.pinned(IDS, "z"))
                .instance(99);
        assertThat(problems(builder))
                .containsExactlyInAnyOrder(
                        "shards.c d",
                        "shards.e.database",
                        "shards.e.number",
                        "shards.f.number",
                        "tables.ids.pinned",
                        "instance");
    }

    @Test
    void dataSourcesStayOutOfTexts() {
        assertThat(schemas().build().toString()).doesNotContain("DataSource").contains("SCHEMA", "weather");
    }
}
