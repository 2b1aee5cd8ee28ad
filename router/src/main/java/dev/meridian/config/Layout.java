package dev.meridian.config;

import dev.meridian.exception.Problem;
import dev.meridian.placement.Shard;
import dev.meridian.placement.Topology;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.SQLDialect;

/**
 * Where everything is physically: which files and servers the databases and shards use. Two that would be one are a
 * problem, since rows would be found twice or be lost.
 *
 * @param declared what the file says
 * @param topology the same, checked; over data sources that are never opened
 */
record Layout(Declared declared, Topology topology) {

    /** SQLite's own limit of attached files. */
    static final int MOST_ATTACHED = 125;

    static Layout of(Declared declared, Topology topology, Problems problems) {
        Layout layout = new Layout(declared, topology);
        layout.check(problems);
        return layout;
    }

    /** The files that an SQLite database attaches, by the schema that each becomes; empty for other databases. */
    Map<Shard, Path> attached(DatabaseSettings database) {
        Map<Shard, Path> files = new LinkedHashMap<>();
        for (Shard shard : topology.shards()) {
            boolean isHere =
                    shard.database().equals(database.name()) && !shard.schema().isEmpty();
            if (isHere && database.dialect() == SQLDialect.SQLITE) {
                files.put(shard, SqliteFiles.attached(database, shard.schema()));
            }
        }
        return files;
    }

    private void check(Problems problems) {
        Map<String, String> owners = new HashMap<>();
        List<DatabaseSettings> usable =
                declared.databases().stream().filter(DatabaseSettings::hasUrl).toList();
        for (DatabaseSettings database : usable) {
            String other = owners.putIfAbsent(physical(database), "the database \"" + database.name() + "\"");
            if (other != null) {
                problems.add(
                        database.at(),
                        "the database \"" + database.name() + "\" would be the same as " + other,
                        "Write " + DatabaseSettings.NAME
                                + " into the template's URL where the name belongs, or give each"
                                + " database its own URL.");
            }
        }
        usable.forEach(database -> checkAttached(database, owners, problems));
    }

    private void checkAttached(DatabaseSettings database, Map<String, String> owners, Problems problems) {
        Map<Shard, Path> attached = attached(database);
        if (attached.size() > MOST_ATTACHED) {
            problems.add(Problem.at(
                    "shards",
                    attached.size() + " schemas are in the SQLite database \"" + database.name() + "\"",
                    "SQLite attaches at most " + MOST_ATTACHED + " files: use several databases."));
        }
        // A schema may stand in two shards that differ by prefix: then the file is the same on purpose.
        Map<Path, String> files = new LinkedHashMap<>();
        attached.forEach((shard, file) -> files.putIfAbsent(file, shard.id().name()));
        files.forEach((file, shard) -> {
            String other = owners.putIfAbsent(physical(file), "the shard \"" + shard + "\"");
            if (other != null) {
                problems.add(Problem.at(
                        "shards." + shard + ".schema",
                        "the file of the shard would be the same as that of " + other,
                        "Give the shard another schema, or the database another name."));
            }
        });
    }

    private static String physical(DatabaseSettings database) {
        return database.dialect() == SQLDialect.SQLITE ? physical(SqliteFiles.main(database)) : database.jdbcUrl();
    }

    /** Case does not count: some file systems do not tell it apart. */
    private static String physical(Path file) {
        return file.toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT);
    }
}
