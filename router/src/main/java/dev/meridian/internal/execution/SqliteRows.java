package dev.meridian.internal.execution;

import dev.meridian.internal.plan.Slices;
import dev.meridian.placement.ShardId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows on their way as SQLite's own five kinds of values, into temporary tables of the coordinating connection. A temporary table is
 * private to its connection, lives outside the database file and needs no lock on it.
 */
final class SqliteRows implements GatheredRows {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteRows.class);
    private static final DSLContext DIALECT = DSL.using(SQLDialect.SQLITE);
    private static final AtomicLong NUMBER = new AtomicLong();

    private final String prefix = "meridian_" + NUMBER.incrementAndGet() + "_";
    private final Map<Table<?>, List<Object[]>> gathered = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Slices slices;

    SqliteRows(Slices slices) {
        this.slices = slices;
    }

    @Override
    public ResultQuery<?> question(Select<?> rows) {
        return rows;
    }

    @Override
    public int add(Table<?> table, ShardId shard, ResultSet answer) throws SQLException {
        int columns = answer.getMetaData().getColumnCount();
        List<Object[]> rows = new ArrayList<>();
        while (answer.next()) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = answer.getObject(i + 1);
            }
            rows.add(row);
        }
        synchronized (gathered) {
            gathered.computeIfAbsent(table, key -> new ArrayList<>()).addAll(rows);
        }
        return rows.size();
    }

    @Override
    public Optional<QueryPart> query(Table<?> table) {
        return gathered.containsKey(table)
                ? Optional.of(DSL.sql(
                        "select {0} from {1}", Slices.columns(table), DSL.name("temp", prefix + table.getName())))
                : Optional.empty();
    }

    @Override
    public ConnectionProvider connections(ConnectionProvider coordinator) {
        return new ConnectionProvider() {
            @Override
            public Connection acquire() {
                Connection connection = coordinator.acquire();
                try {
                    create(connection);
                    return connection;
                } catch (SQLException e) {
                    release(connection);
                    throw new DataAccessException("the gathered rows could not be stored", e);
                }
            }

            @Override
            public void release(Connection connection) {
                try {
                    drop(connection);
                } finally {
                    coordinator.release(connection);
                }
            }
        };
    }

    private void create(Connection connection) throws SQLException {
        for (Map.Entry<Table<?>, List<Object[]>> entry : gathered.entrySet()) {
            Table<?> table = entry.getKey();
            int columns = table.fields().length;
            try (Statement statement = connection.createStatement()) {
                // "As select" gives the columns the affinity of the real ones, by which SQLite compares.
                statement.execute(DIALECT.render(DSL.sql(
                        "create temporary table {0} as select {1} from {2} where 1 = 0",
                        DSL.name(prefix + table.getName()), Slices.columns(table), slices.name(table))));
            }
            String values = "?" + ", ?".repeat(columns - 1);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into temp." + name(table) + " values (" + values + ")")) {
                for (Object[] row : entry.getValue()) {
                    for (int i = 0; i < columns; i++) {
                        insert.setObject(i + 1, row[i]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private void drop(Connection connection) {
        for (Table<?> table : gathered.keySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists temp." + name(table));
            } catch (SQLException e) {
                LOG.warn("a temporary table is left until its connection closes", e);
            }
        }
    }

    private String name(Table<?> table) {
        return DIALECT.render(DSL.name(prefix + table.getName()));
    }
}
