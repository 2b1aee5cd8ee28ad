package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Cell;
import dev.meridian.internal.analysis.Insertion;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.ShardChooser;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.TableField;

/** Finds the shards of new rows: by their key, or beside their parent. */
final class InsertRouting {

    private final ShardChooser chooser;
    private final Identities identities;

    InsertRouting(ShardChooser chooser, Identities identities) {
        this.chooser = chooser;
        this.identities = identities;
    }

    /** The shards of all rows of an INSERT into a sharded or co-located table. */
    Set<ShardId> shardsOf(TableUse target, Insertion insertion, Hints hints, RowLocator rows) {
        if (insertion.fromSelect()) {
            throw new RefusedException(
                    Rule.KEY_NOT_STATED,
                    "INSERT ... SELECT into \"" + target.rule().table()
                            + "\" makes rows whose shards are known only when they are made.");
        }
        Set<ShardId> shards = new LinkedHashSet<>();
        for (Map<String, Cell> row : insertion.rows()) {
            shards.add(
                    target.rule() instanceof TableRule.Sharded sharded
                            ? byKey(sharded, row)
                            : besideParent((TableRule.Colocated) target.rule(), row, insertion, hints, rows));
        }
        return shards;
    }

    private ShardId byKey(TableRule.Sharded rule, Map<String, Cell> row) {
        Object key = stated(rule, rule.key(), row);
        Map<String, Object> values = new HashMap<>();
        row.forEach((column, cell) -> {
            if (cell instanceof Cell.Value value && value.canonical() != null) {
                values.put(column, value.canonical());
            }
        });
        return chooser.choose(new ShardChooser.NewRow(rule, key, Map.copyOf(values)));
    }

    /** The id of the parent may tell, or a record that knows it; else the parent is looked up. */
    private ShardId besideParent(
            TableRule.Colocated rule, Map<String, Cell> row, Insertion insertion, Hints hints, RowLocator rows) {
        Object id = stated(rule, rule.foreignKey(), row);
        TableRule parent = identities.parent(rule);
        Set<ShardId> told = identities.shardsOf(parent, id, hints);
        if (told.size() == 1) {
            return told.iterator().next();
        }
        TableField<?, ?> key = insertion
                .parentKey()
                .orElseThrow(() -> new RefusedException(
                        Rule.PARENT_NOT_FOUND,
                        "\"" + rule.parent() + "\" cannot be searched, because the generated class of \"" + rule.table()
                                + "\" has no such foreign key."));
        return only(rule, rows.locate(key, id, told));
    }

    private static ShardId only(TableRule.Colocated rule, Set<ShardId> found) {
        if (found.isEmpty()) {
            throw new RefusedException(
                    Rule.PARENT_NOT_FOUND,
                    "No shard has the row of \"" + rule.parent() + "\" that \"" + rule.table() + "." + rule.foreignKey()
                            + "\" names.");
        }
        if (found.size() > 1) {
            throw new RefusedException(
                    Rule.PARENT_AMBIGUOUS,
                    "Rows of \"" + rule.parent() + "\" with the same id are on " + List.copyOf(found) + ".");
        }
        return found.iterator().next();
    }

    private static Object stated(TableRule rule, String column, Map<String, Cell> row) {
        Cell cell = row.get(column);
        if (cell instanceof Cell.Value value && value.canonical() != null) {
            return value.canonical();
        }
        String seen = cell == null
                ? "is not among the columns"
                : cell instanceof Cell.Value
                        ? "is NULL"
                        : "is not a whole number, text, date, UUID or boolean that is stated";
        throw new RefusedException(Rule.KEY_NOT_STATED, "\"" + rule.table() + "." + column + "\" " + seen + ".");
    }
}
