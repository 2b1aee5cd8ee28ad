package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Cell;
import dev.meridian.internal.analysis.Insertion;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the invariant that each row is in exactly the shard that its key names: refuses what could break it, once the shard of
 * a write is known.
 */
final class WriteRules {

    private final Topology topology;
    private final Identities identities;

    WriteRules(Topology topology, Identities identities) {
        this.topology = topology;
        this.identities = identities;
    }

    /** Checks a write that goes to one shard. */
    void check(Statement statement, ShardId shard, Hints hints) {
        statement.target().ifPresent(target -> check(statement, target, shard, hints));
    }

    private void check(Statement statement, TableUse target, ShardId shard, Hints hints) {
        statement.insertion().ifPresent(insertion -> {
            insertion.rows().forEach(row -> ownId(target, row, shard));
            conflict(target, insertion, hints);
        });
        statement.assignments().forEach((column, cell) -> assignment(target, column, cell, shard, hints));
    }

    /** Ids that carry their shard are looked up by it, so they must carry the right one. */
    private void ownId(TableUse target, Map<String, Cell> row, ShardId shard) {
        if (!(target.rule().ids() instanceof IdRule.TimeSorted)
                || target.identity().isEmpty()) {
            return;
        }
        Cell cell = row.get(target.identity().get());
        boolean right = cell instanceof Cell.Value value && carries(value.canonical(), shard);
        if (!right) {
            throw new RefusedException(
                    Rule.ID_OF_ANOTHER_SHARD,
                    "A row of \"" + target.rule().table() + "\" for shard " + shard
                            + (cell == null ? " has no id." : " has an id that was not made for this shard."));
        }
    }

    private boolean carries(@Nullable Object id, ShardId shard) {
        return id instanceof Long number
                && TimeSortedIds.shardNumber(number)
                        == topology.shard(shard).orElseThrow().number();
    }

    /** A conflict that one shard cannot see would be missed; a target that contains the key can only meet rows beside it. */
    private void conflict(TableUse target, Insertion insertion, Hints hints) {
        boolean spread = topology.root(target.rule())
                .filter(root -> root.function().shards().size() > 1)
                .isPresent();
        if (insertion.conflictTarget().isEmpty() || !spread || hints.explicit().isPresent()) {
            return;
        }
        Set<String> columns = insertion.conflictTarget().get();
        boolean byId = target.rule().ids() instanceof IdRule.TimeSorted
                && target.identity().filter(columns::contains).isPresent();
        if (!byId && !columns.contains(placingColumn(target.rule()))) {
            throw new RefusedException(
                    Rule.UNIQUE_OVER_SHARDS,
                    "ON CONFLICT (" + String.join(", ", columns) + ") of \""
                            + target.rule().table() + "\" does not contain \"" + placingColumn(target.rule()) + "\".");
        }
    }

    private static String placingColumn(TableRule rule) {
        return rule instanceof TableRule.Sharded sharded ? sharded.key() : ((TableRule.Colocated) rule).foreignKey();
    }

    private void assignment(TableUse target, String column, Cell cell, ShardId shard, Hints hints) {
        Optional<Set<ShardId>> placed = placedBy(target, column, cell, hints);
        if (placed.isPresent() && !placed.get().equals(Set.of(shard))) {
            throw new RefusedException(
                    Rule.KEY_CHANGE,
                    "\"" + target.rule().table() + "\" would get a value of \"" + column
                            + "\" that is not known to belong to shard " + shard + ".");
        }
    }

    /** Where the new value places the row; empty for columns that place nothing. */
    private Optional<Set<ShardId>> placedBy(TableUse target, String column, Cell cell, Hints hints) {
        Object value = cell instanceof Cell.Value known ? known.canonical() : null;
        TableRule rule = target.rule();
        if (rule instanceof TableRule.Sharded sharded && sharded.key().equals(column)) {
            return Optional.of(
                    value == null
                            ? Set.of()
                            : sharded.function().shardOf(value).map(Set::of).orElse(Set.of()));
        }
        if (rule instanceof TableRule.Colocated child && child.foreignKey().equals(column)) {
            return Optional.of(value == null ? Set.of() : identities.shardsOf(identities.parent(child), value, hints));
        }
        boolean carries = rule.ids() instanceof IdRule.TimeSorted
                && target.identity().filter(column::equals).isPresent();
        return carries
                ? Optional.of(value == null ? Set.of() : identities.shardsOf(rule, value, Hints.NONE))
                : Optional.empty();
    }
}
