package dev.meridian.config;

import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;

/**
 * A topology from a configuration file, together with the connection pools that were opened for it. Closing it closes the
 * pools; the topology cannot be used any more then. Safe for use by many threads.
 */
public final class OpenTopology implements AutoCloseable {

    private final Topology topology;
    private final List<HikariDataSource> pools;
    private final Map<ShardId, DataSource> migrations;

    OpenTopology(Topology topology, List<HikariDataSource> pools, Map<ShardId, DataSource> migrations) {
        this.topology = topology;
        this.pools = pools;
        this.migrations = Collections.unmodifiableMap(new LinkedHashMap<>(migrations));
    }

    /**
     * The topology; each of its databases has one of the pools as its data source.
     *
     * @return the topology
     */
    public Topology topology() {
        return topology;
    }

    /**
     * The data source through which each shard is to be migrated.
     *
     * <p>For a shard that is an attached file of an SQLite database it leads straight to that file, where the shard's tables
     * are in {@code main}: migrations must not run through ATTACH. It opens a new connection on each call and holds none. For
     * all other shards it is the pool of the shard's database.
     *
     * @return a data source for each shard, in the order of the configuration
     */
    public Map<ShardId, DataSource> migrationDataSources() {
        return migrations;
    }

    /**
     * Closes all pools; a second call does nothing.
     *
     * @throws DataAccessException if a pool cannot be closed; the others are closed all the same
     */
    @Override
    public void close() {
        DataAccessException failure = new DataAccessException("not all connection pools could be closed");
        Opening.closeAll(pools, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** The topology and how many pools it has; no URL and no password. */
    @Override
    public String toString() {
        return "OpenTopology[" + topology + ", " + pools.size() + (pools.size() == 1 ? " pool]" : " pools]");
    }
}
