package dev.meridian.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** An object of JDBC's that answers the calls it knows and refuses the others. */
abstract class Calls implements InvocationHandler {

    /** What a call gives that has no answer here. */
    static final Object UNKNOWN = new Object();

    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(Calls.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    /** The answer to a call, or {@link #UNKNOWN}. */
    abstract @Nullable Object answer(Object proxy, Method method, Object[] arguments) throws Throwable;

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> getClass().getSimpleName();
            case "isWrapperFor" -> ((Class<?>) arguments[0]).isInstance(proxy);
            case "unwrap" -> unwrap(proxy, (Class<?>) arguments[0]);
            default -> answered(proxy, method, arguments);
        };
    }

    private static Object unwrap(Object proxy, Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        throw new SQLException("no " + type.getName() + ": the statements of this connection go to several shards");
    }

    private @Nullable Object answered(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            Object answer = answer(proxy, method, arguments);
            if (answer == UNKNOWN) {
                throw new SQLFeatureNotSupportedException(method.getName() + " over shards");
            }
            return answer;
        } catch (DataAccessException e) {
            throw sqlException(e);
        }
    }

    /** Programs that use JDBC expect its exception; that of the database, where it is one. */
    private static SQLException sqlException(DataAccessException e) {
        SQLException cause = e.getCause(SQLException.class);
        return cause == null
                ? new SQLException(e.getMessage(), e)
                : new SQLException(e.getMessage(), cause.getSQLState(), cause.getErrorCode(), e);
    }
}
