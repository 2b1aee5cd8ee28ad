package dev.meridian.internal.plan;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.Topology;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.HashSet;
import java.util.Set;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

class NamingTest {

    private static final WeatherLocations W = WEATHER_LOCATIONS;
    private static final ShardId ASIA = ShardId.of("asia");

    private static Topology topology(Strategy strategy, ShardSpec shard) {
        return Topology.builder()
                .strategy(strategy)
                .database("asia", SQLDialect.POSTGRES, new SQLiteDataSource())
                .shard(shard)
                .build();
    }

    private static String render(Topology topology, Settings settings, Query query) {
        Naming naming = new Naming(topology);
        Shard shard = topology.shard(ASIA).orElseThrow();
        return naming.translate(
                DSL.using(topology.dialect(), naming.settings(settings)).renderInlined(query), shard);
    }

    private static String render(Strategy strategy, Query query) {
        return render(topology(strategy, ShardSpec.named("asia")), new Settings(), query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATABASE | select \"weather_locations\".\"id\" from \"weather_locations\"",
                "SCHEMA   | select \"asia\".\"weather_locations\".\"id\" from \"asia\".\"weather_locations\"",
                "PREFIX   | select \"asia_weather_locations\".\"id\" from \"asia_weather_locations\""
            })
    void eachStrategyNamesTablesInItsWay(Strategy strategy, String sql) {
        assertThat(render(strategy, DSL.select(W.ID).from(W))).isEqualTo(sql);
    }

    @Test
    void aShardMayHaveSchemaAndPrefixAtOnce() {
        Topology both = topology(
                Strategy.SCHEMA, ShardSpec.named("asia").withSchema("far_east").withPrefix("p_"));
        assertThat(render(both, new Settings(), DSL.select(W.ID).from(W)))
                .isEqualTo(
                        "select \"far_east\".\"p_weather_locations\".\"id\" from \"far_east\".\"p_weather_locations\"");
    }

    @Test
    void aliasesKeepTheirNames() {
        WeatherLocations alias = W.as("weather_locations_w");
        assertThat(render(Strategy.PREFIX, DSL.select(alias.ID).from(alias)))
                .isEqualTo("select \"weather_locations_w\".\"id\""
                        + " from \"asia_weather_locations\" as \"weather_locations_w\"");
    }

    @Test
    void writesNameTheirTableToo() {
        assertThat(render(Strategy.PREFIX, DSL.deleteFrom(W).where(W.ID.eq(1L))))
                .isEqualTo("delete from \"asia_weather_locations\" where \"asia_weather_locations\".\"id\" = 1");
        assertThat(render(Strategy.SCHEMA, DSL.insertInto(W, W.ID).values(1L)))
                .isEqualTo("insert into \"asia\".\"weather_locations\" (\"id\") values (1)");
    }

    @ParameterizedTest
    @CsvSource({"DATABASE", "SCHEMA", "PREFIX"})
    void textsOfTheUserAreNotChanged(Strategy strategy) {
        String text = "app.weather_locations \"app\".\"weather_locations\" app. 'weather_locations' <shard> $1 {0}";
        assertThat(render(strategy, DSL.select(DSL.inline(text)).from(W))).contains(text.replace("'", "''"));
    }

    @Test
    void aTokenOfAnotherContextIsTextLikeAnyOther() {
        Topology topology = topology(Strategy.SCHEMA, ShardSpec.named("asia"));
        String foreign = new Naming(topology).tokens().iterator().next();
        assertThat(render(
                        topology,
                        new Settings(),
                        DSL.select(DSL.inline(foreign)).from(W)))
                .contains(foreign);
    }

    @Test
    void tokensAreDrawnAnewAndHoldManyDigits() {
        Topology topology = topology(Strategy.SCHEMA, ShardSpec.named("asia"));
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tokens.addAll(new Naming(topology).tokens());
        }
        assertThat(tokens).hasSize(200).allMatch(token -> token.matches("\u2039[0-9]{15,}\u203a"));
    }

    @Test
    void settingsThatChangeTheCaseOfNamesLeaveTheTokenAlone() {
        Settings upper =
                new Settings().withRenderNameCase(RenderNameCase.UPPER).withRenderKeywordCase(RenderKeywordCase.UPPER);
        assertThat(render(
                        topology(Strategy.SCHEMA, ShardSpec.named("asia")),
                        upper,
                        DSL.select(W.ID).from(W)))
                .contains("\"asia\".\"WEATHER_LOCATIONS\"");
    }

    @Test
    void aPersonReadsPlaceholders() {
        Topology topology = topology(Strategy.SCHEMA, ShardSpec.named("asia").withPrefix("p_"));
        Naming naming = new Naming(topology);
        String sql = DSL.using(SQLDialect.POSTGRES, naming.settings(new Settings()))
                .render(DSL.select(W.ID).from(W));
        assertThat(naming.readable(sql)).contains("from \"<shard>\".\"<prefix>weather_locations\"");
    }

    @Test
    void theUsersSettingsAreNotChanged() {
        Settings settings = new Settings();
        new Naming(topology(Strategy.PREFIX, ShardSpec.named("asia"))).settings(settings);
        assertThat(settings.getRenderMapping()).isNull();
    }

    @Test
    void settingsThatMapOrHideSchemasAreRefused() {
        Naming naming = new Naming(topology(Strategy.SCHEMA, ShardSpec.named("asia")));
        RenderMapping mapping = new RenderMapping().withSchemata(new MappedSchema().withInput("app"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.settings(new Settings().withRenderMapping(mapping)));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.settings(new Settings().withRenderSchema(false)));
    }

    @Test
    void manyTextsAreTranslatedRightlyThoughFewAreRemembered() {
        Topology topology = topology(Strategy.SCHEMA, ShardSpec.named("asia"));
        Naming naming = new Naming(topology);
        Shard shard = topology.shard(ASIA).orElseThrow();
        String sql = DSL.using(SQLDialect.POSTGRES, naming.settings(new Settings()))
                .render(DSL.select(W.ID).from(W));
        for (int i = 0; i < 10_000; i++) {
            assertThat(naming.translate(sql + " /* " + i + " */", shard))
                    .endsWith("\"asia\".\"weather_locations\" /* " + i + " */");
        }
    }
}
