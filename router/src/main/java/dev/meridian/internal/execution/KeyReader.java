package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Ordering;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sort keys of a shard's rows as values whose order is known. The driver's own Java types for dates and times depend on the time zone of the
 * machine, so they are not asked for.
 */
final class KeyReader {

    private interface Getter {
        @Nullable
        Object get(ResultSet rows, int column) throws SQLException;
    }

    private final int[] columns;
    private final Getter[] getters;

    private KeyReader(int[] columns, Getter[] getters) {
        this.columns = columns;
        this.getters = getters;
    }

    /** Reads the keys of rows like these. */
    static KeyReader of(List<Ordering.Key> keys, ResultSet rows, SQLDialect dialect) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        boolean typed = dialect.family() == SQLDialect.POSTGRES;
        int[] columns = keys.stream().mapToInt(Ordering.Key::column).toArray();
        Getter[] getters = new Getter[columns.length];
        for (int i = 0; i < columns.length; i++) {
            getters[i] = typed ? getter(metaData.getColumnTypeName(columns[i])) : ResultSet::getObject;
        }
        return new KeyReader(columns, getters);
    }

    /** The values, in the order of the keys. */
    @Nullable
    Object[] read(ResultSet rows) throws SQLException {
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = getters[i].get(rows, columns[i]);
        }
        return values;
    }

    private static Getter getter(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "int2", "int4", "int8", "serial", "bigserial", "float4", "float8", "bool", "uuid" ->
                ResultSet::getObject;
            case "numeric" -> KeyReader::numeric;
            case "date" -> (rows, column) -> rows.getObject(column, LocalDate.class);
            case "timestamp" -> (rows, column) -> rows.getObject(column, LocalDateTime.class);
            case "timestamptz" -> (rows, column) -> rows.getObject(column, OffsetDateTime.class);
            default ->
                throw new RefusedException(
                        Rule.UNSUPPORTED,
                        "A column of ORDER BY is of the type " + type + ", which its jOOQ type does not say.");
        };
    }

    /** NaN and the infinities are numbers to PostgreSQL. */
    private static @Nullable Object numeric(ResultSet rows, int column) throws SQLException {
        String digits = rows.getString(column);
        if (digits == null) {
            return null;
        }
        return Character.isLetter(digits.charAt(digits.length() - 1)) ? Double.valueOf(digits) : new BigDecimal(digits);
    }
}
