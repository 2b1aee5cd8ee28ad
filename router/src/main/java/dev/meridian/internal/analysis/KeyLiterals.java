package dev.meridian.internal.analysis;

import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyValues;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Converter;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.Param;

/**
 * Brings bound and inline values to the canonical form of a key column: through the parameter's converter to the database
 * type, and from there to a form in which equal keys are equal objects.
 *
 * <p>Only types are taken that every database stores without rounding: whole numbers, texts, enums, dates, UUIDs and booleans. A
 * timestamp or a fraction may be stored as another value than the one that was bound, so it tells nothing safe.
 */
final class KeyLiterals {

    private static final Pattern BLANKS = Pattern.compile(" +$");
    private static final double EXACT_IN_DOUBLE = 0x1p53;
    private static final Set<String> PADDED = Set.of("char", "bpchar", "character", "nchar");

    private KeyLiterals() {}

    /** The canonical value of a parameter that is not null; empty where it tells nothing safe about the column. */
    static Optional<Object> canonical(Field<?> column, Param<?> parameter, KeyComparison comparison) {
        Object value = databaseValue(parameter);
        if (value == null || !comparable(column, value) || isRounded(value)) {
            return Optional.empty();
        }
        Object canonical =
                KeyValues.canonical(unpadded(column, value instanceof EnumType text ? text.getLiteral() : value));
        return isExact(canonical)
                ? Optional.of(comparison == KeyComparison.IGNORE_CASE ? KeyValues.fold(canonical) : canonical)
                : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Object databaseValue(Param<?> parameter) {
        return ((Converter<Object, Object>) parameter.getConverter()).to(parameter.getValue());
    }

    /** A database may compare a large number that is not of a whole type as a floating-point number, and round the key for it. */
    private static boolean isRounded(Object value) {
        boolean whole = value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || !(value instanceof Number);
        return !whole && Math.abs(((Number) value).doubleValue()) >= EXACT_IN_DOUBLE;
    }

    private static boolean comparable(Field<?> column, Object value) {
        Class<?> type = column.getConverter().fromType();
        return Number.class.isAssignableFrom(type) ? value instanceof Number : type.isInstance(value);
    }

    /** CHAR(n) compares without its trailing blanks. */
    private static Object unpadded(Field<?> column, Object value) {
        boolean padded = value instanceof String
                && PADDED.contains(column.getDataType().getTypeName().toLowerCase(Locale.ROOT));
        return padded ? BLANKS.matcher((String) value).replaceFirst("") : value;
    }

    private static boolean isExact(Object canonical) {
        return canonical instanceof Long
                || canonical instanceof String
                || canonical instanceof BigInteger
                || canonical instanceof LocalDate
                || canonical instanceof UUID
                || canonical instanceof Boolean;
    }
}
