package dev.meridian.conformance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;

/** A result in a form that compares: columns with their types, and rows in the order in which they came. */
record Outcome(List<String> columns, List<List<Object>> rows) {

    private static final MathContext SAFE_DIGITS = new MathContext(9);

    static Outcome of(Result<? extends Record> result) {
        List<String> columns = Stream.of(result.fields())
                .map(field -> field.getName() + ": " + field.getType().getSimpleName())
                .toList();
        return new Outcome(columns, result.map(Outcome::values));
    }

    private static List<Object> values(Record record) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
            boolean about = record.field(i).getName().startsWith(Aggregates.ABOUT);
            values.add(about ? rounded(record.get(i)) : comparable(record.get(i)));
        }
        return values;
    }

    /** Negative zero equals zero, so that either may stand for both. */
    private static Object comparable(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(Outcome::comparable).toList();
        }
        return value instanceof Double number && number == 0 ? Double.valueOf(0) : value;
    }

    private static Object rounded(Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).round(SAFE_DIGITS).stripTrailingZeros()
                : value;
    }

    /** The rows without their order. */
    Outcome unordered() {
        List<List<Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Object::toString));
        return new Outcome(columns, sorted);
    }

    /** With texts in one case. */
    Outcome folded() {
        return new Outcome(
                columns,
                rows.stream()
                        .map(row -> row.stream()
                                .map(value -> value instanceof String text ? text.toLowerCase(Locale.ROOT) : value)
                                .toList())
                        .toList());
    }

    /** Some columns, row by row. */
    List<List<Object>> keys(List<Integer> keys) {
        return rows.stream().map(row -> keys.stream().map(row::get).toList()).toList();
    }

    /** Whether each row is one of the other's, as often as it is there. */
    boolean isPartOf(Outcome other) {
        List<List<Object>> left = new ArrayList<>(other.rows);
        return rows.stream().allMatch(left::remove);
    }

    @Override
    public String toString() {
        return columns + " " + rows.size() + " rows " + (rows.size() > 40 ? rows.subList(0, 40) + " ..." : rows);
    }
}
