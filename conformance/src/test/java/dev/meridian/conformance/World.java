package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.meridian.ShardedContextBuilder;
import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Database;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import dev.meridian.schema.WeatherSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/** A topology with its pools, the context over it, and the oracle beside it. Made once for each layout, cleared for each test. */
final class World implements AutoCloseable {

    private static final List<String> WEATHER = List.of("weather_reports", "weather_locations", "ids");

    private final Layout layout;
    private final Oracle oracle;
    private final OpenTopology open;
    private final Recording recording = new Recording();
    private final Topology topology;
    private final ShardedDSLContext context;

    World(Layout layout, Path folder, Oracle oracle) {
        this.layout = layout;
        this.oracle = oracle;
        this.open = MeridianConfig.parse(layout.name(), layout.yaml(folder), name -> null)
                .open();
        this.topology = topology(UnaryOperator.identity());
        this.context = ShardedDSLContext.over(topology).build();
        ShardMigrator.builder(open.topology())
                .locations(WeatherSchema.LOCATION)
                .dataSources(open.migrationDataSources()::get)
                .build()
                .migrate();
        topology.shards()
                .forEach(shard -> Extra.ALL.forEach(table ->
                        execute(shard, table.ddl(name(shard, table.getName()), layout.kind()))));
    }

    /** The topology with rules that were changed, over the same databases. */
    Topology topology(UnaryOperator<TableRule> change) {
        TopologyBuilder builder = Topology.builder()
                .strategy(open.topology().strategy())
                .idTable(open.topology().idTable().orElseThrow());
        open.topology()
                .databases()
                .forEach(database -> builder.database(
                        database.name(), database.dialect(), recording.over(database.name(), database.dataSource())));
        open.topology()
                .shards()
                .forEach(shard -> builder.shard(new ShardSpec(
                        shard.id().name(), shard.number(), shard.database(), shard.schema(), shard.prefix())));
        open.topology().rules().stream().map(change).forEach(builder::table);
        extraRules().forEach(builder::table);
        return builder.build();
    }

    private List<TableRule> extraRules() {
        List<ShardId> shards = List.copyOf(open.topology().shardIds());
        ShardId first = shards.get(0);
        ShardId second = shards.get(1 % shards.size());
        ShardId last = shards.get(shards.size() - 1);
        return List.of(
                TableRule.reference(Extra.COUNTRIES),
                TableRule.sharded(Extra.USERS.column("id", Long.class), HashSharding.over(shards)),
                TableRule.colocated(Extra.ORDERS.column("user_id", Long.class), Extra.USERS),
                TableRule.colocated(Extra.ITEMS.column("order_id", Long.class), Extra.ORDERS),
                TableRule.sharded(
                        Extra.EVENTS.column("day", Integer.class),
                        RangeSharding.below(10, first).below(20, second).rest(last)),
                TableRule.sharded(
                                Extra.TAGS.column("label", String.class),
                                RangeSharding.below("F", last)
                                        .below("a", second)
                                        .below("m", first)
                                        .rest(last))
                        .withComparison(KeyComparison.BINARY),
                TableRule.sharded(Extra.BRANDS.column("brand", String.class), HashSharding.over(shards))
                        .withComparison(KeyComparison.IGNORE_CASE),
                TableRule.sharded(
                        Extra.ACCOUNTS.column("owner", Long.class),
                        RangeSharding.below(3L, second).below(7L, last).rest(first)),
                TableRule.sharded(Extra.BADGES.column("holder", Long.class), HashSharding.over(shards)),
                TableRule.pinned(Extra.SETTINGS, last.name()));
    }

    Layout layout() {
        return layout;
    }

    Topology topology() {
        return topology;
    }

    ShardedDSLContext context() {
        return context;
    }

    /** Another context over the same databases. */
    ShardedDSLContext context(UnaryOperator<TableRule> change, UnaryOperator<ShardedContextBuilder> settings) {
        return settings.apply(ShardedDSLContext.over(topology(change))).build();
    }

    DSLContext oracle() {
        return oracle.context();
    }

    ShardId shardOf(String continent) {
        return ShardId.of(layout.shardOf(continent));
    }

    /** The shards that a piece of work asks, as the databases see it. */
    Set<ShardId> asked(Runnable work) {
        recording.start();
        try {
            work.run();
        } finally {
            recording.stop();
        }
        Set<ShardId> shards = new LinkedHashSet<>();
        for (Recording.Asked asked : recording.stop()) {
            topology.shards().stream().filter(shard -> names(asked, shard)).forEach(shard -> shards.add(shard.id()));
        }
        return shards;
    }

    /** Names are quoted at some times only. */
    private static boolean names(Recording.Asked asked, Shard shard) {
        String sql = asked.sql().replace("\"", "");
        String schema = shard.schema().isEmpty() ? "" : shard.schema() + "\\.";
        return asked.database().equals(shard.database())
                && java.util.regex.Pattern.compile("\\b" + schema + shard.prefix())
                        .matcher(sql)
                        .find();
    }

    /** How many connections a piece of work takes. */
    int connections(Runnable work) {
        recording.start();
        try {
            work.run();
        } finally {
            recording.stop();
        }
        return recording.connections();
    }

    /** The name of a shard's table as its database knows it. */
    static String name(Shard shard, String table) {
        String schema = shard.schema().isEmpty() ? "" : '"' + shard.schema() + "\".";
        return schema + '"' + shard.prefix() + table + '"';
    }

    void execute(Shard shard, String sql) {
        on(shard, statement -> statement.execute(sql));
    }

    /** A piece of work on a statement. */
    interface Work {
        void run(Statement statement) throws SQLException;
    }

    void on(Shard shard, Work work) {
        Database database = open.topology().databases().stream()
                .filter(each -> each.name().equals(shard.database()))
                .findFirst()
                .orElseThrow();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            work.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(shard + ": " + e.getMessage(), e);
        }
    }

    /** What really stands in a shard's table, row by row, in order. */
    List<String> rows(ShardId id, String table) {
        Shard shard = topology.shard(id).orElseThrow();
        List<String> rows = new ArrayList<>();
        on(shard, statement -> {
            try (ResultSet result = statement.executeQuery("SELECT * FROM " + name(shard, table))) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        });
        Collections.sort(rows);
        return rows;
    }

    /** What stands in a table of the oracle, in the same form. */
    List<String> oracleRows(String table) {
        List<String> rows = new ArrayList<>();
        oracle().connection(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM \"" + table + '"')) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        });
        Collections.sort(rows);
        return rows;
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            values.add(result.getString(i));
        }
        return String.join("|", values.stream().map(String::valueOf).toList());
    }

    /** Everything that the weather tables hold, with the shard of each row. */
    List<String> everything() {
        List<String> all = new ArrayList<>();
        for (Shard shard : topology.shards()) {
            for (String table : WEATHER) {
                rows(shard.id(), table).forEach(row -> all.add(shard.id() + "." + table + ": " + row));
            }
        }
        return all;
    }

    /** Empties the weather tables, and lets identities start from 1 again. */
    void clear() {
        topology.shards()
                .forEach(shard -> on(shard, statement -> {
                    for (String table : WEATHER) {
                        statement.execute("DELETE FROM " + name(shard, table));
                    }
                    String reports = name(shard, "weather_reports");
                    statement.execute(
                            layout.kind() == Layout.Kind.POSTGRES
                                    ? "SELECT setval(pg_get_serial_sequence('" + reports + "', 'id'), 1, false)"
                                    : "DELETE FROM " + (shard.schema().isEmpty() ? "" : '"' + shard.schema() + "\".")
                                            + "sqlite_sequence");
                }));
        clearOracle();
    }

    private void clearOracle() {
        WEATHER.forEach(table -> oracle().execute("DELETE FROM \"" + table + '"'));
        oracle().execute(
                        layout.kind() == Layout.Kind.POSTGRES
                                ? "SELECT setval(pg_get_serial_sequence('weather_reports', 'id'), 1, false)"
                                : "DELETE FROM sqlite_sequence");
    }

    /** The same work on the sharded context and on the oracle. */
    void onBoth(Consumer<DSLContext> work) {
        work.accept(context);
        work.accept(oracle());
    }

    /** How many connections are out of their pools. */
    int active() {
        return open.topology().databases().stream()
                .map(Database::dataSource)
                .map(HikariDataSource.class::cast)
                .map(HikariDataSource::getHikariPoolMXBean)
                .filter(java.util.Objects::nonNull)
                .mapToInt(HikariPoolMXBean::getActiveConnections)
                .sum();
    }

    /** Fails where a test has left a connection open; asynchronous work gets a moment to end. */
    void assertIdle() {
        long deadline = System.nanoTime() + 2_000_000_000L;
        while (active() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(active()).as("connections that were not given back").isZero();
    }

    @Override
    public void close() {
        open.close();
    }
}
