package dev.meridian.internal.execution;

import dev.meridian.internal.plan.Slices;
import dev.meridian.placement.ShardId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.ResultQuery;
import org.jooq.SQL;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Rows on their way as SQLite's own five kinds of values, into temporary tables of the coordinating connection. A temporary table is
 * private to its connection, lives outside the database file and needs no lock on it.
 */
final class SqliteRows implements GatheredRows {

    private static final DSLContext DIALECT = DSL.using(SQLDialect.SQLITE);
    private static final AtomicLong NUMBER = new AtomicLong();

    private record Rows(Table<?> table, List<String> columns, List<Object[]> rows) {}

    private final String prefix = "meridian_" + NUMBER.incrementAndGet() + "_";
    private final Map<String, Rows> gathered = Collections.synchronizedMap(new LinkedHashMap<>());

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
        List<String> columns = columns(answer.getMetaData());
        List<Object[]> rows = new ArrayList<>();
        while (answer.next()) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = answer.getObject(i + 1);
            }
            rows.add(row);
        }
        synchronized (gathered) {
            gathered.computeIfAbsent(table.getName(), name -> new Rows(table, columns, new ArrayList<>()))
                    .rows()
                    .addAll(rows);
        }
        return rows.size();
    }

    private static List<String> columns(ResultSetMetaData metaData) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(metaData.getColumnLabel(i));
        }
        return columns;
    }

    @Override
    public SQL table(Table<?> table) {
        return gathered.containsKey(table.getName())
                ? DSL.sql("{0}", DSL.name("temp", prefix + table.getName()))
                : slices.of(table);
    }

    @Override
    public ConnectionProvider connections(Connections coordinator) {
        return new TemporaryTables(
                coordinator,
                gathered.values().stream().map(rows -> name(rows.table())).toList(),
                this::create);
    }

    private void create(Connection connection) throws SQLException {
        for (Rows rows : gathered.values()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(new SqliteTableCopy(connection, slices)
                        .definition(rows.table(), rows.columns(), name(rows.table())));
            }
            TemporaryTables.insert(
                    connection, name(rows.table()), rows.columns().size(), rows.rows());
            index(connection, rows);
        }
    }

    /**
     * The temporary table gets the indexes of the real one, without their uniqueness: SQLite then plans the statement as it would on an unsharded
     * database, for speed, and because not all of its plans are right (3.54: RIGHT JOIN with NOT EXISTS and IS NULL over tables without an index).
     */
    private void index(Connection connection, Rows rows) throws SQLException {
        Table<?> table = rows.table();
        Set<List<? extends Field<?>>> keys = new LinkedHashSet<>();
        table.getKeys().forEach(key -> keys.add(key.getFields()));
        table.getReferences().forEach(key -> keys.add(key.getFields()));
        table.getIndexes()
                .forEach(index -> keys.add(
                        index.getFields().stream().map(SortField::$field).toList()));
        keys.removeIf(key ->
                !rows.columns().containsAll(key.stream().map(Field::getName).toList()));
        int number = 0;
        for (List<? extends Field<?>> columns : keys) {
            QueryPart[] names = columns.stream().map(Field::getUnqualifiedName).toArray(QueryPart[]::new);
            try (Statement statement = connection.createStatement()) {
                statement.execute(DIALECT.render(DSL.sql(
                        "create index {0} on {1} ({2})",
                        DSL.name("temp", prefix + table.getName() + "_" + number++),
                        DSL.name(prefix + table.getName()),
                        DSL.list(names))));
            }
        }
    }

    private String name(Table<?> table) {
        return DIALECT.render(DSL.name(prefix + table.getName()));
    }
}
