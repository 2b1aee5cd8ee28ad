package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Ordering;
import dev.meridian.internal.merge.RowOrder;
import dev.meridian.placement.ShardId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * The sorted rows of several shards as one sorted, forward-only result set: a k-way merge (Knuth, The Art of Computer Programming, volume 3, section
 * 5.4.1) which holds one row of each shard. Rows that are equal in the order come in the order of the shards.
 */
final class MergedRows implements InvocationHandler {

    private final Ordering ordering;
    private final RowOrder order;
    private final List<ShardWork.Part> parts;
    private final PriorityQueue<Head> heads;
    private final long maxRows;
    private final Consumer<ShardId> onShard;
    private Head current;
    private @Nullable Object[] last = {};
    private boolean active;
    private boolean started;
    private long taken;
    private boolean closed;

    /** The next row of a shard. */
    private static final class Head {
        private final List<ShardWork.Part> all;
        private final int index;
        private final ShardWork.Part part;
        private final KeyReader keys;
        private @Nullable Object[] row = {};

        private Head(List<ShardWork.Part> all, int index, KeyReader keys) {
            this.all = all;
            this.index = index;
            this.part = all.get(index);
            this.keys = keys;
        }

        private boolean advance() throws SQLException {
            if (!ForwardOnly.advance(all, part)) {
                return false;
            }
            row = keys.read(part.rows());
            return true;
        }
    }

    /** Merged rows as the rows of a statement. */
    record Source(Ordering ordering, int placeholders, SQLDialect dialect) implements RowSource {
        @Override
        public ResultSet over(List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard) throws SQLException {
            return MergedRows.over(this, parts, maxRows, onShard);
        }

        @Override
        public long rowsOfShard(long maxRows) {
            return maxRows == 0 ? 0 : new Ordering.Limit(ordering.limit().offset(), maxRows, false).reach();
        }
    }

    private MergedRows(Source source, List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard)
            throws SQLException {
        this.ordering = source.ordering();
        this.order = new RowOrder(ordering.keys());
        this.parts = parts;
        this.maxRows = maxRows;
        this.onShard = onShard;
        this.heads = new PriorityQueue<>(this::compare);
        List<Head> all = new ArrayList<>();
        for (ShardWork.Part part : parts) {
            all.add(new Head(parts, all.size(), KeyReader.of(ordering.keys(), part.rows(), source.dialect())));
        }
        this.current = all.get(0);
        for (Head head : all) {
            if (head.advance()) {
                heads.add(head);
            }
        }
        onShard.accept(parts.get(0).shard());
    }

    static ResultSet over(Source source, List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard)
            throws SQLException {
        return (ResultSet) Proxy.newProxyInstance(
                MergedRows.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new MergedRows(source, parts, maxRows, onShard));
    }

    private int compare(Head one, Head other) {
        int sorted = order.compare(one.row, other.row);
        return sorted != 0 ? sorted : Integer.compare(one.index, other.index);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        ForwardOnly.require(method);
        return switch (method.getName()) {
            case "next" -> next();
            case "close" -> {
                closed = true;
                ForwardOnly.closeAll(parts);
                yield null;
            }
            case "isClosed" -> closed;
            case "getMetaData" -> metaData();
            case "isBeforeFirst" -> taken == 0 && first() != null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "merged rows of " + parts.size() + " shards";
            default -> ScatterConnection.call(method, current.part.rows(), arguments);
        };
    }

    private boolean next() throws SQLException {
        if (!started) {
            started = true;
            skip();
        }
        boolean full = maxRows > 0 && taken >= maxRows;
        if (full || (taken >= ordering.limit().count() && !isTied()) || !step()) {
            return false;
        }
        taken++;
        onShard.accept(current.part.shard());
        return true;
    }

    private void skip() throws SQLException {
        for (long skipped = 0; skipped < ordering.limit().offset(); skipped++) {
            if (!step()) {
                return;
            }
        }
    }

    /** Whether the next row is equal to the last one that was taken. */
    private boolean isTied() throws SQLException {
        if (!ordering.limit().withTies() || taken == 0) {
            return false;
        }
        settle();
        Head next = heads.peek();
        return next != null && order.compare(next.row, last) == 0;
    }

    private boolean step() throws SQLException {
        settle();
        Head next = heads.poll();
        if (next == null) {
            return false;
        }
        current = next;
        active = true;
        return true;
    }

    /** The shard of the current row moves on only when that row is no longer needed. */
    private void settle() throws SQLException {
        if (active) {
            active = false;
            last = current.row;
            if (current.advance()) {
                heads.add(current);
            }
        }
    }

    /** SQLite tells the types of expressions by the row where it is, so the shard with the first row must tell. */
    private ResultSet described() throws SQLException {
        Head first = taken == 0 ? first() : null;
        return first == null ? current.part.rows() : first.part.rows();
    }

    /** The shard with the first row of the result, which has not been taken; null where there is none. */
    private @Nullable Head first() throws SQLException {
        if (!started) {
            started = true;
            skip();
        }
        settle();
        return heads.peek();
    }

    private Object metaData() throws SQLException {
        ResultSetMetaData metaData = described().getMetaData();
        return ordering.hidden() == 0 ? metaData : VisibleColumns.of(metaData, ordering.visible());
    }
}
