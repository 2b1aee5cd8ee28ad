package dev.meridian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.placement.Database;
import dev.meridian.placement.Strategy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresConfigTest {

    private static final String YAML = """
            strategy: schema
            database:
              name: weather
              url: jdbc:postgresql://localhost:${PORT}/{database}
              username: app
              password: ${APP_PASSWORD}
              pool: {lazy: false}
            shards: [asia, europe]
            tables: {}
            """;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN PASSWORD 'irrelevant'");
            for (String database : new String[] {"weather", "asia", "europe"}) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void eachDatabaseIsReachedByItsOwnUrlAsTheUser() throws SQLException {
        for (Strategy strategy : Strategy.values()) {
            try (OpenTopology open =
                    config(server.getPort()).withStrategy(strategy).open()) {
                assertThat(open.topology().dialect()).isEqualTo(SQLDialect.POSTGRES);
                for (Database database : open.topology().databases()) {
                    try (Connection connection = database.dataSource().getConnection();
                            Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT current_database(), current_user")) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getString(1)).isEqualTo(database.name());
                        assertThat(row.getString(2)).isEqualTo("app");
                    }
                }
                assertThat(open.migrationDataSources().values())
                        .isSubsetOf(open.topology().databases().stream()
                                .map(Database::dataSource)
                                .toList());
            }
        }
    }

    @Test
    void aServerThatIsNotThereFailsAtOnceAndTellsNoPassword() {
        assertThatThrownBy(() -> config(1).open())
                .hasMessage("the database \"weather\" cannot be opened")
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).contains("refused").doesNotContain(ConfigTexts.PASSWORD);
                });
    }

    private static MeridianConfig config(int port) {
        Map<String, String> variables = Map.of("PORT", Integer.toString(port), "APP_PASSWORD", ConfigTexts.PASSWORD);
        return MeridianConfig.parse(
                "postgres.yaml", YAML.replace("lazy: false", "lazy: false, timeout: 250ms"), variables::get);
    }
}
