package dev.meridian.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;

/** A result in a form that compares: columns with their types, and rows, in order only where the order is decided. */
record Outcome(List<String> columns, List<List<Object>> rows) {

    static Outcome of(Result<? extends Record> result, boolean ordered) {
        List<String> columns = Stream.of(result.fields())
                .map(field -> field.getName() + ": " + field.getType().getSimpleName())
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        result.forEach(record -> rows.add(values(record)));
        if (!ordered) {
            rows.sort(Comparator.comparing(Object::toString));
        }
        return new Outcome(columns, rows);
    }

    private static List<Object> values(Record record) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
            values.add(record.get(i));
        }
        return values;
    }
}
