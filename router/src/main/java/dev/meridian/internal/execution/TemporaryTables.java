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

    private final ConnectionProvider connections;
    private final List<String> names;
    private final Creation creation;

    /**
     * Temporary tables.
     *
     * @param connections the connections
     * @param names the tables' names as SQL
     * @param creation makes them
     */
    TemporaryTables(ConnectionProvider connections, List<String> names, Creation creation) {
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
            names.forEach(name -> drop(connection, name));
        } finally {
            connections.release(connection);
        }
    }

    private static void drop(Connection connection, String name) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists temp." + name);
        } catch (SQLException e) {
            LOG.warn("a temporary table is left until its connection closes", e);
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
