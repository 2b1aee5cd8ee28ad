package dev.meridian.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {

    @TempDir
    Path directory;

    private final SQLiteDataSource database = new SQLiteDataSource();

    @BeforeEach
    void useANewFile() {
        database.setUrl("jdbc:sqlite:" + directory.resolve("weather.db"));
    }

    @Test
    void anEmptyPrefixGivesThePlainNames() throws SQLException {
        migrate("");

        assertThat(names("table")).contains("weather_locations", "weather_reports", "ids");
    }

    @Test
    void prefixesShareOneDatabase() throws SQLException {
        migrate("asia_");
        migrate("Europe ");

        assertThat(names("table"))
                .contains("asia_weather_locations", "asia_weather_reports", "asia_ids")
                .contains("Europe weather_locations", "Europe weather_reports", "Europe ids");
        assertThat(names("index"))
                .contains("asia_weather_locations_continent", "asia_weather_reports_location_id")
                .contains("Europe weather_locations_continent", "Europe weather_reports_location_id");
    }

    @Test
    void migratingTwiceChangesNothing() {
        assertThat(migrate("asia_")).isEqualTo(2);
        assertThat(migrate("asia_")).isZero();
    }

    private int migrate(String prefix) {
        return Flyway.configure()
                .dataSource(database)
                .locations(WeatherSchema.LOCATION)
                .table(prefix + "flyway_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(
                        Map.of(WeatherSchema.PREFIX, prefix, WeatherSchema.IDENTITY, WeatherSchema.SQLITE_IDENTITY))
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private List<String> names(String type) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select name from sqlite_master where type = ?")) {
            statement.setString(1, type);
            var rows = statement.executeQuery();
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
