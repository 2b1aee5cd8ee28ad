package dev.meridian.internal.execution;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.function.Supplier;
import org.jooq.ConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connections for a statement that takes two steps. Both run when the statement is executed: so that its timeout holds for them together, and that
 * whoever cancels it stops the step that runs. A connection for the second step is taken when the first one has given all of its own back.
 *
 * <p>The second step's text may hold rows, which have no place in the logs and error messages where jOOQ shows its own.
 */
final class TwoSteps implements ConnectionProvider {

    private final FirstStep first;
    private final Supplier<Second> rest;
    private final boolean placeholders;
    private @Nullable Second second;
    private @Nullable Connection connection;

    /**
     * What the first step has left to do.
     *
     * @param connections where
     * @param text what runs there
     */
    record Second(ConnectionProvider connections, String text) {}

    /**
     * A statement.
     *
     * @param first the first step
     * @param rest makes the second one of what the first has brought
     * @param placeholders whether the second one has the placeholders of the statement, or none at all
     */
    TwoSteps(FirstStep first, Supplier<Second> rest, boolean placeholders) {
        this.first = first;
        this.rest = rest;
        this.placeholders = placeholders;
    }

    @Override
    public Connection acquire() {
        return (Connection) Proxy.newProxyInstance(
                TwoSteps.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "prepareStatement" -> TwoStepStatement.prepare((Connection) proxy, this, method, arguments);
                    case "createStatement" -> StaticStatement.of((Connection) proxy);
                    case "close" -> null;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "connection of two steps";
                    default -> onConnection(method, arguments);
                });
    }

    private @Nullable Object onConnection(Method method, Object[] arguments) throws Throwable {
        Connection real = connection(0);
        return method.getName().equals("unwrap") && ((Class<?>) arguments[0]).isInstance(real)
                ? real
                : ScatterConnection.call(method, real, arguments);
    }

    boolean hasPlaceholders() {
        return placeholders;
    }

    /** Runs the first step, once, within so many seconds; gives the connection for the second. */
    private Connection connection(int seconds) {
        Connection known = connection;
        if (known == null) {
            first.run(seconds);
            Second next = rest.get();
            known = next.connections().acquire();
            second = next;
            connection = known;
        }
        return known;
    }

    /** Runs the first step and prepares the second. */
    PreparedStatement prepare(int seconds, Method method, Object[] arguments) throws Throwable {
        Connection real = connection(seconds);
        Object[] substituted = arguments.clone();
        substituted[0] = java.util.Objects.requireNonNull(second).text();
        Object statement = ScatterConnection.call(method, real, substituted);
        return (PreparedStatement) java.util.Objects.requireNonNull(statement);
    }

    void cancel() {
        first.cancel();
    }

    @Override
    public void release(Connection proxy) {
        if (second != null && connection != null) {
            second.connections().release(connection);
            connection = null;
        }
    }
}
