package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.exception.RefusedException;
import dev.meridian.weather.App;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that knows nothing but JDBC runs over the shards. */
class JdbcTest extends Contract {

    private DataSource shards;

    @BeforeEach
    void weather() {
        ctx = world.context(UnaryOperator.identity(), builder -> builder.schema(App.APP));
        shards = ctx.parsingDataSource();
        saveWeather();
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private void jdbc(Work work) {
        try (Connection connection = shards.getConnection()) {
            work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    @Test
    void aPreparedStatementIsRoutedByTheValuesThatItRunsWith() {
        jdbc(connection -> {
            try (PreparedStatement cities = connection.prepareStatement(
                    "select city from weather_locations where continent = ? order by city")) {
                cities.setString(1, "Europe");
                assertThat(asked(() -> assertRows(cities, "Dublin", "London"))).isEqualTo(shards("Europe"));
                cities.setString(1, "Asia");
                assertThat(asked(() -> assertRows(cities, "Tokyo"))).isEqualTo(shards("Asia"));
                cities.setNull(1, Types.VARCHAR);
                assertRows(cities);
            }
        });
    }

    private static void assertRows(PreparedStatement statement, String... rows) {
        try (ResultSet result = statement.executeQuery()) {
            assertThat(texts(result)).containsExactly(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Test
    void rowsAreFoundByTheirLabels() {
        jdbc(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select count(*) as n, max(id), min(city) from weather_locations")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("N")).isEqualTo(7);
                assertThat(rows.getLong(2)).isEqualTo(7);
                assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo("n");
                assertThat(rows.getStatement()).isSameAs(statement);
                assertThat(statement.getConnection()).isSameAs(connection);
                assertThatThrownBy(() -> rows.getInt("m")).isInstanceOf(SQLException.class);
                assertThat(rows.next()).isFalse();
            }
        });
    }

    @Test
    void statementsWriteAndCount() {
        jdbc(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into weather_reports (id, location_id, temperature, report_time) values (?, ?, ?, ?)")) {
                insert.setLong(1, 8);
                insert.setLong(2, 1);
                insert.setDouble(3, 21.5);
                insert.setTimestamp(4, Timestamp.valueOf(NOON));
                assertThat(insert.executeUpdate()).isOne();
            }
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.execute("update weather_locations set city = 'Edo' where continent = 'Asia'"))
                        .isFalse();
                assertThat(statement.getUpdateCount()).isOne();
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
                assertThat(statement.execute("select id from weather_reports where location_id = 1 order by id"))
                        .isTrue();
                assertThat(texts(statement.getResultSet())).containsExactly("1", "8");
            }
        });
        assertThat(world.rows(world.shardOf("Asia"), "weather_locations")).anyMatch(row -> row.contains("Edo"));
    }

    @Test
    void aBatchIsAllOrNothing() {
        jdbc(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into weather_locations (id, continent, city) values (?, ?, ?)")) {
                add(insert, 8, "Asia", "Osaka");
                add(insert, 9, FAR, "Boston");
                assertThat(insert.executeBatch()).containsExactly(1, 1);
                add(insert, 10, FAR, "Chicago");
                add(insert, 8, "Asia", "Osaka");
                assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
            }
        });
        assertThat(ctx.fetchValue("select count(*) from weather_locations")).hasToString("9");
    }

    private static void add(PreparedStatement insert, long id, String continent, String city) throws SQLException {
        insert.setLong(1, id);
        insert.setString(2, continent);
        insert.setObject(3, city);
        insert.addBatch();
    }

    @Test
    void transactionsCommitAndRollBackOverTheShards() {
        jdbc(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update weather_locations set city = 'A' where continent = 'Asia'");
                statement.executeUpdate(
                        "update weather_locations set city = 'B' where id = 2 and continent = 'North America'");
                try (ResultSet rows =
                        statement.executeQuery("select city from weather_locations where city < 'C' order by city")) {
                    assertThat(texts(rows)).containsExactly("A", "B", "Brasilia");
                }
                connection.rollback();
                statement.executeUpdate("update weather_locations set city = 'C' where continent = 'Asia'");
                connection.commit();
                statement.executeUpdate("update weather_locations set city = 'D' where continent = 'Asia'");
            }
        });
        assertThat(ctx.fetchValues("select city from weather_locations where id in (1, 2) order by id"))
                .isEqualTo(List.of("C", "New York"));
    }

    @Test
    void insideATransactionOfTheContextTheConnectionBelongsToIt() {
        assertThatThrownBy(() -> ctx.transaction(transaction -> {
                    try (Connection connection = dev.meridian.ShardedDSLContext.of(transaction)
                                    .parsingConnection();
                            Statement statement = connection.createStatement()) {
                        assertThat(connection.getAutoCommit()).isFalse();
                        statement.executeUpdate("update weather_locations set city = 'A' where continent = 'Asia'");
                        assertThat(DSL.using(transaction).fetchValue("select city from weather_locations where id = 1"))
                                .isEqualTo("A");
                        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                    }
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(ctx.fetchValue("select city from weather_locations where id = 1"))
                .isEqualTo("Tokyo");
    }

    @Test
    void generatedKeysComeBack() {
        jdbc(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into weather_locations (id, continent, city) values (8, 'Asia', 'Osaka')",
                    new String[] {"id"})) {
                assertThat(insert.executeUpdate()).isOne();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(texts(keys)).containsExactly("8");
                }
            }
        });
    }

    @Test
    void whatCannotBeIsRefused() {
        jdbc(connection -> {
            assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.prepareCall("{call f()}"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> connection.unwrap(org.postgresql.PGConnection.class))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.getMetaData().getTables(null, null, null, null))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeQuery("select * from nothing"))
                        .isInstanceOf(SQLException.class)
                        .hasCauseInstanceOf(RefusedException.class);
                assertThatThrownBy(
                                () -> statement.executeQuery("delete from weather_locations where continent = 'Asia'"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> statement.executeUpdate("select 1")).isInstanceOf(SQLException.class);
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("select * from weather_locations where continent = ?")) {
                assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            }
        });
        assertThat(ctx.fetchValue("select count(*) from weather_locations")).hasToString("7");
    }

    @Test
    void aConnectionThatIsClosedHasRolledBack() throws SQLException {
        Connection connection = shards.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().executeUpdate("update weather_locations set city = 'A' where continent = 'Asia'");
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(ctx.fetchValue("select city from weather_locations where id = 1"))
                .isEqualTo("Tokyo");
    }

    @Test
    void onANamedShardItIsThatShardAlone() throws SQLException {
        try (Connection connection = ctx.onShard(world.shardOf("Asia")).parsingConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select city from weather_locations where id = 1")) {
            assertThat(texts(rows)).containsExactly("Tokyo");
        }
    }
}
