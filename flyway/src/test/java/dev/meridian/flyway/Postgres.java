package dev.meridian.flyway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real server for all tests, started by the first that needs it; each asks for a database of its own. */
final class Postgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    static DataSource newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        Sql.run(Server.RUNNING.getPostgresDatabase(), "CREATE DATABASE " + name);
        return Server.RUNNING.getDatabase("postgres", name);
    }

    static int port() {
        return Server.RUNNING.getPort();
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
