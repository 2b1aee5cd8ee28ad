package dev.meridian.internal.execution;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection that jOOQ sees while a statement runs on several shards: it prepares statements on all of them, and leaves
 * what has nothing to do with rows to the first.
 */
final class ScatterConnection implements InvocationHandler {

    /** What would act on one shard only. */
    private static final Set<String> REFUSED =
            Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint", "prepareCall", "abort");

    private final ScatterConnections connections;

    private ScatterConnection(ScatterConnections connections) {
        this.connections = connections;
    }

    static Connection over(ScatterConnections connections) {
        return (Connection) Proxy.newProxyInstance(
                ScatterConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ScatterConnection(connections));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("prepareStatement")) {
            return ScatterStatement.prepare((Connection) proxy, connections, method, arguments);
        }
        if (method.getName().equals("createStatement")) {
            return StaticStatement.of((Connection) proxy);
        }
        if (REFUSED.contains(method.getName())) {
            throw new SQLFeatureNotSupportedException(method.getName() + " on a statement of several shards");
        }
        return switch (method.getName()) {
            case "close" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "connection to several shards";
            default -> call(method, connections.first(), arguments);
        };
    }

    static @Nullable Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
