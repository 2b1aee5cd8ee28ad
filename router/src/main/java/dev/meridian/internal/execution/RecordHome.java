package dev.meridian.internal.execution;

import dev.meridian.internal.routing.Home;
import dev.meridian.placement.KeyValues;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableRecord;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * A record as the proof of where its row lives, and its parent's row. It speaks of the values that the record was read with: what the application
 * has set since may name other rows.
 */
final class RecordHome implements Home {

    private final ShardId shard;
    private final Record record;
    private final Topology topology;

    RecordHome(ShardId shard, Record record, Topology topology) {
        this.shard = shard;
        this.record = record;
        this.topology = topology;
    }

    @Override
    public ShardId shard() {
        return shard;
    }

    @Override
    public boolean vouchesFor(String table, Object id) {
        if (!(record instanceof TableRecord<?> row)) {
            return false;
        }
        String own = row.getTable().getName();
        if (own.equals(table)) {
            UniqueKey<?> key = row.getTable().getPrimaryKey();
            return key != null
                    && key.getFields().size() == 1
                    && id.equals(original(key.getFields().get(0)));
        }
        return topology.rule(own).orElse(null) instanceof TableRule.Colocated child
                && child.parent().equals(table)
                && id.equals(original(row.field(child.foreignKey())));
    }

    private @Nullable Object original(@Nullable Field<?> field) {
        return field == null ? null : canonical(field, record.original(field));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object canonical(Field<?> field, @Nullable Object value) {
        Object databaseValue = value == null ? null : ((Converter<Object, Object>) field.getConverter()).to(value);
        return databaseValue == null ? null : KeyValues.canonical(databaseValue);
    }
}
