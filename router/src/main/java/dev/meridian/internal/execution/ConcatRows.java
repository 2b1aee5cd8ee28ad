package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of several shards as one forward-only result set: all rows of the first shard, then all of the next. */
final class ConcatRows implements InvocationHandler {

    private final List<ShardWork.Part> parts;
    private final long maxRows;
    private final Consumer<ShardId> onShard;
    private int current;
    private long row;
    private boolean closed;

    private ConcatRows(List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard) {
        this.parts = parts;
        this.maxRows = maxRows;
        this.onShard = onShard;
        onShard.accept(parts.get(0).shard());
    }

    static ResultSet over(List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard) {
        return (ResultSet) Proxy.newProxyInstance(
                ConcatRows.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new ConcatRows(parts, maxRows, onShard));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        ForwardOnly.require(method);
        return switch (method.getName()) {
            case "next" -> next();
            case "getMetaData" -> described().getMetaData();
            case "isBeforeFirst" -> row == 0 && described().isBeforeFirst();
            case "close" -> {
                closed = true;
                ForwardOnly.closeAll(parts);
                yield null;
            }
            case "isClosed" -> closed;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "rows of " + parts.size() + " shards";
            default -> ScatterConnection.call(method, parts.get(current).rows(), arguments);
        };
    }

    /** SQLite tells the types of expressions by the first row, so a shard that has one must tell. */
    private ResultSet described() throws SQLException {
        for (ShardWork.Part part : parts.subList(current, parts.size())) {
            if (row > 0 || part.rows().isBeforeFirst()) {
                return part.rows();
            }
        }
        return parts.get(current).rows();
    }

    private boolean next() throws SQLException {
        if (maxRows > 0 && row >= maxRows) {
            return false;
        }
        while (!ForwardOnly.advance(parts, parts.get(current))) {
            if (current == parts.size() - 1) {
                return false;
            }
            current++;
            onShard.accept(parts.get(current).shard());
        }
        row++;
        return true;
    }
}
