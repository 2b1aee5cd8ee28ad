package dev.meridian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.ShardingFunction;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeridianConfigTest {

    private static final ShardId NORTH = ShardId.of("north_america");
    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");
    private static final ShardId SOUTH = ShardId.of("south_america");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void fileAndBuilderGiveTheSameTopology(Strategy strategy) {
        try (OpenTopology open =
                ConfigTexts.weather(folder).withStrategy(strategy).open()) {
            Topology file = open.topology();
            Topology built = built(strategy);
            assertThat(file).hasToString(built.toString());
            assertThat(file.shards()).isEqualTo(built.shards());
            assertThat(texts(file)).isEqualTo(texts(built));
            assertThat(file.idTable()).isEqualTo(built.idTable());
            assertThat(file.instance()).isEqualTo(built.instance());
        }
    }

    private static List<String> texts(Topology topology) {
        return topology.rules().stream()
                .map(rule -> rule
                        + (rule instanceof TableRule.Sharded sharded
                                ? sharded.function().describe()
                                : ""))
                .map(text -> text.replaceAll("ToAsia@[0-9a-f]+", "ToAsia"))
                .toList();
    }

    private static Topology built(Strategy strategy) {
        TopologyBuilder builder = Topology.builder().strategy(strategy).instance(5);
        List<ShardId> shards = List.of(NORTH, ASIA, EUROPE, SOUTH);
        shards.forEach(shard -> builder.shard(ShardSpec.named(shard.name()).withNumber(shards.indexOf(shard))));
        List<String> databases = strategy == Strategy.DATABASE
                ? shards.stream().map(ShardId::name).toList()
                : List.of("weather");
        databases.forEach(name ->
                builder.database(name, SQLDialect.SQLITE, new DriverDataSource("", new Properties(), List.of())));
        return builder.table(new TableRule.Sharded(
                        "weather_locations",
                        "continent",
                        KeyComparison.EXACT,
                        MapSharding.of(continents()),
                        new IdRule.Blocks(50),
                        IdentityPolicy.SEARCH))
                .table(new TableRule.Colocated(
                        "weather_reports",
                        "location_id",
                        "weather_locations",
                        IdRule.TIME_SORTED,
                        IdentityPolicy.DEMAND))
                .table(sharded(
                        "events",
                        "id",
                        KeyComparison.EXACT,
                        RangeSharding.below(100, ASIA).below(200, EUROPE).rest(NORTH)))
                .table(sharded("users", "id", KeyComparison.EXACT, HashSharding.over(shards))
                        .withIds(new IdRule.Blocks(IdRule.Blocks.DEFAULT_BLOCK)))
                .table(sharded("teams", "name", KeyComparison.IGNORE_CASE, HashSharding.over(List.of(ASIA, EUROPE))))
                .table(sharded("custom", "id", KeyComparison.BINARY, new ToAsia()))
                .table(new TableRule.Reference("countries"))
                .table(new TableRule.Pinned("ids", NORTH))
                .idTable(new IdTable("ids", "name", "next_id"))
                .build();
    }

    private static Map<String, ShardId> continents() {
        Map<String, ShardId> continents = new LinkedHashMap<>();
        continents.put("North America", NORTH);
        continents.put("Asia", ASIA);
        continents.put("Europe", EUROPE);
        continents.put("South America", SOUTH);
        return continents;
    }

    private static TableRule.Sharded sharded(
            String table, String key, KeyComparison comparison, ShardingFunction function) {
        return new TableRule.Sharded(table, key, comparison, function, IdRule.UNMANAGED, IdentityPolicy.SEARCH);
    }

    @Test
    void keyValuesKeepTheirYamlType() {
        String map = "{1: a, \"2\": a, 3.5: a, true: a, \"2020-01-01\": a, 2020-01-02: a}";
        Topology topology = minimal("map: " + map);
        TableRule.Sharded rule = (TableRule.Sharded) topology.rule("t").orElseThrow();
        assertThat(List.of(1L, "2", new BigDecimal("3.5"), true, "2020-01-01", "2020-01-02"))
                .allMatch(key -> rule.function().shardOf(key).isPresent());
        assertThat(List.of("1", 2L, "3.5", "true"))
                .allMatch(key -> rule.function().shardOf(key).isEmpty());
    }

    @Test
    void variablesComeFromSystemPropertiesUnlessToldOtherwise() throws IOException {
        Path file = folder.resolve("weather.yaml");
        Files.writeString(file, ConfigTexts.WEATHER.replace("${WEATHER_PASSWORD}", "x"));
        System.setProperty("DIR", folder.toString());
        try {
            assertThat(MeridianConfig.read(file).strategy()).isEqualTo(Strategy.DATABASE);
        } finally {
            System.clearProperty("DIR");
        }
        assertThatThrownBy(() -> MeridianConfig.read(file, name -> null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("- " + file + ":5:8: database.url: the variable DIR is not defined. "
                        + "Set the system property or the environment variable DIR.");
    }

    @Test
    void aVariableMayHoldTheStrategyOrANumberAndIsNotLookedThrough() {
        Map<String, String> variables =
                Map.of("S", "prefix", "N", "7", "DIR", folder + "/${S}", "WEATHER_PASSWORD", "${S}");
        String yaml = ConfigTexts.WEATHER
                .replace("strategy: database", "strategy: ${S}")
                .replace("instance: 5", "instance: ${N}");
        try (OpenTopology open = MeridianConfig.parse("v", yaml, variables::get).open()) {
            assertThat(open.topology().strategy()).isEqualTo(Strategy.PREFIX);
            assertThat(open.topology().instance()).isEqualTo(7);
            assertThat(folder.resolve("${S}")).exists();
        }
    }

    @Test
    void aDoubledDollarSignStandsForItself() {
        Topology topology = minimal("map: {\"$${X}\": a}");
        assertThat(((TableRule.Sharded) topology.rule("t").orElseThrow())
                        .function()
                        .shardOf("${X}"))
                .isPresent();
    }

    @Test
    void shardsMayBeAListOfNames() {
        Topology topology = minimal("hash: all");
        assertThat(topology.shards()).extracting(Shard::prefix).containsExactly("a_", "b_");
    }

    @Test
    void aScalarAliasAndACollectionAliasRepeatWhatTheyName() {
        String yaml = """
                strategy: prefix
                databases:
                  east: {url: "jdbc:sqlite:${DIR}/east.db", pool: &pool {size: 2}}
                  west: {url: "jdbc:sqlite:${DIR}/west.db", pool: *pool}
                shards: {a: {database: &e east}, b: {database: *e}}
                tables: {}
                """;
        Topology topology = topology(yaml);
        assertThat(topology.shards()).extracting(Shard::database).containsExactly("east", "east");
    }

    @Test
    void noTextShowsThePassword() throws Exception {
        MeridianConfig config = ConfigTexts.weather(folder);
        try (OpenTopology open = config.open()) {
            assertThat(List.of(
                            config.toString(),
                            open.toString(),
                            open.topology().toString(),
                            open.topology().databases().toString(),
                            open.topology().databases().get(0).dataSource().toString(),
                            open.migrationDataSources().toString()))
                    .noneMatch(text -> text.contains(ConfigTexts.PASSWORD));
            open.topology().databases().get(0).dataSource().getConnection().close();
        }
    }

    @Test
    void aFileThatIsMissingOrNotInUtf8IsAProblem() throws IOException {
        Path file = folder.resolve("weather.yaml");
        assertThatThrownBy(() -> MeridianConfig.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + ": configuration: there is no such file. Check the path.");
        Files.write(file, "strategy: ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> MeridianConfig.read(file)).hasMessageContaining("the file is not in UTF-8");
        assertThatThrownBy(() -> MeridianConfig.read(folder)).hasMessageContaining("the file cannot be read");
    }

    private Topology minimal(String function) {
        String yaml = "strategy: prefix\ndatabase: {url: 'jdbc:sqlite:${DIR}/{database}.db'}\nshards: [a, b]\n"
                + "tables: {t: {sharded: {key: k, " + function + "}}}\n";
        return topology(yaml);
    }

    /** What a text declares; its pools are closed again. */
    private Topology topology(String yaml) {
        try (OpenTopology open = MeridianConfig.parse("t.yaml", yaml, ConfigTexts.variables(folder))
                .open()) {
            return open.topology();
        }
    }
}
