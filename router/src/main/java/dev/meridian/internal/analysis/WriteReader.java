package dev.meridian.internal.analysis;

import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.Row;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/** Reads what writes put into columns. */
final class WriteReader {

    private WriteReader() {}

    static Insertion insertion(QOM.Insert<?> insert, Optional<TableUse> target) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (Row row : insert.$values()) {
            Map<String, Cell> cells = new HashMap<>();
            for (int i = 0; i < row.size(); i++) {
                write(insert.$columns().get(i), row.field(i), target, cells);
            }
            rows.add(cells);
        }
        if (insert.$defaultValues()) {
            rows.add(Map.of());
        }
        return new Insertion(
                List.copyOf(rows), insert.$select() != null, conflictTarget(insert), parentKey(insert, target));
    }

    private static Optional<Set<String>> conflictTarget(QOM.Insert<?> insert) {
        boolean conflicts = insert.$onDuplicateKeyIgnore() || insert.$onDuplicateKeyUpdate();
        return conflicts
                ? Optional.of(insert.$onConflict().stream().map(Field::getName).collect(Collectors.toSet()))
                : Optional.empty();
    }

    private static Optional<TableField<?, ?>> parentKey(QOM.Insert<?> insert, Optional<TableUse> target) {
        return target.map(TableUse::rule)
                .filter(TableRule.Colocated.class::isInstance)
                .map(TableRule.Colocated.class::cast)
                .flatMap(rule -> insert.$into().getReferences().stream()
                        .filter(key -> isForeignKey(key, rule))
                        .<TableField<?, ?>>map(key -> key.getKeyFields().get(0))
                        .findFirst());
    }

    private static boolean isForeignKey(ForeignKey<?, ?> key, TableRule.Colocated rule) {
        return key.getFields().size() == 1
                && key.getFields().get(0).getName().equals(rule.foreignKey())
                && key.getKey().getTable().getName().equals(rule.parent());
    }

    /** The columns that an UPDATE, or an upsert, sets. A subquery that sets several columns sets each to an expression. */
    static Map<String, Cell> assignments(QueryPart write, Optional<TableUse> target) {
        Map<String, Cell> assignments = new HashMap<>();
        if (write instanceof QOM.Update<?> update) {
            update.$set().forEach((assigned, value) -> assign(assigned, value, target, assignments));
        } else if (write instanceof QOM.Insert<?> insert) {
            insert.$updateSet().forEach((assigned, value) -> assign(assigned, value, target, assignments));
        }
        return Map.copyOf(assignments);
    }

    private static void assign(
            QueryPart assigned, QueryPart value, Optional<TableUse> target, Map<String, Cell> assignments) {
        if (assigned instanceof Field<?> column) {
            write(column, value, target, assignments);
        } else if (assigned instanceof Row row) {
            row.fieldStream().forEach(column -> write(column, row, target, assignments));
        }
    }

    /** A column that is not known by its name may be any column, so it may be the key. */
    private static void write(
            Field<?> column, @Nullable QueryPart value, Optional<TableUse> target, Map<String, Cell> cells) {
        Optional<Field<?>> own = target.flatMap(use -> use.column(column.getName()));
        if (target.isPresent() && own.isEmpty()) {
            placingColumns(target.get()).forEach(name -> cells.put(name, Cell.EXPRESSION));
            return;
        }
        String name = own.map(Field::getName).orElse(column.getName());
        Cell cell = value instanceof Param<?> parameter ? cell(own.orElse(column), parameter, target) : Cell.EXPRESSION;
        // Named twice, in two spellings: whatever the database makes of it.
        cells.merge(name, cell, (first, second) -> Cell.EXPRESSION);
    }

    private static Set<String> placingColumns(TableUse target) {
        Set<String> columns = new HashSet<>();
        target.identity().ifPresent(columns::add);
        if (target.rule() instanceof TableRule.Sharded sharded) {
            columns.add(sharded.key());
        } else if (target.rule() instanceof TableRule.Colocated colocated) {
            columns.add(colocated.foreignKey());
        }
        return columns;
    }

    private static Cell cell(Field<?> column, Param<?> parameter, Optional<TableUse> target) {
        if (parameter.getValue() == null) {
            return new Cell.Value(null);
        }
        return KeyLiterals.canonical(column, parameter, comparison(column, target))
                .<Cell>map(Cell.Value::new)
                .orElse(Cell.EXPRESSION);
    }

    private static KeyComparison comparison(Field<?> column, Optional<TableUse> target) {
        return target.map(TableUse::rule)
                .filter(TableRule.Sharded.class::isInstance)
                .map(TableRule.Sharded.class::cast)
                .filter(sharded -> sharded.key().equals(column.getName()))
                .map(TableRule.Sharded::comparison)
                .orElse(KeyComparison.EXACT);
    }
}
