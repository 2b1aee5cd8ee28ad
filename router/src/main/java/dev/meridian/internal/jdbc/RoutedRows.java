package dev.meridian.internal.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows whose columns are found by the names that the result says they have. */
final class RoutedRows extends Calls {

    private final ResultSet rows;
    private final RoutedStatement statement;

    private RoutedRows(ResultSet rows, RoutedStatement statement) {
        this.rows = rows;
        this.statement = statement;
    }

    static ResultSet of(ResultSet rows, RoutedStatement statement) {
        return new RoutedRows(rows, statement).as(ResultSet.class);
    }

    @Override
    @Nullable
    Object answer(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().startsWith("update")) {
            return UNKNOWN;
        }
        if (method.getName().equals("getStatement")) {
            return statement.statement();
        }
        boolean named = method.getParameterCount() > 0 && method.getParameterTypes()[0] == String.class;
        if (!named) {
            return call(method, arguments);
        }
        int column = column((String) arguments[0]);
        if (method.getName().equals("findColumn")) {
            return column;
        }
        Class<?>[] types = method.getParameterTypes();
        types[0] = int.class;
        Object[] indexed = arguments.clone();
        indexed[0] = column;
        return call(ResultSet.class.getMethod(method.getName(), types), indexed);
    }

    private int column(String label) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(label)) {
                return i;
            }
        }
        throw new SQLException("there is no column \"" + label + '"');
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(rows, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
