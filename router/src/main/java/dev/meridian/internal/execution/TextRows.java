package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.TextColumns;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
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

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
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
