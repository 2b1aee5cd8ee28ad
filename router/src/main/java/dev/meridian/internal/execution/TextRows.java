package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.TextColumns;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jooq.tools.jdbc.DefaultResultSet;
import org.jspecify.annotations.Nullable;

/** Rows whose columns are named, and come from the tables that are named, as in one database that was given the statement's own text. */
final class TextRows extends DefaultResultSet {

    private final TextColumns columns;

    TextRows(ResultSet rows, TextColumns columns) {
        super(rows);
        this.columns = columns;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData delegate = super.getMetaData();
        int count = delegate.getColumnCount();
        return (ResultSetMetaData) Proxy.newProxyInstance(
                TextRows.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                new MetaData(
                        delegate,
                        columns.tables().size() == count,
                        columns.labels().size() == count));
    }

    private final class MetaData implements InvocationHandler {

        private final ResultSetMetaData delegate;
        private final boolean knowsTables;
        private final boolean knowsLabels;

        private MetaData(ResultSetMetaData delegate, boolean knowsTables, boolean knowsLabels) {
            this.delegate = delegate;
            this.knowsTables = knowsTables;
            this.knowsLabels = knowsLabels;
        }

        /**
         * SQLite takes the type of an expression from the first row, and NULL for a number, as which the values of other rows would be lost: without a type they
         * are what they are.
         */
        private boolean isUntold(Object[] arguments) throws SQLException {
            int column = (Integer) arguments[0];
            String table = delegate.getTableName(column);
            return isBeforeFirst()
                    && (table == null || table.isEmpty())
                    && delegate.getColumnTypeName(column).equals("NUMERIC")
                    && !delegate.getColumnName(column).toLowerCase(Locale.ROOT).contains("cast(");
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getColumnType" ->
                    isUntold(arguments) ? Types.OTHER : ScatterConnection.call(method, delegate, arguments);
                case "getColumnTypeName" ->
                    isUntold(arguments) ? "OTHER" : ScatterConnection.call(method, delegate, arguments);
                case "getTableName" -> knowsTables ? columns.tables().get((Integer) arguments[0] - 1) : "";
                case "getSchemaName", "getCatalogName" -> "";
                case "getColumnLabel", "getColumnName" -> {
                    String label = knowsLabels ? columns.labels().get((Integer) arguments[0] - 1) : "";
                    yield label.isEmpty() ? ScatterConnection.call(method, delegate, arguments) : label;
                }
                default -> ScatterConnection.call(method, delegate, arguments);
            };
        }
    }
}
