package dev.meridian.internal.transaction;

import dev.meridian.placement.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction's connection to one database, with a savepoint for each nested transaction that found it open. */
final class TransactionConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionConnection.class);

    private final String database;
    private final Connection connection;
    private final boolean autoCommit;
    private final Map<Integer, Savepoint> savepoints = new HashMap<>();
    private final List<Consumer<Connection>> atEnd = new ArrayList<>();

    private TransactionConnection(String database, Connection connection, boolean autoCommit) {
        this.database = database;
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    /** Takes a connection; the levels that are open then have nothing on it, so they need no savepoint but a mark. */
    static TransactionConnection open(Database database, int level) {
        Connection connection = null;
        try {
            connection = database.dataSource().getConnection();
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            TransactionConnection opened = new TransactionConnection(database.name(), connection, autoCommit);
            for (int open = 1; open <= level; open++) {
                opened.savepoint(open);
            }
            return opened;
        } catch (SQLException e) {
            restoreAutoCommit(connection);
            closeQuietly(connection);
            throw new DataAccessException("no connection to database " + database.name(), e);
        }
    }

    String database() {
        return database;
    }

    Connection connection() {
        return connection;
    }

    void atEnd(Consumer<Connection> action) {
        atEnd.add(action);
    }

    void savepoint(int level) throws SQLException {
        savepoints.put(level, connection.setSavepoint("meridian_" + level));
    }

    void release(int level) throws SQLException {
        Savepoint savepoint = savepoints.remove(level);
        if (savepoint != null) {
            connection.releaseSavepoint(savepoint);
        }
    }

    void rollback(int level) throws SQLException {
        Savepoint savepoint = savepoints.remove(level);
        if (savepoint != null) {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollbackAll() throws SQLException {
        connection.rollback();
    }

    /** Gives the connection back as it came. */
    void close() {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.warn("could not restore auto-commit on database {}", database, e);
        }
        atEnd.forEach(action -> action.accept(connection));
        closeQuietly(connection);
    }

    /**
     * SQLite's driver takes auto-commit for off even where BEGIN failed: given back like that, the connection would run its next transaction
     * without one.
     */
    private static void restoreAutoCommit(@org.jspecify.annotations.Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.warn("could not restore auto-commit on a connection that failed to begin", e);
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("could not close a connection", e);
        }
    }
}
