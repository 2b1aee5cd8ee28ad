package dev.meridian.internal.jdbc;

import dev.meridian.internal.analysis.TextParser;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/** A data source whose connections route what they are told. It holds no connection itself, so it needs no pool. Safe for use by many threads. */
public final class RoutedDataSource implements DataSource {

    private final Configuration configuration;
    private final TextParser parser;

    /**
     * A data source.
     *
     * @param configuration the configuration of a sharded context
     * @param parser parses SQL text
     */
    public RoutedDataSource(Configuration configuration, TextParser parser) {
        this.configuration = configuration;
        this.parser = parser;
    }

    @Override
    public Connection getConnection() {
        return RoutedConnection.over(configuration, parser);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the shards' users are those of the configuration");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("setLogWriter");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("setLoginTimeout");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("getParentLogger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
