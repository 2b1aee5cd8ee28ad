package dev.meridian.internal.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to SQLite that have temporary tables while a statement runs: private to the connection, outside of the database file, and dropped
 * before the connection goes back.
 */
final class TemporaryTables implements ConnectionProvider {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryTables.class);

    /** Makes the tables and fills them. */
    @FunctionalInterface
    interface Creation {
        void on(Connection connection) throws SQLException;
    }

    private final Connections connections;
    private final List<String> names;
    private final Creation creation;

    /**
     * Temporary tables.
     *
     * @param connections the connections
     * @param names the tables' names as SQL
     * @param creation makes them
     */
    TemporaryTables(Connections connections, List<String> names, Creation creation) {
        this.connections = connections;
        this.names = names;
        this.creation = creation;
    }

    @Override
    public Connection acquire() {
        Connection connection = connections.acquire();
        try {
            creation.on(connection);
            return connection;
        } catch (SQLException e) {
            release(connection);
            throw new DataAccessException("rows of other databases could not be stored", e);
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            names.stream().filter(name -> !drop(connection, name)).forEach(name -> dropLater(connection, name));
        } finally {
            connections.release(connection);
        }
    }

    private static boolean drop(Connection connection, String name) {
        return execute(connection, "drop table if exists temp." + name);
    }

    /** SQLite drops no table while a cursor is open on the same connection, which may be one of another statement of the transaction. */
    private void dropLater(Connection connection, String name) {
        execute(connection, "delete from temp." + name);
        connections.beforeReturn(returned -> {
            if (!drop(returned, name)) {
                LOG.warn("the temporary table {} is left until its connection closes", name);
            }
        });
    }

    private static boolean execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            LOG.debug("{} has to wait", sql, e);
            return false;
        }
    }

    /** Fills a table with rows of SQLite's own values. */
    static void insert(Connection connection, String name, int width, List<Object[]> rows) throws SQLException {
        String values = "?" + ", ?".repeat(width - 1);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into temp." + name + " values (" + values + ")")) {
            for (Object[] row : rows) {
                for (int i = 0; i < width; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
