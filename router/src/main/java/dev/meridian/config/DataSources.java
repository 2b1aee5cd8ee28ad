package dev.meridian.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.config.DriverDataSource.Attachment;
import dev.meridian.placement.Shard;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jooq.SQLDialect;

/** Makes the data sources of a layout's databases. Nothing is opened here but by a pool that is not lazy. */
final class DataSources {

    private static final int DEFAULT_ATTACHED = 10;

    private DataSources() {}

    /** One connection after the other, with all that belongs to the database. */
    static DriverDataSource direct(DatabaseSettings database, Map<Shard, Path> attached) {
        Properties properties = properties(database);
        Set<Attachment> attachments = new LinkedHashSet<>();
        attached.forEach((shard, file) -> attachments.add(new Attachment(shard.schema(), file)));
        if (attachments.size() > DEFAULT_ATTACHED) {
            properties.setProperty("limit_attached", Integer.toString(attachments.size()));
        }
        return new DriverDataSource(database.jdbcUrl(), properties, List.copyOf(attachments));
    }

    /** Straight to the file of one shard, past the database that attaches it. */
    static DriverDataSource directTo(Path file, DatabaseSettings database) {
        return new DriverDataSource(SqliteFiles.url(file), properties(database), List.of());
    }

    static HikariDataSource pool(DatabaseSettings database, DriverDataSource connections) {
        PoolSettings pool = database.pool();
        HikariConfig config = new HikariConfig();
        config.setPoolName(database.name());
        config.setDataSource(connections);
        config.setMaximumPoolSize(pool.size());
        config.setConnectionTimeout(pool.timeout().toMillis());
        config.setValidationTimeout(Math.min(pool.timeout().toMillis(), config.getValidationTimeout()));
        config.setMinimumIdle(pool.lazy() ? 0 : 1);
        config.setInitializationFailTimeout(pool.lazy() ? -1 : pool.timeout().toMillis());
        return new HikariDataSource(config);
    }

    private static Properties properties(DatabaseSettings database) {
        Properties properties = new Properties();
        if (database.username() != null) {
            properties.setProperty("user", database.username());
        }
        if (database.password() != null) {
            properties.setProperty("password", database.password());
        }
        if (database.dialect() == SQLDialect.SQLITE) {
            properties.setProperty("journal_mode", "WAL");
            properties.setProperty("synchronous", "NORMAL");
            properties.setProperty(
                    "busy_timeout", Long.toString(database.pool().timeout().toMillis()));
            properties.setProperty("foreign_keys", "true");
            properties.setProperty("transaction_mode", "IMMEDIATE");
        }
        return properties;
    }
}
