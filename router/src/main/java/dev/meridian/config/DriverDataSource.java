package dev.meridian.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections of a JDBC driver, and attaches SQLite files to each: attachments belong to a connection, so this is the
 * one place where they cannot be forgotten. Every call opens a new connection; a pool belongs on top.
 *
 * <p>It is used in place of the pool's own driver lookup because that one has the URL in its messages.
 */
final class DriverDataSource implements DataSource {

    /**
     * A file to attach.
     *
     * @param schema the name under which it is attached, a checked identifier
     * @param file the file
     */
    record Attachment(String schema, Path file) {}

    private final String url;
    private final Properties properties;
    private final List<Attachment> attachments;

    private volatile int loginTimeout;

    DriverDataSource(String url, Properties properties, List<Attachment> attachments) {
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.attachments = List.copyOf(attachments);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(properties);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        Properties other = new Properties();
        other.putAll(properties);
        other.setProperty("user", username);
        other.setProperty("password", password);
        return open(other);
    }

    private Connection open(Properties login) throws SQLException {
        return attached(connect(login));
    }

    private Connection connect(Properties login) throws SQLException {
        Properties own = new Properties();
        own.putAll(login);
        Connection connection = driver().connect(url, own);
        if (connection == null) {
            throw new SQLException("the JDBC driver does not accept the URL");
        }
        return connection;
    }

    /** The driver for the URL. */
    Driver driver() throws SQLException {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException absent) {
            throw new SQLException("no JDBC driver on the class path accepts the URL", absent.getSQLState());
        }
    }

    private Connection attached(Connection connection) throws SQLException {
        try {
            for (Attachment attachment : attachments) {
                attach(connection, attachment);
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            try {
                connection.close();
            } catch (SQLException closing) {
                failure.addSuppressed(closing);
            }
            throw failure;
        }
    }

    private static void attach(Connection connection, Attachment attachment) throws SQLException {
        String schema = '"' + attachment.schema() + '"';
        try (PreparedStatement attach = connection.prepareStatement("ATTACH DATABASE ? AS " + schema)) {
            attach.setString(1, attachment.file().toString());
            attach.executeUpdate();
        }
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("PRAGMA " + schema + ".journal_mode = WAL");
            pragma.execute("PRAGMA " + schema + ".synchronous = NORMAL");
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Drivers log by themselves.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    /** Not passed on to the driver, since the pool bounds the wait; but the pool asks for it to know how long to wait. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no java.util.logging here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("this is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Without the URL and the properties, which may have a password in them. */
    @Override
    public String toString() {
        return "DriverDataSource[" + attachments.size() + " attached]";
    }
}
