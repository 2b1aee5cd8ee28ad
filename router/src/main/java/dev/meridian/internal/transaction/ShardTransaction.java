package dev.meridian.internal.transaction;

import dev.meridian.exception.PartialCommitException;
import dev.meridian.placement.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: a connection for each database that it touches, taken when it is first touched.
 *
 * <p>Concurrency: statements of one transaction may run on several threads, one after the other or, over several databases,
 * at once; taking a connection is synchronized, and a connection is used by one thread at a time. Failure: a rollback goes on through all
 * databases whatever fails; a commit stops at the first failure, rolls the rest back and says what ended how.
 *
 * <p>Nested transactions are savepoints on each connection; a connection that is first touched inside one gets the savepoints of
 * all levels that are open.
 */
public final class ShardTransaction {

    private static final String KEY = ShardTransaction.class.getName();

    private final Map<String, TransactionConnection> connections = new LinkedHashMap<>();
    private final Deque<Integer> levels = new ArrayDeque<>();
    private final List<Runnable> onRollback = new ArrayList<>();
    private final Map<String, Object> attachments = new LinkedHashMap<>();
    private volatile boolean ended;
    private boolean doomed;

    /**
     * The transaction that a configuration is in.
     *
     * @param configuration a configuration, maybe derived inside a transaction
     * @return the transaction, or null outside any, and after its end
     */
    public static @Nullable ShardTransaction of(Configuration configuration) {
        ShardTransaction transaction = (ShardTransaction) configuration.data(KEY);
        return transaction == null || transaction.ended ? null : transaction;
    }

    static ShardTransaction start(Configuration configuration) {
        ShardTransaction transaction = new ShardTransaction();
        configuration.data(KEY, transaction);
        return transaction;
    }

    /**
     * The transaction's connection to a database; it stays the transaction's and must not be closed.
     *
     * @param database the database
     * @return the connection, not in auto-commit mode
     * @throws DataAccessException if none can be had
     */
    public synchronized Connection connection(Database database) {
        if (ended) {
            throw new DataAccessException("the transaction has ended");
        }
        TransactionConnection known = connections.get(database.name());
        if (known == null) {
            known = TransactionConnection.open(database, levels.size());
            connections.put(database.name(), known);
        }
        return known.connection();
    }

    /**
     * Whether the transaction has a connection to a database.
     *
     * @param database the database
     * @return true once it was touched
     */
    public synchronized boolean touches(Database database) {
        return connections.containsKey(database.name());
    }

    /**
     * Has something done when the transaction, or a nested one, is rolled back.
     *
     * @param action what to do; it must not fail
     */
    public synchronized void onRollback(Runnable action) {
        onRollback.add(action);
    }

    /**
     * Has something done with the connection to a database when the transaction has ended, before the connection goes back.
     *
     * @param database a database that the transaction touches
     * @param action what to do; it must not fail
     */
    public synchronized void atEnd(Database database, Consumer<Connection> action) {
        Objects.requireNonNull(connections.get(database.name()), "not touched").atEnd(action);
    }

    /**
     * Something that others keep for as long as the transaction lasts.
     *
     * @param <T> its type
     * @param key the owner's name for it
     * @param maker makes it when it is first asked for
     * @return the one object under that name
     */
    @SuppressWarnings("unchecked")
    public synchronized <T> T attachment(String key, Supplier<T> maker) {
        Object known = attachments.get(key);
        if (known == null) {
            known = maker.get();
            attachments.put(key, known);
        }
        return (T) known;
    }

    synchronized void begin() throws SQLException {
        levels.push(levels.size() + 1);
        for (TransactionConnection connection : connections.values()) {
            connection.savepoint(levels.size());
        }
    }

    synchronized boolean isNested() {
        return !levels.isEmpty();
    }

    /** The level is left only when all savepoints are gone; until then jOOQ's rollback finds it. */
    synchronized void releaseNested() throws SQLException {
        int level = levels.element();
        for (TransactionConnection connection : connections.values()) {
            try {
                connection.release(level);
            } catch (SQLException e) {
                doomed = true;
                throw e;
            }
        }
        levels.pop();
    }

    synchronized void rollbackNested() throws SQLException {
        int level = levels.pop();
        onRollback.forEach(Runnable::run);
        SQLException failure = null;
        for (TransactionConnection connection : connections.values()) {
            failure = attempt(failure, () -> connection.rollback(level));
        }
        if (failure != null) {
            doomed = true;
            throw failure;
        }
    }

    /** Commits database by database; the first failure decides what the rest become. */
    synchronized void commit() {
        if (doomed) {
            throw new DataAccessException("a nested transaction did not end on every database, so all is rolled back");
        }
        ended = true;
        List<String> committed = new ArrayList<>();
        List<TransactionConnection> open = new ArrayList<>(connections.values());
        SQLException failure = null;
        while (!open.isEmpty() && failure == null) {
            TransactionConnection connection = open.get(0);
            try {
                connection.commit();
                committed.add(connection.database());
                open.remove(0);
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            fail(committed, open, failure);
        }
        connections.values().forEach(TransactionConnection::close);
    }

    private void fail(List<String> committed, List<TransactionConnection> open, SQLException failure) {
        onRollback.forEach(Runnable::run);
        List<String> rolledBack = new ArrayList<>();
        List<String> unknown = new ArrayList<>(List.of(open.get(0).database()));
        attempt(failure, open.get(0)::rollbackAll);
        for (TransactionConnection connection : open.subList(1, open.size())) {
            try {
                connection.rollbackAll();
                rolledBack.add(connection.database());
            } catch (SQLException e) {
                failure.setNextException(e);
                unknown.add(connection.database());
            }
        }
        connections.values().forEach(TransactionConnection::close);
        if (connections.size() == 1) {
            throw new DataAccessException("the commit on " + unknown.get(0) + " failed", failure);
        }
        throw new PartialCommitException(committed, rolledBack, unknown, failure);
    }

    synchronized void rollback() throws SQLException {
        ended = true;
        onRollback.forEach(Runnable::run);
        SQLException failure = null;
        for (TransactionConnection connection : connections.values()) {
            failure = attempt(failure, connection::rollbackAll);
            connection.close();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** Runs an action; a failure is chained to an earlier one, so that every database gets its turn. */
    private static @Nullable SQLException attempt(@Nullable SQLException earlier, Action action) {
        try {
            action.run();
            return earlier;
        } catch (SQLException e) {
            if (earlier == null) {
                return e;
            }
            earlier.setNextException(e);
            return earlier;
        }
    }
}
