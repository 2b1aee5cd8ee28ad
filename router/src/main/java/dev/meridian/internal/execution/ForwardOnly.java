package dev.meridian.internal.execution;

import dev.meridian.exception.ShardFailureException;
import dev.meridian.exception.ShardFailureException.Outcome;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Goes to the next row of a shard, which may fail long after others have answered. */
    static boolean advance(List<ShardWork.Part> parts, ShardWork.Part part) {
        try {
            return part.rows().next();
        } catch (SQLException e) {
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            parts.forEach(each -> outcomes.put(each.shard().name(), each == part ? Outcome.FAILED : Outcome.ANSWERED));
            throw new ShardFailureException(outcomes, part.millis(), e);
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
