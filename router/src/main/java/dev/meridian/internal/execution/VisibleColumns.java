package dev.meridian.internal.execution;

import java.lang.reflect.Proxy;
import java.sql.ResultSetMetaData;

/** The description of a shard's rows without the columns that only decide the order. */
final class VisibleColumns {

    private VisibleColumns() {}

    static ResultSetMetaData of(ResultSetMetaData all, int visible) {
        return (ResultSetMetaData) Proxy.newProxyInstance(
                VisibleColumns.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> method.getName().equals("getColumnCount")
                        ? visible
                        : ScatterConnection.call(method, all, arguments));
    }
}
