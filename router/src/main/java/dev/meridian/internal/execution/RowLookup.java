package dev.meridian.internal.execution;

import dev.meridian.internal.routing.RowLocator;
import dev.meridian.placement.ShardId;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;

/**
 * Finds the shards of a row by asking them, in the transaction of the statement that needs it: a row that the transaction has
 * just inserted is found too.
 */
final class RowLookup implements RowLocator {

    private final Configuration configuration;

    RowLookup(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Set<ShardId> locate(TableField<?, ?> key, Object id, Set<ShardId> candidates) {
        Set<ShardId> found = new LinkedHashSet<>();
        for (ShardId shard : candidates) {
            if (exists(key, id, shard)) {
                found.add(shard);
            }
        }
        return found;
    }

    private <T> boolean exists(TableField<?, T> key, Object id, ShardId shard) {
        return DSL.using(Scopes.onShard(configuration, shard))
                .fetchExists(DSL.selectOne()
                        .from(Objects.requireNonNull(key.getTable()))
                        .where(key.eq(value(key, id))));
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(Field<T> key, Object id) {
        Converter<Object, T> converter = (Converter<Object, T>) key.getConverter();
        return converter.from(DSL.val(id, DefaultDataType.getDataType(SQLDialect.DEFAULT, converter.fromType()))
                .getValue());
    }
}
