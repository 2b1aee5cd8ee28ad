package dev.meridian.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** The SQLite files of a folder and the connection pools on them, which are closed together. */
final class SqliteFiles implements AutoCloseable {

    private final TemporaryFolder folder;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private SqliteFiles(TemporaryFolder folder) {
        this.folder = folder;
    }

    /** Files in a new folder, which goes away with them. */
    static SqliteFiles temporary() {
        return new SqliteFiles(TemporaryFolder.create());
    }

    /** One file, without a pool. */
    DataSource file(String name) {
        return withUrl(new SQLiteDataSource(settings()), name);
    }

    /** A pool of connections to one file. */
    DataSource pool(String name) {
        return pooled(name, file(name));
    }

    /** A pool of connections to one file, which have other files attached as schemas. */
    DataSource poolAttaching(String name, List<String> schemas) {
        return pooled(name, withUrl(new Attaching(schemas), name));
    }

    private SQLiteDataSource withUrl(SQLiteDataSource dataSource, String name) {
        dataSource.setUrl("jdbc:sqlite:" + path(name));
        return dataSource;
    }

    private Path path(String name) {
        return folder.path().resolve(name + ".db");
    }

    private DataSource pooled(String name, DataSource connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(connections);
        config.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Readers beside a writer, foreign keys, and writers that wait for their turn from the beginning. */
    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(JournalMode.WAL);
        settings.enforceForeignKeys(true);
        settings.setTransactionMode(TransactionMode.IMMEDIATE);
        return settings;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        folder.close();
    }

    /** Attached files belong to a connection, so each new one gets them. */
    private final class Attaching extends SQLiteDataSource {

        private final List<String> schemas;

        private Attaching(List<String> schemas) {
            super(settings());
            this.schemas = schemas;
        }

        @Override
        public SQLiteConnection getConnection(String username, String password) throws SQLException {
            SQLiteConnection connection = super.getConnection(username, password);
            try (Statement statement = connection.createStatement()) {
                for (String schema : schemas) {
                    statement.execute("ATTACH '" + path(schema) + "' AS \"" + schema + "\"");
                }
            }
            return connection;
        }
    }
}
