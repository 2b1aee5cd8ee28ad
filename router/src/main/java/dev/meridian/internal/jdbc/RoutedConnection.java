package dev.meridian.internal.jdbc;

import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.transaction.OpenTransaction;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to all shards. Each statement takes the connections that it needs; a transaction keeps those that it took.
 *
 * <p>In auto-commit mode each statement is its own transaction on each shard, as in any other use of the context. Without, the first statement begins a
 * transaction over the shards, which {@code commit} and {@code rollback} end. What is begun inside a transaction of the context's belongs to that
 * one, and cannot end it. For use by one thread at a time.
 */
final class RoutedConnection extends Calls {

    private static final Set<String> PLAIN =
            Set.of("setReadOnly", "setClientInfo", "setHoldability", "clearWarnings", "beginRequest", "endRequest");

    private final Configuration base;
    private final TextParser parser;
    private final List<RoutedStatement> statements = new ArrayList<>();
    private @Nullable OpenTransaction transaction;
    private boolean autoCommit = true;
    private boolean closed;

    private RoutedConnection(Configuration base, TextParser parser) {
        this.base = base;
        this.parser = parser;
    }

    static Connection over(Configuration base, TextParser parser) {
        return new RoutedConnection(base, parser).as(Connection.class);
    }

    /** The configuration that the next statement runs through. */
    Configuration configuration() throws SQLException {
        requireOpen();
        if (autoCommit || OpenTransaction.isIn(base)) {
            return base;
        }
        if (transaction == null) {
            transaction = OpenTransaction.begin(base);
        }
        return transaction.configuration();
    }

    TextParser parser() {
        return parser;
    }

    void forget(RoutedStatement statement) {
        statements.remove(statement);
    }

    @Override
    @Nullable
    Object answer(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("isClosed")) {
            return closed;
        }
        if (name.equals("close")) {
            close();
            return null;
        }
        requireOpen();
        return switch (name) {
            case "prepareStatement" -> prepare(proxy, arguments);
            case "createStatement" -> create(proxy, arguments);
            case "getAutoCommit" -> autoCommit && !OpenTransaction.isIn(base);
            case "setAutoCommit" -> setAutoCommit((Boolean) arguments[0]);
            case "commit" -> commit();
            case "rollback" -> arguments.length > 0 ? UNKNOWN : rollback();
            default -> property(proxy, method, arguments);
        };
    }

    private @Nullable Object property(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "isValid" -> true;
            case "getMetaData" -> new RoutedMetaData(base, (Connection) proxy).as(java.sql.DatabaseMetaData.class);
            case "isReadOnly" -> false;
            case "getWarnings", "getCatalog", "getSchema" -> null;
            case "getHoldability" -> ResultSet.CLOSE_CURSORS_AT_COMMIT;
            case "nativeSQL" -> arguments[0];
            case "getNetworkTimeout" -> 0;
            default -> PLAIN.contains(method.getName()) ? null : UNKNOWN;
        };
    }

    private Object prepare(Object proxy, Object[] arguments) throws SQLException {
        requirePlain(arguments, 1);
        String returning = GeneratedKeys.returning(base.dialect(), arguments);
        return kept(new RoutedStatement(this, (Connection) proxy, (String) arguments[0], returning));
    }

    private Object create(Object proxy, Object[] arguments) throws SQLException {
        requirePlain(arguments, 0);
        return kept(new RoutedStatement(this, (Connection) proxy, null, ""));
    }

    private Statement kept(RoutedStatement statement) {
        statements.add(statement);
        return statement.statement();
    }

    /** Rows come forward only, and are read only. */
    private static void requirePlain(Object[] arguments, int from) throws SQLException {
        boolean cursor = arguments.length > from + 1
                && arguments[from] instanceof Integer type
                && arguments[from + 1] instanceof Integer concurrency
                && (type != ResultSet.TYPE_FORWARD_ONLY || concurrency != ResultSet.CONCUR_READ_ONLY);
        if (cursor) {
            throw new SQLFeatureNotSupportedException("rows over shards come forward only, and are read only");
        }
    }

    private @Nullable Object setAutoCommit(boolean on) throws SQLException {
        if (on != autoCommit) {
            requireOwn();
            if (transaction != null) {
                commit();
            }
            autoCommit = on;
        }
        return null;
    }

    private @Nullable Object commit() throws SQLException {
        requireManual();
        OpenTransaction ending = transaction;
        transaction = null;
        closeStatements();
        if (ending != null) {
            ending.commit();
        }
        return null;
    }

    private @Nullable Object rollback() throws SQLException {
        requireManual();
        OpenTransaction ending = transaction;
        transaction = null;
        closeStatements();
        if (ending != null) {
            ending.rollback();
        }
        return null;
    }

    private void requireManual() throws SQLException {
        requireOwn();
        if (autoCommit) {
            throw new SQLException("the connection is in auto-commit mode: setAutoCommit(false) first");
        }
    }

    private void requireOwn() throws SQLException {
        if (OpenTransaction.isIn(base)) {
            throw new SQLException("the connection belongs to a transaction of the context, which ends it");
        }
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed");
        }
    }

    private void closeStatements() throws SQLException {
        for (RoutedStatement statement : statements) {
            statement.closeRows();
        }
    }

    /** What was not committed is rolled back. */
    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        OpenTransaction ending = transaction;
        transaction = null;
        try {
            closeStatements();
        } finally {
            if (ending != null) {
                ending.rollback();
            }
        }
    }
}
