package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.KeyColumn;
import dev.meridian.internal.analysis.KeyPredicate;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Statement.Kind;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.ShardId;
import java.util.Optional;
import java.util.Set;
import org.jooq.TableField;

/**
 * Finds the shard of an UPDATE or DELETE of one row by its primary key, where neither the key nor the id tells it: a DAO, or a record
 * without a home. The row is looked up, so that the write goes to one shard.
 */
final class WrittenRow {

    private WrittenRow() {}

    /** The shards that a write needs; the given ones where it is no write of one row. */
    static Set<ShardId> locate(Statement statement, Set<ShardId> shards, RowLocator rows) {
        boolean changes = statement.kind() == Kind.UPDATE || statement.kind() == Kind.DELETE;
        if (!changes
                || shards.size() < 2
                || statement.uses().size() != 1
                || statement.target().isEmpty()) {
            return shards;
        }
        TableUse target = statement.target().get();
        Optional<TableField<?, ?>> key = target.primaryKey();
        Optional<Object> id = id(statement, target);
        return key.isPresent() && id.isPresent() ? only(target, rows.locate(key.get(), id.get(), shards)) : shards;
    }

    private static Optional<Object> id(Statement statement, TableUse target) {
        return statement.filters().stream()
                .map(Filter::predicate)
                .flatMap(predicate -> Predicates.conjuncts(predicate).stream())
                .filter(KeyPredicate.OneOf.class::isInstance)
                .map(KeyPredicate.OneOf.class::cast)
                .filter(oneOf -> oneOf.column().use() == target.index())
                .filter(oneOf -> oneOf.column().role() == KeyColumn.Role.IDENTITY)
                .filter(oneOf -> oneOf.values().size() == 1)
                .map(oneOf -> oneOf.values().get(0))
                .findFirst();
    }

    /** Equal ids on several shards are several identities, of which the statement means one. */
    private static Set<ShardId> only(TableUse target, Set<ShardId> found) {
        if (found.size() > 1) {
            throw new RefusedException(
                    Rule.WRITE_OVER_SHARDS,
                    "Rows of \"" + target.rule().table() + "\" with the same id are on " + found + ".");
        }
        return found;
    }
}
