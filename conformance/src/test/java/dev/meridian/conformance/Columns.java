package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jooq.Field;
import org.jooq.Table;

/** The tables of the random tests, with small sets of values for each column, so that rows meet. */
final class Columns {

    /** A column with the values that rows have and that predicates ask for. */
    record Column(String name, Class<?> type, List<?> values) {

        Object sample(Random random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /**
     * A table.
     *
     * @param table the table
     * @param columns its columns; the first is the primary key
     * @param key the column that places its rows, or the empty string for a reference table
     * @param parent the table that the key refers to, or the empty string
     */
    record Shape(Table<?> table, List<Column> columns, String key, String parent) {

        Column column(String name) {
            return columns.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        String name() {
            return table.getName();
        }
    }

    private static final List<Long> IDS = List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    private static final List<String> WORDS = List.of("a", "b", "B", "Tokyo", "London", "");

    static final Shape LOCATIONS = new Shape(
            WEATHER_LOCATIONS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column(
                            "continent",
                            String.class,
                            List.of("Asia", "Asia", "Europe", "North America", "South America", "asia", "Atlantis")),
                    new Column("city", String.class, WORDS)),
            "continent",
            "");

    static final Shape REPORTS = new Shape(
            WEATHER_REPORTS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("location_id", Long.class, IDS),
                    new Column("temperature", Double.class, List.of(0.5, 1.0, 75.0, 80.0, -3.25))),
            "location_id",
            "weather_locations");

    static final Shape COUNTRIES = new Shape(
            Extra.COUNTRIES,
            List.of(new Column("code", String.class, WORDS), new Column("name", String.class, WORDS)),
            "",
            "");

    static final Shape USERS = new Shape(
            Extra.USERS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("team", Integer.class, List.of(1, 2, 3)),
                    new Column("name", String.class, WORDS)),
            "id",
            "");

    static final Shape ORDERS = new Shape(
            Extra.ORDERS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("user_id", Long.class, IDS),
                    new Column("amount", Long.class, List.of(0L, 1L, 5L, 100L, -7L))),
            "user_id",
            "users");

    static final Shape ITEMS = new Shape(
            Extra.ITEMS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("order_id", Long.class, IDS),
                    new Column("label", String.class, WORDS)),
            "order_id",
            "orders");

    static final Shape EVENTS = new Shape(
            Extra.EVENTS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("day", Integer.class, List.of(-5, 0, 9, 10, 11, 15, 19, 20, 21, 30)),
                    new Column("kind", String.class, WORDS)),
            "day",
            "");

    static final Shape TAGS = new Shape(
            Extra.TAGS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column(
                            "label",
                            String.class,
                            List.of("A", "F", "Z", "a", "l", "m", "z", "\u00e9", "", "Asia", "Europe")),
                    new Column("weight", Long.class, List.of(1L, 2L, 3L))),
            "label",
            "");

    static final Shape BRANDS = new Shape(
            Extra.BRANDS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("brand", String.class, List.of("Acme", "ACME", "acme", "b", "B", "c", "")),
                    new Column("grade", Long.class, List.of(1L, 2L, 3L))),
            "brand",
            "");

    /** Parents come before their children. */
    static final List<Shape> ALL = List.of(COUNTRIES, LOCATIONS, REPORTS, USERS, ORDERS, ITEMS, EVENTS, TAGS, BRANDS);

    private static final Map<String, Object> CONSTANTS = Map.of("report_time", LocalDateTime.of(2024, 6, 1, 12, 0));

    private Columns() {}

    static Shape shape(String table) {
        return ALL.stream()
                .filter(shape -> shape.name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Columns that rows must have and that no test asks for. */
    static Map<String, Object> constants(Shape shape) {
        return shape.equals(REPORTS) ? CONSTANTS : Map.of();
    }

    @SuppressWarnings("unchecked")
    static Field<Object> field(Table<?> table, String column) {
        return (Field<Object>) java.util.Objects.requireNonNull(table.field(column), table + "." + column);
    }
}
