package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.ShardedDSLContext;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 22 queries of TPC-H, as text through JDBC, over four shards on PostgreSQL: orders with their lines, and customers, by hash; the rest on every shard. Each
 * gives what the same text gives on one database: the same names, values and Java types, in the same order.
 */
class TpchTest {

    private static final List<ShardId> SHARDS =
            Stream.of("s0", "s1", "s2", "s3").map(ShardId::of).toList();
    private static final HashSharding HASH = HashSharding.over(SHARDS);

    private static final Map<Strategy, DataSource> ROUTED = new LinkedHashMap<>();
    private static final List<HikariDataSource> POOLS = new ArrayList<>();
    private static DataSource oracle;

    /** A result as a program sees it. */
    private record Answer(List<String> columns, List<List<Object>> rows) {}

    @BeforeAll
    static void load() throws SQLException {
        TpchData data = new TpchData();
        oracle = pool("tpch_oracle");
        fill(oracle, data, "", null);
        for (Strategy strategy : List.of(Strategy.DATABASE, Strategy.SCHEMA)) {
            ROUTED.put(strategy, shards(strategy, data));
        }
    }

    @AfterAll
    static void close() {
        POOLS.forEach(HikariDataSource::close);
    }

    private static DataSource pool(String name) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Postgres.create(name));
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(config);
        POOLS.add(pool);
        return pool;
    }

    private static DataSource shards(Strategy strategy, TpchData data) throws SQLException {
        boolean apart = strategy == Strategy.DATABASE;
        TopologyBuilder topology = Topology.builder().strategy(strategy);
        Map<String, DataSource> pools = new LinkedHashMap<>();
        for (int i = 0; i < SHARDS.size(); i++) {
            ShardId shard = SHARDS.get(i);
            String database = apart ? "tpch_" + shard : "tpch_together";
            if (!pools.containsKey(database)) {
                pools.put(database, pool(database));
                topology.database(database, SQLDialect.POSTGRES, pools.get(database));
            }
            topology.shard(new ShardSpec(shard.name(), i, database, apart ? "" : shard.name(), ""));
            fill(pools.get(database), data, apart ? "" : shard.name(), shard);
        }
        topology.table(TableRule.sharded(TpchTable.ORDERS.column(0, Long.class), HASH))
                .table(TableRule.colocated(TpchTable.LINEITEM.column(0, Long.class), TpchTable.ORDERS))
                .table(TableRule.sharded(TpchTable.CUSTOMER.column(0, Long.class), HASH));
        Stream.of(TpchTable.REGION, TpchTable.NATION, TpchTable.SUPPLIER, TpchTable.PART, TpchTable.PARTSUPP)
                .forEach(table -> topology.table(TableRule.reference(table)));
        return ShardedDSLContext.over(topology.build())
                .tables(TpchTable.ALL.toArray(TpchTable[]::new))
                .build()
                .parsingDataSource();
    }

    /** Writes a shard's rows, or all. */
    private static void fill(DataSource pool, TpchData data, String schema, ShardId shard) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            if (!schema.isEmpty()) {
                statement.execute("CREATE SCHEMA " + schema);
            }
            connection.setAutoCommit(false);
            for (TpchTable table : TpchTable.ALL) {
                String name = (schema.isEmpty() ? "" : schema + ".") + table.getName();
                statement.execute(table.ddl(name));
                boolean spread = List.of("orders", "lineitem", "customer").contains(table.getName());
                List<List<Object>> rows = data.rows().get(table).stream()
                        .filter(row -> shard == null
                                || !spread
                                || HASH.shardOf(row.get(0)).equals(java.util.Optional.of(shard)))
                        .toList();
                insert(connection, table.insert(name), rows);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void insert(Connection connection, String sql, List<List<Object>> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (List<Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, TpchTable.jdbc(row.get(i)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static Stream<Arguments> queries() {
        return Stream.of(Strategy.DATABASE, Strategy.SCHEMA)
                .flatMap(strategy -> IntStream.rangeClosed(1, 22).mapToObj(query -> Arguments.of(strategy, query)));
    }

    @ParameterizedTest(name = "{0} Q{1}")
    @MethodSource("queries")
    void aQueryGivesWhatOneDatabaseGives(Strategy strategy, int query) throws SQLException, IOException {
        String sql = text(query);
        long start = System.nanoTime();
        Answer seen = answer(ROUTED.get(strategy), sql);
        long millis = (System.nanoTime() - start) / 1_000_000;
        Answer expected = answer(oracle, sql);
        org.slf4j.LoggerFactory.getLogger(TpchTest.class)
                .debug("{} Q{}: {} rows in {} ms", strategy, query, seen.rows().size(), millis);
        assertThat(seen).isEqualTo(expected);
        assertThat(expected.rows()).as("rows of the oracle").isNotEmpty();
        assertThat(expected.rows().get(0)).as("the first row").doesNotContainNull();
    }

    private static String text(int query) throws IOException {
        try (InputStream text = TpchTest.class.getResourceAsStream("/tpch/q%02d.sql".formatted(query))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Answer answer(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int count = result.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                columns.add(result.getMetaData().getColumnLabel(i) + " "
                        + result.getMetaData().getColumnTypeName(i));
            }
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return new Answer(columns, rows);
        }
    }
}
