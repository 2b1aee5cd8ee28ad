package dev.meridian.internal.execution;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Objects;
import org.jooq.ConnectionProvider;

/**
 * Connections that run another text than the one that jOOQ has rendered. The text may hold rows, which have no place in the logs and error messages
 * where jOOQ shows its own.
 */
final class Substitution implements ConnectionProvider {

    private final ConnectionProvider connections;
    private final String text;
    private final boolean placeholders;

    /**
     * A substitution.
     *
     * @param connections the real connections
     * @param text what runs
     * @param placeholders whether it has the placeholders of the original, or none at all
     */
    Substitution(ConnectionProvider connections, String text, boolean placeholders) {
        this.connections = connections;
        this.text = text;
        this.placeholders = placeholders;
    }

    @Override
    public Connection acquire() {
        Connection connection = Objects.requireNonNull(connections.acquire());
        return (Connection) Proxy.newProxyInstance(
                Substitution.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("unwrap") && ((Class<?>) arguments[0]).isInstance(connection)) {
                        return connection;
                    }
                    if (method.getName().equals("createStatement")) {
                        return StaticStatement.of((Connection) proxy);
                    }
                    if (!method.getName().equals("prepareStatement")) {
                        return ScatterConnection.call(method, connection, arguments);
                    }
                    Object[] substituted = arguments.clone();
                    substituted[0] = text;
                    Object statement = ScatterConnection.call(method, connection, substituted);
                    return placeholders
                            ? statement
                            : withoutPlaceholders((PreparedStatement) Objects.requireNonNull(statement));
                });
    }

    /** Values are in the text; those that jOOQ sets have no place any more. Settings of a statement have no place to name. */
    private static PreparedStatement withoutPlaceholders(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Substitution.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    boolean value = method.getName().startsWith("set") && arguments != null && arguments.length > 1;
                    return value ? null : ScatterConnection.call(method, statement, arguments);
                });
    }

    @Override
    public void release(Connection connection) {
        connections.release(connection);
    }
}
