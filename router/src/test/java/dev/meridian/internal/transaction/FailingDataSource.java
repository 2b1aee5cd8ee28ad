package dev.meridian.internal.transaction;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** A real SQLite database that fails where a test wants it to, and counts what it gave out. */
final class FailingDataSource implements DataSource {

    private final SQLiteDataSource real = new SQLiteDataSource();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger closedInTransaction = new AtomicInteger();
    private volatile String failing = "";

    FailingDataSource(Path file) {
        real.setUrl("jdbc:sqlite:" + file);
    }

    void failCommits() {
        failing = "commit";
    }

    void failRollbacks() {
        failing = "rollback";
    }

    void refuseConnections() {
        failing = "getConnection";
    }

    void work() {
        failing = "";
    }

    int open() {
        return open.get();
    }

    int closedInTransaction() {
        return closedInTransaction.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        failIf("getConnection");
        Connection connection = real.getConnection();
        open.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                FailingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        failIf(method.getName());
        if (method.getName().equals("close")) {
            open.decrementAndGet();
            closedInTransaction.addAndGet(connection.getAutoCommit() ? 0 : 1);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void failIf(String method) throws SQLException {
        if (failing.equals(method)) {
            throw new SQLException(method + " fails");
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
