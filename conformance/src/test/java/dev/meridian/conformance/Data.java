package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyValues;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/**
 * Rows of all tables, put on their shards and into the oracle without the router's help: a row whose key the topology does not know is
 * left out everywhere.
 */
final class Data {

    private final Choices choices;
    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();

    Data(Choices choices) {
        this.choices = choices;
        Columns.ALL.forEach(shape -> rows.put(shape.name(), rows(shape)));
    }

    /** Only these rows, and of them only children whose parents are there too. */
    Data(List<Row> kept) {
        this.choices = Choices.again(List.of());
        Columns.ALL.forEach(shape -> rows.put(shape.name(), new ArrayList<>()));
        kept.stream()
                .filter(row -> isPlaced(Columns.shape(row.table()), row.values()))
                .forEach(row -> rows.get(row.table()).add(row.values()));
    }

    /** A row of a table. */
    record Row(String table, Map<String, Object> values) {}

    /** All rows, parents before their children. */
    List<Row> all() {
        List<Row> all = new ArrayList<>();
        rows.forEach((table, each) -> each.forEach(row -> all.add(new Row(table, row))));
        return all;
    }

    /** The rows as statements, for a person. */
    String sql() {
        return rows.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> insert(
                        entry.getKey(),
                        Columns.shape(entry.getKey()),
                        entry.getValue().stream().map(Data::literals).toList()))
                .collect(Collectors.joining(";\n"));
    }

    private List<Map<String, Object>> rows(Shape shape) {
        List<Object> ids = choices.shuffled(shape.columns().get(0).values().stream()
                .<Object>map(id -> id)
                .distinct()
                .toList());
        List<Map<String, Object>> made = new ArrayList<>();
        int count = choices.chance(20) ? 0 : 1 + choices.nextInt(ids.size());
        for (Object id : ids.subList(0, count)) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (Column column : shape.columns()) {
                boolean nullable = Columns.field(shape.table(), column.name())
                        .getDataType()
                        .nullable();
                row.put(column.name(), nullable && choices.chance(25) ? null : column.sample(choices));
            }
            row.put(shape.columns().get(0).name(), id);
            if (isPlaced(shape, row)) {
                made.add(row);
            }
        }
        return made;
    }

    private boolean isPlaced(Shape shape, Map<String, Object> row) {
        if (shape.equals(Columns.LOCATIONS)) {
            return List.of("Asia", "Europe", "North America", "South America").contains(row.get("continent"));
        }
        return shape.parent().isEmpty() || parent(shape, row).isPresent();
    }

    private Optional<Map<String, Object>> parent(Shape child, Map<String, Object> row) {
        return rows.get(child.parent()).stream()
                .filter(parent -> parent.get("id").equals(row.get(child.key())))
                .findFirst();
    }

    private Optional<ShardId> shardOf(Topology topology, Shape shape, Map<String, Object> row) {
        TableRule rule = topology.rule(shape.name()).orElseThrow();
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.function().shardOf(placing(sharded, row.get(shape.key())));
        }
        if (rule instanceof TableRule.Pinned pinned) {
            return Optional.of(pinned.shard());
        }
        return rule instanceof TableRule.Colocated
                ? shardOf(
                        topology,
                        Columns.shape(shape.parent()),
                        parent(shape, row).orElseThrow())
                : Optional.empty();
    }

    /** The value by which a rule places a row. */
    static Object placing(TableRule.Sharded rule, Object key) {
        Object canonical = KeyValues.canonical(key);
        return rule.comparison() == KeyComparison.IGNORE_CASE ? KeyValues.fold(canonical) : canonical;
    }

    void load(World world) {
        clear(world);
        for (Shard shard : world.topology().shards()) {
            world.on(shard, statement -> {
                for (Shape shape : Columns.ALL) {
                    List<String> values = rows.get(shape.name()).stream()
                            .filter(row -> shardOf(world.topology(), shape, row)
                                    .map(shard.id()::equals)
                                    .orElse(true))
                            .map(Data::literals)
                            .toList();
                    if (!values.isEmpty()) {
                        statement.execute(insert(World.name(shard, shape.name()), shape, values));
                    }
                }
            });
        }
        DSLContext oracle = world.oracle();
        rows.forEach((table, all) -> {
            if (!all.isEmpty()) {
                List<String> values = all.stream().map(Data::literals).toList();
                oracle.connection(connection ->
                        connection.createStatement().execute(insert('"' + table + '"', Columns.shape(table), values)));
            }
        });
    }

    private static void clear(World world) {
        List<Shape> children = new ArrayList<>(Columns.ALL);
        Collections.reverse(children);
        world.topology()
                .shards()
                .forEach(shard -> world.on(shard, statement -> {
                    for (Shape shape : children) {
                        statement.execute("DELETE FROM " + World.name(shard, shape.name()));
                    }
                }));
        children.forEach(shape -> world.oracle().execute("DELETE FROM \"" + shape.name() + '"'));
    }

    private static String insert(String table, Shape shape, List<String> values) {
        String columns = shape.columns().stream()
                .map(Column::name)
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + columns + ") VALUES " + String.join(", ", values);
    }

    private static String literals(Map<String, Object> row) {
        return row.values().stream().map(Data::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Object value) {
        if (value instanceof java.time.LocalDateTime time) {
            return "'" + java.sql.Timestamp.valueOf(time) + "'";
        }
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}
