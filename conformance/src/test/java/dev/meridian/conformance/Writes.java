package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Random INSERTs, UPDATEs and DELETEs. New rows have ids that no other row has: Meridian does not promise to find an equal id on another
 * shard.
 */
final class Writes {

    /**
     * A write.
     *
     * @param table the name of the table that it writes to
     * @param query the statement
     */
    record Write(String table, Query query) {}

    private final Choices choices;
    private final boolean postgres;
    private final Conditions conditions;
    private final List<Shape> shapes =
            Columns.ALL.stream().filter(shape -> !shape.key().isEmpty()).toList();
    private long nextId = 1000;

    Writes(Choices choices, boolean postgres) {
        this.choices = choices;
        this.postgres = postgres;
        this.conditions = new Queries(choices, postgres).conditions();
    }

    /** A write; upserts are about rows that the table has. */
    Write next(List<Map<String, Object>> present, String table) {
        Shape shape = Columns.shape(table);
        return new Write(
                table,
                switch (choices.nextInt(10)) {
                    case 0, 1, 2 -> insert(shape);
                    case 3 -> present.isEmpty() ? insert(shape) : upsert(shape, choices.pick(present));
                    case 4, 5 -> delete(shape);
                    default -> update(shape);
                });
    }

    String table() {
        return choices.pick(shapes).name();
    }

    private Query insert(Shape shape) {
        List<Map<Field<?>, Object>> rows = new ArrayList<>();
        int count = choices.chance(70) ? 1 : 2 + choices.nextInt(2);
        for (int i = 0; i < count; i++) {
            Map<Field<?>, Object> row = new LinkedHashMap<>();
            for (Column column : shape.columns()) {
                Field<Object> field = Columns.field(shape.table(), column.name());
                row.put(field, conditions.constant(field, column));
            }
            if (!shape.key().equals("id")) {
                row.put(Columns.field(shape.table(), "id"), nextId++);
            }
            rows.add(row);
        }
        var insert = DSL.using(SQLDialect.DEFAULT).insertInto(table(shape)).set(rows.get(0));
        for (Map<Field<?>, Object> row : rows.subList(1, rows.size())) {
            insert = insert.newRecord().set(row);
        }
        return insert;
    }

    private Query upsert(Shape shape, Map<String, Object> row) {
        var insert = DSL.using(SQLDialect.DEFAULT).insertInto(table(shape)).set(fields(shape, row));
        Column set = choices.pick(shape.columns());
        Field<Object> field = Columns.field(shape.table(), set.name());
        Field<Object> id = Columns.field(shape.table(), "id");
        return switch (choices.nextInt(3)) {
            case 0 -> insert.onConflict(id).doNothing();
            case 1 -> insert.onConflictDoNothing();
            default ->
                set.name().equals("id")
                        ? insert
                        : insert.onConflict(id).doUpdate().set(Map.of(field, conditions.constant(field, set)));
        };
    }

    private static Map<Field<?>, Object> fields(Shape shape, Map<String, Object> row) {
        Map<Field<?>, Object> fields = new LinkedHashMap<>();
        row.forEach((name, value) -> fields.put(Columns.field(shape.table(), name), value));
        return fields;
    }

    private Query delete(Shape shape) {
        return DSL.using(SQLDialect.DEFAULT).deleteFrom(shape.table()).where(where(shape));
    }

    private Query update(Shape shape) {
        List<Column> columns = shape.columns().stream()
                .filter(column -> !column.name().equals("id"))
                .toList();
        Map<Field<?>, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < 1 + choices.nextInt(2); i++) {
            Column column = choices.pick(columns);
            Field<Object> field = Columns.field(shape.table(), column.name());
            values.put(
                    choices.chance(8) ? spelled(column) : field,
                    choices.chance(10) ? field : conditions.constant(field, column));
        }
        return DSL.using(SQLDialect.DEFAULT).update(shape.table()).set(values).where(where(shape));
    }

    /** The column by its name only, at times in capitals. */
    private Field<Object> spelled(Column column) {
        String name = !postgres && choices.chance(40) ? column.name().toUpperCase(Locale.ROOT) : column.name();
        return choices.chance(30) ? DSL.field(name, Object.class) : DSL.field(DSL.name(name), Object.class);
    }

    private Condition where(Shape shape) {
        Use use = new Use(shape, shape.table());
        Condition where = choices.chance(80) ? conditions.narrowing(use) : DSL.noCondition();
        return choices.chance(40) ? where.and(conditions.tree(List.of(use), choices.nextInt(3))) : where;
    }

    @SuppressWarnings("unchecked")
    private static Table<Record> table(Shape shape) {
        return (Table<Record>) shape.table();
    }
}
