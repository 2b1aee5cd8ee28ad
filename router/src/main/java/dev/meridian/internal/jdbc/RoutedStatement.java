package dev.meridian.internal.jdbc;

import dev.meridian.internal.analysis.TextParser;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A statement, prepared or not: it keeps the values, and runs its text with them through the context. For use by one thread at a time. */
final class RoutedStatement extends Calls {

    private static final Set<Integer> TEXTS =
            Set.of(Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.NVARCHAR, Types.NCHAR, Types.LONGNVARCHAR);

    private final RoutedConnection connection;
    private final Connection proxy;
    private final @Nullable String prepared;
    private final String returning;
    private final Statement self;
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<Run> batch = new ArrayList<>();
    private @Nullable ResultSet rows;
    private @Nullable ResultSet keys;
    private volatile @Nullable ResultQuery<?> running;
    private long count = -1;
    private int maxRows;
    private int fetchSize;
    private int timeout;
    private boolean closed;

    /** A text with its values, to run later. */
    private record Run(String sql, List<@Nullable Object> values) {}

    RoutedStatement(RoutedConnection connection, Connection proxy, @Nullable String prepared, String returning) {
        this.connection = connection;
        this.proxy = proxy;
        this.prepared = prepared;
        this.returning = returning;
        this.self = prepared == null ? as(Statement.class) : as(PreparedStatement.class);
    }

    @Override
    @Nullable
    Object answer(Object called, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("isClosed")) {
            return closed;
        }
        if (name.equals("close")) {
            close();
            return null;
        }
        if (name.equals("cancel")) {
            cancel();
            return null;
        }
        if (closed) {
            throw new SQLException("the statement is closed");
        }
        if (name.startsWith("execute")) {
            return execute(name, arguments);
        }
        if (name.startsWith("set") && arguments.length > 1) {
            return setValue(name, arguments);
        }
        return name.startsWith("set") ? setProperty(name, arguments) : property(name, arguments);
    }

    private @Nullable Object property(String name, Object[] arguments) throws SQLException {
        return switch (name) {
            case "addBatch" -> addBatch(arguments);
            case "clearBatch" -> nothing(batch::clear);
            case "clearParameters" -> nothing(values::clear);
            case "clearWarnings" -> null;
            case "getConnection" -> proxy;
            case "getResultSet" -> rows;
            case "getUpdateCount" -> (int) count;
            case "getLargeUpdateCount" -> count;
            case "getMoreResults" -> noMoreResults();
            case "getGeneratedKeys" -> generatedKeys();
            case "getWarnings" -> null;
            case "getMetaData" -> rows == null ? null : rows.getMetaData();
            case "getMaxRows" -> maxRows;
            case "getFetchSize" -> fetchSize;
            case "getQueryTimeout" -> timeout;
            case "getResultSetType" -> ResultSet.TYPE_FORWARD_ONLY;
            case "getResultSetConcurrency" -> ResultSet.CONCUR_READ_ONLY;
            case "getFetchDirection" -> ResultSet.FETCH_FORWARD;
            case "isPoolable", "isCloseOnCompletion" -> false;
            default -> UNKNOWN;
        };
    }

    private static @Nullable Object nothing(Runnable action) {
        action.run();
        return null;
    }

    private @Nullable Object setProperty(String name, Object[] arguments) {
        switch (name) {
            case "setMaxRows" -> maxRows = (Integer) arguments[0];
            case "setFetchSize" -> fetchSize = (Integer) arguments[0];
            case "setQueryTimeout" -> timeout = (Integer) arguments[0];
            case "setPoolable", "setEscapeProcessing", "setFetchDirection" -> {}
            default -> {
                return UNKNOWN;
            }
        }
        return null;
    }

    private @Nullable Object setValue(String name, Object[] arguments) throws SQLException {
        int index = (Integer) arguments[0];
        Object value = arguments[1];
        boolean unreadable = value instanceof InputStream || value instanceof Reader || value instanceof java.sql.Blob;
        boolean converted = arguments.length > 2
                && !name.equals("setNull")
                && (arguments[2] instanceof Calendar || (value instanceof String && !TEXTS.contains(arguments[2])));
        if (prepared == null || unreadable || converted) {
            throw new SQLFeatureNotSupportedException(
                    name + " of such a value over shards: set it as the Java type that it has");
        }
        while (values.size() < index) {
            values.add(UNKNOWN);
        }
        values.set(index - 1, name.equals("setNull") ? null : value);
        return null;
    }

    private @Nullable Object execute(String name, Object[] arguments) throws SQLException {
        connection.configuration();
        closeRows();
        boolean single = arguments.length > 0;
        if (single && arguments.length > 1) {
            throw new SQLFeatureNotSupportedException("generated keys of a statement that is not prepared");
        }
        if (name.endsWith("Batch")) {
            return executeBatch(name.contains("Large"));
        }
        Run run = single ? new Run((String) arguments[0], List.of()) : current();
        boolean givesRows = givesRows(run);
        if (!name.equals("execute") && givesRows != name.equals("executeQuery")) {
            throw new SQLException(givesRows ? "the statement gives rows" : "the statement gives no rows");
        }
        run(run, connection.configuration());
        return switch (name) {
            case "executeQuery" -> rows;
            case "executeUpdate" -> (int) count;
            case "executeLargeUpdate" -> count;
            default -> givesRows;
        };
    }

    private boolean givesRows(Run run) throws SQLException {
        return connection
                .parser()
                .givesRows(
                        run.sql(),
                        DSL.using(connection.configuration())
                                .resultQuery(run.sql(), run.values().toArray()));
    }

    private Run current() throws SQLException {
        if (prepared == null) {
            throw new SQLException("the statement is not prepared");
        }
        int missing = values.indexOf(UNKNOWN);
        if (missing >= 0) {
            throw new SQLException("no value is set for parameter " + (missing + 1));
        }
        return new Run(prepared, java.util.Collections.unmodifiableList(new ArrayList<>(values)));
    }

    private void run(Run run, Configuration configuration) throws SQLException {
        DSLContext context = DSL.using(configuration);
        Object[] given = run.values().toArray();
        if (givesRows(run)) {
            rows = RoutedRows.of(open(context.resultQuery(run.sql(), given)), this);
        } else if (returning.isEmpty()) {
            count = context.query(run.sql(), given).queryTimeout(timeout).execute();
        } else {
            var made = context.fetch(TextParser.unterminated(run.sql()) + returning, given);
            keys = made.intoResultSet();
            count = made.size();
        }
    }

    private ResultSet open(ResultQuery<?> query) {
        running = query;
        try {
            return query.maxRows(maxRows)
                    .fetchSize(fetchSize)
                    .queryTimeout(timeout)
                    .fetchLazy()
                    .resultSet();
        } finally {
            running = null;
        }
    }

    private @Nullable Object addBatch(Object[] arguments) throws SQLException {
        batch.add(arguments.length == 0 ? current() : new Run((String) arguments[0], List.of()));
        return null;
    }

    /** One by one, and in auto-commit mode all or nothing. */
    private Object executeBatch(boolean large) throws SQLException {
        List<Run> runs = List.copyOf(batch);
        batch.clear();
        long[] counts = new long[runs.size()];
        for (Run run : runs) {
            if (givesRows(run)) {
                throw new SQLException("a statement of the batch gives rows");
            }
        }
        DSL.using(connection.configuration()).transaction(transaction -> {
            for (int i = 0; i < counts.length; i++) {
                run(runs.get(i), transaction);
                counts[i] = count;
            }
        });
        return large
                ? counts
                : java.util.Arrays.stream(counts).mapToInt(each -> (int) each).toArray();
    }

    private ResultSet generatedKeys() throws SQLException {
        if (keys == null) {
            throw new SQLFeatureNotSupportedException("generated keys that were not asked for");
        }
        return keys;
    }

    private boolean noMoreResults() throws SQLException {
        closeRows();
        return false;
    }

    /** The statement that the program sees. */
    Statement statement() {
        return self;
    }

    void closeRows() throws SQLException {
        ResultSet open = rows;
        rows = null;
        keys = null;
        count = -1;
        if (open != null) {
            open.close();
        }
    }

    private void cancel() {
        ResultQuery<?> query = running;
        if (query != null) {
            query.cancel();
        }
    }

    private void close() throws SQLException {
        closed = true;
        connection.forget(this);
        closeRows();
    }
}
