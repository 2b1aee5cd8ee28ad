package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/** The tables of the random tests, with small sets of values for each column, so that rows meet. */
final class Columns {

    /** Types that compare with each other. */
    enum Family {
        NUMBER,
        TEXT,
        TIME
    }

    /** A column with the values that rows have and that predicates ask for. */
    record Column(String name, Class<?> type, List<?> values) {

        Object sample(Choices choices) {
            return choices.pick(values);
        }

        /** What it can be compared with. */
        Family family() {
            return type == String.class ? Family.TEXT : type == LocalDateTime.class ? Family.TIME : Family.NUMBER;
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
    /** Before 1970, before the common era of most libraries, and with microseconds. */
    private static final List<LocalDateTime> TIMES = List.of(
            LocalDateTime.of(2024, 6, 1, 12, 0),
            LocalDateTime.of(2024, 6, 1, 12, 0, 0, 123_456_000),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1815, 6, 18, 11, 30, 0, 1000),
            LocalDateTime.of(2999, 1, 1, 0, 0));

    private static final List<Double> FRACTIONS = List.of(0.5, 1.0, 75.0, 80.0, -3.25, 0.0, -0.0, 4096.0);

    private static final List<String> WORDS = List.of("a", "A", "b", "B", "Tokyo", "London", "");

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
                    new Column("temperature", Double.class, FRACTIONS),
                    new Column("report_time", LocalDateTime.class, TIMES)),
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

    static final Shape ACCOUNTS = new Shape(
            Extra.ACCOUNTS,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("owner", Long.class, IDS),
                    new Column(
                            "balance",
                            BigDecimal.class,
                            List.of(
                                    new BigDecimal("0.00"),
                                    new BigDecimal("1.50"),
                                    new BigDecimal("1.75"),
                                    new BigDecimal("-20.25"),
                                    new BigDecimal("1000000.00"))),
                    new Column("rate", Double.class, FRACTIONS),
                    new Column("opened", LocalDateTime.class, TIMES)),
            "owner",
            "");

    static final Shape BADGES = new Shape(
            Extra.BADGES,
            List.of(
                    new Column("id", Long.class, IDS),
                    new Column("holder", Long.class, IDS),
                    new Column("title", String.class, WORDS)),
            "holder",
            "");

    static final Shape SETTINGS = new Shape(
            Extra.SETTINGS,
            List.of(new Column("name", String.class, WORDS), new Column("level", Long.class, List.of(1L, 2L, 3L))),
            "",
            "");

    /** Parents come before their children. */
    static final List<Shape> ALL = List.of(
            COUNTRIES, LOCATIONS, REPORTS, USERS, ORDERS, ITEMS, EVENTS, TAGS, BRANDS, ACCOUNTS, BADGES, SETTINGS);

    private Columns() {}

    static Shape shape(String table) {
        return ALL.stream()
                .filter(shape -> shape.name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    static Field<Object> field(Table<?> table, String column) {
        return (Field<Object>) java.util.Objects.requireNonNull(table.field(column), table + "." + column);
    }
}
