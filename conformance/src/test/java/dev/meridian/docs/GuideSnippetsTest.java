package dev.meridian.docs;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.Explanation;
import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.PartialCommitException;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.exception.ShardFailureException;
import dev.meridian.flyway.MigrationProgress;
import dev.meridian.flyway.MigrationReport;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.ShardingFunction;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.weather.App;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs of the README and the guide: what stands between the tags stands there too, and runs. */
class GuideSnippetsTest {

    @TempDir
    Path folder;

    private Path file;

    /** The README's own configuration, with its files in a folder of the test's. */
    @BeforeEach
    void writeConfiguration() throws IOException {
        String yaml = Page.readme().blocks("yaml").get(0).text();
        assertThat(yaml).contains("jdbc:sqlite:data/");
        file = Files.writeString(
                folder.resolve("weather.yaml"), yaml.replace("jdbc:sqlite:data/", "jdbc:sqlite:" + folder + "/"));
    }

    /** Runs a program over the migrated shards of the README's configuration, where Tokyo and Dublin are. */
    private void over(Strategy strategy, Consumer<ShardedDSLContext> program) {
        try (OpenTopology open =
                MeridianConfig.read(file).withStrategy(strategy).open()) {
            migrator(open).migrate();
            ShardedDSLContext ctx = ShardedDSLContext.over(open.topology()).build();
            save(ctx, "Asia", "Tokyo");
            save(ctx, "Europe", "Dublin");
            program.accept(ctx);
        }
    }

    private static ShardMigrator migrator(OpenTopology open) {
        return ShardMigrator.builder(open.topology())
                .locations("classpath:db/migration")
                .dataSources(open.migrationDataSources()::get)
                .build();
    }

    private static WeatherLocationsRecord save(ShardedDSLContext ctx, String continent, String city) {
        WeatherLocationsRecord location = ctx.newRecord(WEATHER_LOCATIONS);
        location.setContinent(continent);
        location.setCity(city);
        location.store();
        return location;
    }

    private static String printed(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theReadmesProgramPrintsWhatStandsBelowIt() {
        assertThat(Checks.output(Page.readme(), printed(() -> readme(file)))).isEmpty();
    }

    private static void readme(Path file) {
        // tag::readme
        try (OpenTopology open = MeridianConfig.read(file).open()) {
            ShardMigrator.builder(open.topology())
                    .locations("classpath:db/migration")
                    .dataSources(open.migrationDataSources()::get)
                    .build()
                    .migrate();
            ShardedDSLContext ctx = ShardedDSLContext.over(open.topology()).build();

            WeatherLocationsRecord tokyo = ctx.newRecord(WEATHER_LOCATIONS);
            tokyo.setContinent("Asia");
            tokyo.setCity("Tokyo");
            tokyo.store();

            var query = ctx.selectFrom(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.in("Europe", "Asia"));
            query.forEach(row -> System.out.println(
                    row.getCity() + " is on " + ctx.shardOf(row).orElseThrow()));
            System.out.println(ctx.explain(query));
        }
        // end::readme
    }

    @Test
    void aTopologyIsBuiltInCode() {
        DataSource asiaPool = new org.sqlite.SQLiteDataSource();
        DataSource europePool = new org.sqlite.SQLiteDataSource();
        // tag::topology
        ShardId asia = ShardId.of("asia");
        ShardId europe = ShardId.of("europe");
        Topology topology = Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("asia", SQLDialect.SQLITE, asiaPool)
                .database("europe", SQLDialect.SQLITE, europePool)
                .shard(ShardSpec.named("asia").withNumber(0))
                .shard(ShardSpec.named("europe").withNumber(1))
                .table(TableRule.sharded(
                                WEATHER_LOCATIONS.CONTINENT, MapSharding.of(Map.of("Asia", asia, "Europe", europe)))
                        .withIds(new IdRule.Blocks(100)))
                .table(TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, WEATHER_LOCATIONS)
                        .withIds(IdRule.TIME_SORTED))
                .table(TableRule.pinned(IDS, "asia"))
                .idTable(new IdTable("ids", "name", "next_id"))
                .build();
        ShardedDSLContext ctx = ShardedDSLContext.over(topology).build();
        // end::topology
        assertThat(ctx.topology().shardIds()).containsExactly(asia, europe);
    }

    @Test
    void shardingFunctionsAreMadeInCode() {
        ShardId asia = ShardId.of("asia");
        ShardId europe = ShardId.of("europe");
        // tag::functions
        ShardingFunction map = MapSharding.of(Map.of("Asia", asia, "Europe", europe));
        ShardingFunction hash = HashSharding.over(List.of(asia, europe));
        ShardingFunction range = RangeSharding.below(1_000_000, asia).rest(europe);
        // end::functions
        assertThat(map.shardOf("Asia")).contains(asia);
        assertThat(map.shardOf("Atlantis")).isEmpty();
        assertThat(hash.shards()).containsExactlyInAnyOrder(asia, europe);
        assertThat(range.shardOf(1_000_000L)).contains(europe);
        assertThat(new ByFirstLetter().shardOf("a")).contains(asia);
        assertThat(new ByFirstLetter().shardOf("z")).contains(europe);
        assertThat(new ByFirstLetter().shards()).containsExactlyInAnyOrder(asia, europe);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void recordsKnowTheirHome(Strategy strategy) {
        over(strategy, ctx -> {
            // tag::home
            WeatherLocationsRecord tokyo = ctx.fetchSingle(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("Tokyo"));
            ShardId home = ctx.shardOf(tokyo).orElseThrow(); // asia

            tokyo.setCity("Tokyo (Shinjuku)");
            tokyo.store(); // UPDATE on asia alone
            tokyo.refresh(); // SELECT on asia alone

            WeatherReportsRecord report = ctx.onShardOf(tokyo).newRecord(WEATHER_REPORTS);
            report.setLocationId(tokyo.getId());
            report.setTemperature(80.0);
            report.store(); // INSERT on asia, without a search for the parent

            Result<WeatherReportsRecord> reports =
                    ctx.onShardOf(tokyo).fetch(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID.eq(tokyo.getId()));
            // end::home
            assertThat(home).hasToString("asia");
            assertThat(ctx.shardOf(report)).contains(home);
            assertThat(reports).hasSize(1);
            assertThat(ctx.shardOf(reports.get(0))).contains(home);
            assertThat(ctx.onShard("europe").fetchCount(WEATHER_REPORTS)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aChildGoesToItsParent(Strategy strategy) {
        over(strategy, ctx -> {
            long locationId = ctx.fetchSingle(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("Dublin"))
                    .getId();
            // tag::child
            WeatherReportsRecord report = ctx.newRecord(WEATHER_REPORTS);
            report.setLocationId(locationId);
            report.setTemperature(55.0);
            report.store(); // asks each shard that may have the location, then inserts where it is
            // end::child
            assertThat(ctx.shardOf(report)).contains(ShardId.of("europe"));
        });
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aShardIsNamed(Strategy strategy) {
        over(strategy, ctx -> {
            // tag::on-shard
            int inAsia = ctx.onShard("asia").fetchCount(WEATHER_LOCATIONS); // of asia, not of all rows
            for (ShardId shard : ctx.topology().shardIds()) {
                ctx.onShard(shard)
                        .update(WEATHER_REPORTS)
                        .set(WEATHER_REPORTS.TEMPERATURE, WEATHER_REPORTS.TEMPERATURE.plus(1))
                        .execute();
            }
            // end::on-shard
            assertThat(inAsia).isEqualTo(1);
            assertThatThrownBy(() -> save(ctx.onShard("asia"), "Europe", "Paris"))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(Rule.WRONG_SHARD));
        });
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aTransactionSpansShards(Strategy strategy) {
        over(strategy, ctx -> {
            // tag::transaction
            ctx.transaction(configuration -> {
                ShardedDSLContext tx = ShardedDSLContext.of(configuration);
                tx.insertInto(
                                WEATHER_LOCATIONS,
                                WEATHER_LOCATIONS.ID,
                                WEATHER_LOCATIONS.CONTINENT,
                                WEATHER_LOCATIONS.CITY)
                        .values(tx.nextId(WEATHER_LOCATIONS), "Asia", "Osaka")
                        .execute();
                tx.deleteFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                        .execute();
            });
            // end::transaction
            assertThat(ctx.fetch(WEATHER_LOCATIONS).map(WeatherLocationsRecord::getCity))
                    .containsExactlyInAnyOrder("Tokyo", "Osaka");
        });
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void choosersAreReplaced(Strategy strategy) {
        over(strategy, before -> {
            Topology topology = before.topology();
            // tag::choosers
            ShardedDSLContext ctx = ShardedDSLContext.over(topology)
                    // Rows with an id below 1,000 were all made in Asia.
                    .identityChooser(identity -> identity.value() instanceof Long id && id < 1_000
                            ? Set.of(ShardId.of("asia"))
                            : topology.shardIds())
                    // Tells what is asked, and asks it.
                    .executeChooser(statement -> {
                        System.out.println(statement.tables() + " " + statement.provable());
                        return statement.provable();
                    })
                    .build();
            // end::choosers
            String told = printed(() -> ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.ID.eq(1L)));
            assertThat(told).isEqualToIgnoringNewLines("[weather_locations] [asia]");
        });
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void scatteringIsRefusedAndAllowed(Strategy strategy) {
        over(strategy, before -> {
            Topology topology = before.topology();
            refused(Rule.SCATTER, () -> {
                // tag::guard-rails
                ShardedDSLContext ctx = ShardedDSLContext.over(topology)
                        .scatter(ScatterPolicy.REFUSE)
                        .build();
                ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia")); // runs: one shard
                ctx.allowingScatter().fetch(WEATHER_LOCATIONS); // runs: this query may
                ctx.fetch(WEATHER_LOCATIONS); // refused
                // end::guard-rails
            });
        });
    }

    @Test
    void shardsAreMigratedAndCheckedAtTheStart() {
        try (OpenTopology open = MeridianConfig.read(file).open()) {
            // tag::migrate
            ShardMigrator migrator = ShardMigrator.builder(open.topology())
                    .locations("classpath:db/migration")
                    .dataSources(open.migrationDataSources()::get)
                    .progress(MigrationProgress.printing(System.out))
                    .build();
            MigrationReport report = migrator.migrate();
            System.out.println(report.render());
            // end::migrate
            assertThat(report.succeeded()).isTrue();
            // tag::check-at-start
            ShardedDSLContext ctx = ShardedDSLContext.over(open.topology())
                    .checkAtStart(migrator::requireCurrent)
                    .build();
            // end::check-at-start
            assertThat(ctx.fetch(WEATHER_LOCATIONS)).isEmpty();
        }
    }

    @Test
    void aStatementIsExplained() {
        over(Strategy.SCHEMA, ctx -> {
            // tag::explain
            Query query = ctx.selectFrom(WEATHER_LOCATIONS)
                    .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                    .and(WEATHER_LOCATIONS.CITY.like("T%"));
            Explanation explanation = ctx.explain(query);
            Set<ShardId> shards = explanation.shards();
            Map<ShardId, String> statements = explanation.statements();
            System.out.println(explanation);
            // end::explain
            assertThat(shards).containsExactly(ShardId.of("asia"));
            assertThat(statements).containsOnlyKeys(ShardId.of("asia"));
            assertThat(Checks.output(Page.guide(), explanation.plan())).isEmpty();
        });
    }

    @Test
    void rowsOfSeveralShardsAreSorted() {
        over(Strategy.DATABASE, ctx -> {
            String told = printed(() -> {
                // tag::across
                Result<WeatherLocationsRecord> firstTwo = ctx.selectFrom(WEATHER_LOCATIONS)
                        .orderBy(WEATHER_LOCATIONS.CITY)
                        .limit(2)
                        .fetch(); // the first two of all shards
                int all = ctx.fetchCount(WEATHER_LOCATIONS); // of all shards
                System.out.println(firstTwo.getValues(WEATHER_LOCATIONS.CITY) + " of " + all);
                // end::across
            });
            assertThat(told).isEqualToIgnoringNewLines("[Dublin, Tokyo] of 2");
        });
    }

    @Test
    void theGatherRowBudgetIsSetByTheBuilder() {
        over(Strategy.DATABASE, first -> {
            Topology topology = first.topology();
            // tag::budget
            ShardedDSLContext ctx =
                    ShardedDSLContext.over(topology).gatherRowBudget(20_000).build();
            // end::budget
            assertThat(ctx.fetchCount(WEATHER_LOCATIONS)).isEqualTo(2);
        });
    }

    @Test
    void aStatementForTheSlicesOfOneDatabaseIsExplained() {
        over(Strategy.SCHEMA, ctx -> {
            Query sorted = ctx.selectFrom(WEATHER_LOCATIONS)
                    .where(WEATHER_LOCATIONS.CONTINENT.in("Asia", "Europe"))
                    .orderBy(WEATHER_LOCATIONS.CITY);
            assertThat(Checks.output(Page.guide(), ctx.explain(sorted).plan())).isEmpty();
        });
    }

    @Test
    void sortedRowsOfSeveralDatabasesAreExplained() {
        over(Strategy.DATABASE, ctx -> {
            Query page = ctx.select(WEATHER_REPORTS.LOCATION_ID, WEATHER_REPORTS.TEMPERATURE)
                    .from(WEATHER_REPORTS)
                    .orderBy(WEATHER_REPORTS.REPORT_TIME.desc())
                    .limit(10)
                    .offset(20);
            assertThat(Checks.output(Page.guide(), ctx.explain(page).plan())).isEmpty();
        });
    }

    @Test
    void whatShardsReduceIsExplained() {
        over(Strategy.DATABASE, ctx -> {
            Query cities = ctx.select(WEATHER_LOCATIONS.CITY, DSL.count())
                    .from(WEATHER_LOCATIONS)
                    .groupBy(WEATHER_LOCATIONS.CITY);
            assertThat(Checks.output(Page.guide(), ctx.explain(cities).plan())).isEmpty();
        });
    }

    @Test
    void aRefusalIsExplainedToo() {
        over(Strategy.SCHEMA, ctx -> {
            Query text = ctx.selectFrom(WEATHER_LOCATIONS).where("id in (select location_id from weather_reports)");
            assertThat(Checks.output(Page.guide(), ctx.explain(text).plan())).isEmpty();
        });
    }

    @Test
    void errorsAreHandled() {
        over(Strategy.DATABASE, ctx -> {
            String told = printed(() -> {
                // tag::errors
                try {
                    ctx.fetch("select * from weather_locations");
                } catch (RefusedException refused) {
                    System.out.println(refused.rule().id()); // nothing was returned and nothing was changed
                } catch (ShardFailureException failed) {
                    System.out.println(failed.outcomes()); // how each shard ended; nothing was returned
                } catch (PartialCommitException partial) {
                    System.out.println(partial.committed() + " but not " + partial.rolledBack());
                }
                // end::errors
            });
            assertThat(told).isEqualToIgnoringNewLines("MR011");
        });
    }

    @Test
    void aBadConfigurationIsReportedAsTheGuideShows() {
        String bad = """
                strategy: databse
                database:
                  url: "jdbc:sqlite:data/{database}.db"
                shards: [asia, europe]
                tables:
                  weather_locations:
                    sharded:
                      key: continent
                      map: {Asia: asia, Europe: eurpoe}
                """;
        assertThatThrownBy(() -> MeridianConfig.parse("weather.yaml", bad, name -> null))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(Checks.output(Page.guide(), String.valueOf(e.getMessage())))
                                .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void sqlTextIsRouted(Strategy strategy) {
        over(strategy, ctx -> {
            // tag::text
            ShardedDSLContext sql =
                    ShardedDSLContext.over(ctx.topology()).schema(App.APP).build();
            Result<Record> cities = sql.fetch(
                    "select id, city from weather_locations where continent = ? and city like :start", "Asia", "T%");
            sql.execute("update weather_locations set city = 'Edo' where continent = ? and city = ?", "Asia", "Tokyo");
            // end::text
            assertThat(cities.getValues("city")).isEqualTo(List.of("Tokyo"));
            assertThat(sql.fetchValues("select city from weather_locations where continent = 'Asia'"))
                    .isEqualTo(List.of("Edo"));
            assertThat(printed(() -> jdbc(sql))).isEqualTo("Dublin" + System.lineSeparator());
        });
    }

    private static void jdbc(ShardedDSLContext sql) {
        try {
            citiesOfEurope(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void citiesOfEurope(ShardedDSLContext sql) throws SQLException {
        // tag::jdbc
        DataSource shards = sql.parsingDataSource();
        try (Connection connection = shards.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select city from weather_locations where continent = ?")) {
            statement.setString(1, "Europe");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    System.out.println(rows.getString("city"));
                }
            }
        }
        // end::jdbc
    }

    @Test
    void whatTheReadmeSaysBelowItsTableIsRefusedToo() {
        over(Strategy.DATABASE, ctx -> {
            refused(
                    Rule.BATCH,
                    () -> ctx.batch(
                                    ctx.deleteFrom(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.eq("Asia")),
                                    ctx.deleteFrom(WEATHER_LOCATIONS).where(WEATHER_LOCATIONS.CONTINENT.eq("Europe")))
                            .execute());
            refused(Rule.NO_SHARD, () -> ctx.connection(connection -> connection.getCatalog()));
            refused(Rule.UNSUPPORTED, () -> {
                try (var kept = ctx.selectFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .keepStatement(true)) {
                    kept.fetch();
                    kept.bind(1, "Europe").fetch();
                }
            });
        });
    }

    private static void refused(Rule rule, Runnable program) {
        assertThatThrownBy(program::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
    }
}
