package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements of the shards in one database: they share a connection, so they run one after the other. */
final class ShardWork implements FanOut.Work {

    private static final Logger LOG = LoggerFactory.getLogger(ShardWork.class);

    /** A prepared statement of one shard, and its rows once it ran. */
    static final class Part {
        private final ShardId shard;
        private final PreparedStatement statement;
        private @Nullable ResultSet rows;
        private long start;

        Part(ShardId shard, PreparedStatement statement) {
            this.shard = shard;
            this.statement = statement;
        }

        ShardId shard() {
            return shard;
        }

        PreparedStatement statement() {
            return statement;
        }

        ResultSet rows() {
            return java.util.Objects.requireNonNull(rows, "the statement has not run");
        }

        /** How long it is since the statement was sent. */
        long millis() {
            return (System.nanoTime() - start) / 1_000_000;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private volatile @Nullable PreparedStatement running;
    private volatile boolean cancelled;

    void add(Part part) {
        parts.add(part);
    }

    List<Part> parts() {
        return parts;
    }

    @Override
    public List<String> shards() {
        return parts.stream().map(part -> part.shard().name()).toList();
    }

    @Override
    public void run() throws SQLException {
        for (Part part : parts) {
            if (cancelled) {
                throw new SQLException("cancelled");
            }
            running = part.statement;
            part.start = System.nanoTime();
            part.rows = part.statement.executeQuery();
            running = null;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        PreparedStatement statement = running;
        if (statement != null) {
            cancel(statement);
        }
    }

    /** Cancels what runs, and what is being read: SQLite computes rows when they are read. */
    void cancelWithRows() {
        cancelled = true;
        parts.forEach(part -> cancel(part.statement));
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.warn("a statement could not be cancelled; it is waited for", e);
        }
    }
}
