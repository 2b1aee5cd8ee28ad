package dev.meridian.internal.execution;

import dev.meridian.internal.routing.Home;
import dev.meridian.placement.KeyValues;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Objects;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableRecord;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * A record as the proof of where its row lives, and its parent's row. It speaks of the ids that the record was bound with: what the record holds
 * later may name other rows.
 */
final class RecordHome implements Home {

    private final ShardId shard;
    private final String table;
    private final @Nullable Object id;
    private final String parent;
    private final @Nullable Object parentId;

    private RecordHome(ShardId shard, String table, @Nullable Object id, String parent, @Nullable Object parentId) {
        this.shard = shard;
        this.table = table;
        this.id = id;
        this.parent = parent;
        this.parentId = parentId;
    }

    /** The home of a record as it is now: just read, or just stored. */
    static RecordHome of(ShardId shard, Record record, Topology topology) {
        if (!(record instanceof TableRecord<?> row)) {
            return new RecordHome(shard, "", null, "", null);
        }
        String table = row.getTable().getName();
        UniqueKey<?> key = row.getTable().getPrimaryKey();
        Object id = key == null || key.getFields().size() != 1
                ? null
                : canonical(row, key.getFields().get(0));
        return topology.rule(table).orElse(null) instanceof TableRule.Colocated child
                ? new RecordHome(shard, table, id, child.parent(), canonical(row, row.field(child.foreignKey())))
                : new RecordHome(shard, table, id, "", null);
    }

    /** Whether a record is still the row that it was when it was bound. */
    boolean isOf(Record record, Topology topology) {
        RecordHome now = of(shard, record, topology);
        return table.equals(now.table) && Objects.equals(id, now.id);
    }

    @Override
    public ShardId shard() {
        return shard;
    }

    @Override
    public boolean vouchesFor(String otherTable, Object otherId) {
        return otherTable.equals(table) ? otherId.equals(id) : otherTable.equals(parent) && otherId.equals(parentId);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object canonical(Record record, @Nullable Field<?> field) {
        Object value = field == null ? null : record.get(field);
        if (field == null || value == null) {
            return null;
        }
        Object databaseValue = ((Converter<Object, Object>) field.getConverter()).to(value);
        return databaseValue == null ? null : KeyValues.canonical(databaseValue);
    }
}
