package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows as SQLite's own kinds of values, in a temporary table of the coordinating connection. Its columns have no type, which keeps the values as they
 * are; how they compare SQLite takes from the first member of the union in which the table stands, which is the first step itself, over no rows.
 */
final class SqliteReducedRows implements ReducedRows {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteReducedRows.class);
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Reduction reduction;
    private final Configuration coordinator;
    private final String table = "\"meridian_reduced_" + NUMBER.incrementAndGet() + "\"";
    private final List<Object[]> rows = Collections.synchronizedList(new ArrayList<>());

    /**
     * No rows yet.
     *
     * @param reduction the two steps
     * @param coordinator renders names as the coordinating shard has them
     */
    SqliteReducedRows(Reduction reduction, Configuration coordinator) {
        this.reduction = reduction;
        this.coordinator = coordinator;
    }

    @Override
    public ResultQuery<?> question(Select<?> share, long most) {
        return DSL.resultQuery("select * from ({0}) limit " + most, share);
    }

    @Override
    public int add(ResultSet answer) throws SQLException {
        int count = 0;
        while (answer.next()) {
            Object[] row = new Object[reduction.width()];
            for (int i = 0; i < row.length; i++) {
                row[i] = answer.getObject(i + 1);
            }
            rows.add(row);
            count++;
        }
        return count;
    }

    @Override
    public String text() {
        String none = DSL.using(coordinator).renderInlined(reduction.share().$where(DSL.falseCondition()));
        String union = "select * from (" + none + ") where 0 union all select * from temp." + table;
        return ReducedRows.text(ReducedRows.columns(reduction), union, reduction.finish(coordinator, List.of()));
    }

    @Override
    public ConnectionProvider connections(ConnectionProvider connections) {
        return new ConnectionProvider() {
            @Override
            public Connection acquire() {
                Connection connection = connections.acquire();
                try {
                    create(connection);
                    return connection;
                } catch (SQLException e) {
                    release(connection);
                    throw new DataAccessException("the rows of the shards could not be stored", e);
                }
            }

            @Override
            public void release(Connection connection) {
                try {
                    drop(connection);
                } finally {
                    connections.release(connection);
                }
            }
        };
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table " + table + " (" + ReducedRows.columns(reduction) + ")");
        }
        String values = "?" + ", ?".repeat(reduction.width() - 1);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into temp." + table + " values (" + values + ")")) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void drop(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists temp." + table);
        } catch (SQLException e) {
            LOG.warn("a temporary table is left until its connection closes", e);
        }
    }
}
