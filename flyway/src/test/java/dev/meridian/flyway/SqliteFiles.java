package dev.meridian.flyway;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Data sources of SQLite files. */
final class SqliteFiles {

    private SqliteFiles() {}

    static SQLiteDataSource file(Path path) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + path);
        return dataSource;
    }

    /** Each connection has the files attached as schemas. */
    static DataSource attaching(Path main, Map<String, Path> schemas) {
        return new Attaching(file(main), new LinkedHashMap<>(schemas));
    }

    private record Attaching(DataSource main, Map<String, Path> schemas) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = main.getConnection();
            try (var statement = connection.createStatement()) {
                for (var schema : schemas.entrySet()) {
                    statement.execute("ATTACH '" + schema.getValue() + "' AS \"" + schema.getKey() + "\"");
                }
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new UnsupportedOperationException();
        }

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
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
