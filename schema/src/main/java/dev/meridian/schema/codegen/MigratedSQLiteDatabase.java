package dev.meridian.schema.codegen;

import dev.meridian.schema.WeatherSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.meta.sqlite.SQLiteDatabase;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * What jOOQ's code generator reads: a SQLite file, made for this one run by the migrations themselves. So the generated
 * classes need no server and cannot disagree with the scripts.
 */
public final class MigratedSQLiteDatabase extends SQLiteDatabase {

    private @Nullable Path directory;

    private @Nullable SQLiteDataSource migrated;

    /** Called by the code generator. */
    public MigratedSQLiteDatabase() {}

    // The generator asks again and again.
    @Override
    protected DSLContext create0() {
        if (migrated == null) {
            migrated = migrate();
        }
        return DSL.using(migrated, SQLDialect.SQLITE);
    }

    private SQLiteDataSource migrate() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + newDirectory().resolve("weather.db"));
        Flyway.configure(getClass().getClassLoader())
                .loggers("slf4j")
                .dataSource(database)
                .locations(WeatherSchema.LOCATION)
                .failOnMissingLocations(true)
                .placeholders(Map.of(WeatherSchema.PREFIX, "", WeatherSchema.IDENTITY, WeatherSchema.SQLITE_IDENTITY))
                .load()
                .migrate();
        return database;
    }

    private Path newDirectory() {
        try {
            directory = Files.createTempDirectory("meridian-codegen");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        if (directory != null) {
            delete(directory);
            directory = null;
            migrated = null;
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
