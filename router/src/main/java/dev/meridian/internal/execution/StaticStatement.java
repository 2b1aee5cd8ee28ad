package dev.meridian.internal.execution;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that gets its text when it runs. It is prepared then, by a connection that knows how: on several shards, or with another text. jOOQ
 * makes such statements by its settings, and by itself where there are more values than a database takes.
 */
final class StaticStatement implements InvocationHandler {

    private final Connection connection;
    private final RecordedCalls settings = new RecordedCalls();
    private volatile @Nullable PreparedStatement prepared;
    private boolean closed;

    private StaticStatement(Connection connection) {
        this.connection = connection;
    }

    static Statement of(Connection connection) {
        return (Statement) Proxy.newProxyInstance(
                StaticStatement.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                new StaticStatement(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().startsWith("execute") && arguments != null) {
            return run(method, arguments);
        }
        PreparedStatement statement = prepared;
        if (statement == null && method.getName().startsWith("set")) {
            settings.add(method, arguments);
            return null;
        }
        return switch (method.getName()) {
            case "close" -> {
                closed = true;
                yield statement == null ? null : ScatterConnection.call(method, statement, arguments);
            }
            case "isClosed" -> closed;
            case "getConnection" -> connection;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "statement without placeholders";
            default -> statement == null ? unprepared(method) : ScatterConnection.call(method, statement, arguments);
        };
    }

    private @Nullable Object run(Method method, Object[] arguments) throws Throwable {
        if (prepared != null || arguments.length > 1) {
            throw new SQLFeatureNotSupportedException("statements over several shards run once, and return rows");
        }
        PreparedStatement statement = connection.prepareStatement((String) arguments[0]);
        prepared = statement;
        settings.replay(statement);
        return ScatterConnection.call(PreparedStatement.class.getMethod(method.getName()), statement, new Object[0]);
    }

    private static @Nullable Object unprepared(Method method) throws SQLException {
        return switch (method.getName()) {
            case "cancel", "clearWarnings", "getWarnings" -> null;
            default -> throw new SQLFeatureNotSupportedException(method.getName() + " before the statement has run");
        };
    }
}
