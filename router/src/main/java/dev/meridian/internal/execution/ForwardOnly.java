package dev.meridian.internal.execution;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Set;

/** What result sets over several shards have in common: they are read once, from the first row to the last. */
final class ForwardOnly {

    /** Moves that would need to know where a row is among all. */
    private static final Set<String> REFUSED =
            Set.of("previous", "absolute", "relative", "first", "last", "beforeFirst", "afterLast", "getRow", "isLast");

    private ForwardOnly() {}

    static void require(Method method) throws SQLFeatureNotSupportedException {
        if (REFUSED.contains(method.getName())) {
            throw new SQLFeatureNotSupportedException(method.getName() + " over several shards");
        }
    }

    /** Closes the rows of every shard, whatever happens to one of them. */
    static void closeAll(List<ShardWork.Part> parts) throws SQLException {
        SQLException failure = null;
        for (ShardWork.Part part : parts) {
            try {
                part.rows().close();
            } catch (SQLException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
