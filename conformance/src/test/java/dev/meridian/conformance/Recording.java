package dev.meridian.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Notes the connections that are taken and the statements that are prepared, while it is told to. */
final class Recording {

    /** A statement that was prepared on a database. */
    record Asked(String database, String sql) {}

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean on;

    DataSource over(String database, DataSource dataSource) {
        return (DataSource) Proxy.newProxyInstance(
                Recording.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = call(method, dataSource, arguments);
                    return result instanceof Connection connection && on ? over(database, connection) : result;
                });
    }

    private Connection over(String database, Connection connection) {
        connections.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                Recording.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        // jOOQ 3.20 and later quote every name on SQLite, and by backticks.
                        asked.add(new Asked(database, ((String) arguments[0]).replace('`', '"')));
                    }
                    return call(method, connection, arguments);
                });
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    void start() {
        asked.clear();
        connections.set(0);
        on = true;
    }

    List<Asked> stop() {
        on = false;
        return List.copyOf(asked);
    }

    int connections() {
        return connections.get();
    }
}
