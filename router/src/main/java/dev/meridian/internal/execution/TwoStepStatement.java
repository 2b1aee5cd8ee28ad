package dev.meridian.internal.execution;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The statement that jOOQ sees while it takes two steps: it takes them when it runs, and until then notes its values and settings. */
final class TwoStepStatement implements InvocationHandler {

    private final Connection connection;
    private final TwoSteps steps;
    private final Method prepare;
    private final Object[] preparation;
    private final RecordedCalls settings = new RecordedCalls();
    private volatile @Nullable PreparedStatement second;
    private volatile boolean cancelled;
    private boolean closed;
    private int timeout;

    private TwoStepStatement(Connection connection, TwoSteps steps, Method prepare, Object[] preparation) {
        this.connection = connection;
        this.steps = steps;
        this.prepare = prepare;
        this.preparation = preparation;
    }

    /** A statement that is prepared as the arguments say when the first step is done. */
    static PreparedStatement prepare(Connection connection, TwoSteps steps, Method method, Object[] arguments) {
        return (PreparedStatement) Proxy.newProxyInstance(
                TwoStepStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new TwoStepStatement(connection, steps, method, arguments));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("set")) {
            set(method, arguments);
            return null;
        }
        return switch (name) {
            case "cancel" -> {
                cancel();
                yield null;
            }
            case "close" -> {
                closed = true;
                PreparedStatement statement = second;
                yield statement == null ? null : ScatterConnection.call(method, statement, arguments);
            }
            case "isClosed" -> closed;
            case "getConnection" -> connection;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "statement of two steps";
            default -> ScatterConnection.call(method, second(), arguments);
        };
    }

    /** Values name their place and settings do not. Where the values are in the text they have no place any more. */
    private void set(Method method, Object[] arguments) throws Throwable {
        boolean isValue = arguments.length > 1;
        if (isValue && !steps.hasPlaceholders()) {
            return;
        }
        if (method.getName().equals("setQueryTimeout")) {
            timeout = (Integer) arguments[0];
        }
        PreparedStatement statement = second;
        if (statement == null) {
            settings.add(method, arguments);
        } else {
            ScatterConnection.call(method, statement, arguments);
        }
    }

    private PreparedStatement second() throws Throwable {
        PreparedStatement statement = second;
        if (statement == null) {
            requireNotCancelled();
            long start = System.nanoTime();
            statement = steps.prepare(timeout, prepare, preparation);
            second = statement;
            settings.replay(statement);
            limit(statement, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            requireNotCancelled();
        }
        return statement;
    }

    /** The second step has the time that the first has left. */
    private void limit(PreparedStatement statement, long passed) throws SQLException {
        if (timeout > 0 && passed >= timeout) {
            throw new SQLTimeoutException("The first of two steps took all of the " + timeout + " s.");
        }
        if (timeout > 0 && passed > 0) {
            statement.setQueryTimeout((int) (timeout - passed));
        }
    }

    private void requireNotCancelled() throws SQLException {
        if (cancelled) {
            throw new SQLException("The statement was cancelled between its two steps.");
        }
    }

    private void cancel() throws SQLException {
        cancelled = true;
        steps.cancel();
        PreparedStatement statement = second;
        if (statement != null) {
            statement.cancel();
        }
    }
}
