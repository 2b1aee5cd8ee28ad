package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.analysis.SqliteNames;
import java.sql.Connection;
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
import org.jooq.impl.DSL;

/**
 * Rows as SQLite's own kinds of values, in a temporary table of the coordinating connection. Its columns have no type, which keeps the values as they
 * are; how they compare SQLite takes from the first member of the union in which the table stands, which is the first step itself, over no rows.
 */
final class SqliteReducedRows implements ReducedRows {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Reduction reduction;
    private final Configuration coordinator;
    private final boolean attached;
    private final String table = "\"meridian_reduced_" + NUMBER.incrementAndGet() + "\"";
    private final List<Object[]> rows = Collections.synchronizedList(new ArrayList<>());

    /**
     * No rows yet.
     *
     * @param reduction the two steps
     * @param coordinator renders names as the coordinating shard has them
     * @param attached whether that shard is an attached database, by whose name tables are qualified
     */
    SqliteReducedRows(Reduction reduction, Configuration coordinator, boolean attached) {
        this.reduction = reduction;
        this.coordinator = coordinator;
        this.attached = attached;
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
        Select<?> noRows = reduction.share().$where(DSL.falseCondition());
        String none = attached
                ? SqliteNames.renderInlined(noRows, coordinator)
                : DSL.using(coordinator).renderInlined(noRows);
        String union = "select * from (" + none + ") where 0 union all select * from temp." + table;
        return ReducedRows.text(ReducedRows.columns(reduction), union, reduction.finish(coordinator, List.of()));
    }

    @Override
    public ConnectionProvider connections(Connections connections) {
        return new TemporaryTables(connections, List.of(table), this::create);
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table " + table + " (" + ReducedRows.columns(reduction) + ")");
        }
        TemporaryTables.insert(connection, table, reduction.width(), rows);
    }
}
