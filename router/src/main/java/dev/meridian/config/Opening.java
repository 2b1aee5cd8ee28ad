package dev.meridian.config;

import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;

/** Opens all databases of a layout, or none. */
final class Opening {

    private final Layout layout;
    private final Problems problems;
    private final Map<String, HikariDataSource> pools = new LinkedHashMap<>();

    private Opening(Layout layout, Problems problems) {
        this.layout = layout;
        this.problems = problems;
    }

    static OpenTopology open(Layout layout, Problems problems) {
        return new Opening(layout, problems).open();
    }

    private OpenTopology open() {
        Map<DatabaseSettings, DriverDataSource> connections = new LinkedHashMap<>();
        for (DatabaseSettings database : layout.declared().databases()) {
            DriverDataSource direct = DataSources.direct(database, layout.attached(database));
            checkDriver(database, direct);
            connections.put(database, direct);
        }
        problems.throwIfAny();
        layout.declared().databases().forEach(this::createFolders);
        problems.throwIfAny();
        try {
            connections.forEach((database, direct) -> pools.put(database.name(), pool(database, direct)));
            Topology topology = layout.declared().topology(database -> pool(database.name()));
            return new OpenTopology(topology, List.copyOf(pools.values()), migrations(topology));
        } catch (RuntimeException | Error failure) {
            closeAll(pools.values(), failure);
            throw failure;
        }
    }

    private void checkDriver(DatabaseSettings database, DriverDataSource direct) {
        try {
            direct.driver();
        } catch (SQLException absent) {
            problems.add(
                    database.at(),
                    "no JDBC driver on the class path accepts this URL",
                    database.dialect() == SQLDialect.SQLITE
                            ? "Check the URL, and add org.xerial:sqlite-jdbc."
                            : "Check the URL, and add org.postgresql:postgresql.");
        }
    }

    private void createFolders(DatabaseSettings database) {
        if (database.dialect() != SQLDialect.SQLITE) {
            return;
        }
        List<Path> files = new ArrayList<>(layout.attached(database).values());
        files.add(SqliteFiles.main(database));
        try {
            for (Path file : files) {
                Files.createDirectories(
                        Objects.requireNonNull(file.toAbsolutePath().getParent()));
            }
        } catch (IOException denied) {
            problems.add(
                    database.at(),
                    "the folder of the file cannot be created: "
                            + denied.getClass().getSimpleName(),
                    "Name a folder that can be written to.");
        }
    }

    private static HikariDataSource pool(DatabaseSettings database, DriverDataSource direct) {
        try {
            return DataSources.pool(database, direct);
        } catch (RuntimeException unreachable) {
            throw new DataAccessException("the database \"" + database.name() + "\" cannot be opened", unreachable);
        }
    }

    private HikariDataSource pool(String database) {
        return Objects.requireNonNull(pools.get(database), database);
    }

    private Map<ShardId, DataSource> migrations(Topology topology) {
        Map<ShardId, DataSource> migrations = new LinkedHashMap<>();
        for (Shard shard : topology.shards()) {
            migrations.put(shard.id(), pool(shard.database()));
        }
        for (DatabaseSettings database : layout.declared().databases()) {
            layout.attached(database)
                    .forEach((shard, file) -> migrations.put(shard.id(), DataSources.directTo(file, database)));
        }
        return migrations;
    }

    /** Closes every pool, also when closing one fails. */
    static void closeAll(Collection<HikariDataSource> pools, Throwable failure) {
        for (HikariDataSource pool : pools) {
            try {
                pool.close();
            } catch (RuntimeException closing) {
                failure.addSuppressed(closing);
            }
        }
    }
}
