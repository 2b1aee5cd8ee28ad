package dev.meridian.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.ShardedDSLContext;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.weather.Tables;
import dev.meridian.weather.tables.WeatherLocations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.TransactionalRunnable;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's driver takes auto-commit for off even where BEGIN IMMEDIATE found the database locked. */
class FailedBeginTest {

    private static final WeatherLocations L = Tables.WEATHER_LOCATIONS;

    @TempDir
    private Path folder;

    @Test
    void aConnectionThatCouldNotBeginRollsItsNextTransactionBack() throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("asia.db");
        try (HikariDataSource pool = pool(url);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE weather_locations (id BIGINT, continent VARCHAR(30), city VARCHAR(50))");
            ShardedDSLContext ctx = ShardedDSLContext.over(topology(pool)).build();
            TransactionalRunnable unit = transaction -> {
                transaction
                        .dsl()
                        .insertInto(L, L.ID, L.CONTINENT, L.CITY)
                        .values(900L, "Asia", "ghost")
                        .execute();
                throw new IllegalStateException("the application's");
            };

            other.setAutoCommit(false);
            statement.execute("INSERT INTO weather_locations VALUES (1, 'Asia', 'locks')");
            assertThatThrownBy(() -> ctx.transaction(unit)).isInstanceOf(DataAccessException.class);
            other.rollback();
            other.setAutoCommit(true);

            assertThatThrownBy(() -> ctx.transaction(unit))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoSuppressedExceptions();
            assertThat(ctx.fetchCount(L)).isZero();
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        config.addDataSourceProperty("busy_timeout", "50");
        return new HikariDataSource(config);
    }

    private static Topology topology(HikariDataSource pool) {
        return Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("asia", SQLDialect.SQLITE, pool)
                .shard("asia")
                .table(TableRule.sharded(L.CONTINENT, MapSharding.of(Map.of("Asia", ShardId.of("asia")))))
                .build();
    }
}
