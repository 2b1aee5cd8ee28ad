package dev.meridian.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Which files an SQLite database consists of: its own, and one for each shard that is a schema of it. */
final class SqliteFiles {

    static final String URL = "jdbc:sqlite:";

    private SqliteFiles() {}

    /** What is wrong with an SQLite URL, or empty. Only plain paths are files that all connections share. */
    static Optional<String> complaint(String url) {
        String path = url.substring(URL.length());
        if (path.isBlank() || path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
            return Optional.of("the URL does not name a plain file");
        }
        try {
            Path file = Path.of(path);
            return file.getFileName() == null || path.endsWith("/")
                    ? Optional.of("the URL names a folder")
                    : Optional.empty();
        } catch (InvalidPathException invalid) {
            return Optional.of("the URL names a file that cannot exist");
        }
    }

    /** The database's own file. */
    static Path main(DatabaseSettings database) {
        return file(database.jdbcUrl());
    }

    /** The file that is attached as a schema: named like the template says, or else beside the database's own file. */
    static Path attached(DatabaseSettings database, String schema) {
        if (database.url().contains(DatabaseSettings.NAME)) {
            return file(database.named(schema).jdbcUrl());
        }
        Path main = main(database);
        String name = String.valueOf(main.getFileName());
        int dot = name.lastIndexOf('.');
        String sibling =
                dot > 0 ? name.substring(0, dot) + "-" + schema + name.substring(dot) : name + "-" + schema + ".db";
        return main.resolveSibling(sibling);
    }

    static String url(Path file) {
        return URL + file;
    }

    private static Path file(String url) {
        return Path.of(url.substring(URL.length()));
    }
}
