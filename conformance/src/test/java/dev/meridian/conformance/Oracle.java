package dev.meridian.conformance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.schema.WeatherSchema;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** One unsharded database, used by plain jOOQ: what every result is compared with. */
final class Oracle implements AutoCloseable {

    private final HikariDataSource pool;
    private final DSLContext context;

    Oracle(Layout.Kind kind, Path folder) {
        boolean postgres = kind == Layout.Kind.POSTGRES;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres ? Postgres.create("oracle") : "jdbc:sqlite:" + folder.resolve("oracle.db"));
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        if (postgres) {
            config.setUsername("postgres");
            config.setPassword("postgres");
        } else {
            Map.of("journal_mode", "WAL", "synchronous", "OFF", "foreign_keys", "true")
                    .forEach(config::addDataSourceProperty);
        }
        pool = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(pool)
                .locations(WeatherSchema.LOCATION)
                .placeholders(Map.of(
                        WeatherSchema.PREFIX,
                        "",
                        WeatherSchema.IDENTITY,
                        postgres ? WeatherSchema.POSTGRES_IDENTITY : WeatherSchema.SQLITE_IDENTITY))
                .load()
                .migrate();
        context = DSL.using(
                pool, postgres ? SQLDialect.POSTGRES : SQLDialect.SQLITE, new Settings().withRenderSchema(false));
        Extra.ALL.forEach(table -> context.execute(table.ddl('"' + table.getName() + '"', kind)));
    }

    DSLContext context() {
        return context;
    }

    @Override
    public void close() {
        pool.close();
    }
}
