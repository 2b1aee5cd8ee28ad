package dev.meridian.examples;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** One real server for all tests, started by the first that needs it. */
final class Postgres {

    private Postgres() {}

    /** Makes databases anew; gives the variables of the configuration file. */
    static Map<String, String> withNewDatabases(List<String> names) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        String port = Integer.toString(Server.RUNNING.getPort());
        return Map.of("PGHOST", "localhost", "PGPORT", port, "PGUSER", "postgres", "PGPASSWORD", "postgres");
    }

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
