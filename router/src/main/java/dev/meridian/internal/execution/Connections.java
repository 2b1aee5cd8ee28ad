package dev.meridian.internal.execution;

import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.internal.transaction.TransactionAware;
import dev.meridian.placement.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Connections to one database: the transaction's, or else one from the pool that goes back when the statement is done. */
public final class Connections implements TransactionAware {

    private final Database database;
    private final @Nullable ShardTransaction transaction;

    /**
     * Connections to a database.
     *
     * @param database the database
     * @param transaction the transaction that owns the connection, or null for one from the pool
     */
    public Connections(Database database, @Nullable ShardTransaction transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public ConnectionProvider in(ShardTransaction inner) {
        return new Connections(database, inner);
    }

    @Override
    public Connection acquire() {
        if (transaction != null) {
            return transaction.connection(database);
        }
        try {
            return database.dataSource().getConnection();
        } catch (SQLException e) {
            throw new DataAccessException("no connection to database " + database.name(), e);
        }
    }

    /** Has something done with a connection before it goes back to its pool, if it stays out after a statement. */
    void beforeReturn(Consumer<Connection> action) {
        if (transaction != null) {
            transaction.atEnd(database, action);
        }
    }

    @Override
    public void release(Connection connection) {
        if (transaction != null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException(
                    "a connection to database " + database.name() + " could not be given back", e);
        }
    }
}
