package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Insertion;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.routing.ParentLocator;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
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
 * Finds the shards of a parent row by asking them, through a routed query of its own in the same transaction: a parent that the
 * transaction has just inserted is found too.
 */
final class ParentLookup implements ParentLocator {

    private final Statement statement;
    private final Configuration configuration;

    ParentLookup(Statement statement, Configuration configuration) {
        this.statement = statement;
        this.configuration = configuration;
    }

    @Override
    public Set<ShardId> locate(TableRule parent, Object id, Set<ShardId> candidates) {
        TableField<?, ?> key = statement
                .insertion()
                .flatMap(Insertion::parentKey)
                .orElseThrow(() -> new RefusedException(
                        Rule.PARENT_NOT_FOUND,
                        "\"" + parent.table()
                                + "\" cannot be searched, because the generated class has no such foreign key."));
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
        return converter.from(DefaultDataType.getDataType(SQLDialect.DEFAULT, converter.fromType())
                .convert(id));
    }
}
