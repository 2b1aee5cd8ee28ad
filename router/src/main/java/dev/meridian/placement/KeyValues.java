package dev.meridian.placement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Brings key values to canonical form, in which values that a database column holds as equal are equal objects. Without it
 * {@code 5}, {@code 5L} and {@code 5.0} would be three keys.
 */
public final class KeyValues {

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** Whole numbers of more digits stay decimals: to write them out could take all memory. */
    private static final int MAX_DIGITS = 1000;

    private KeyValues() {}

    /**
     * The canonical form of a value, as {@link ShardingFunction} describes it.
     *
     * @param value a value of a column, not null
     * @return its canonical form
     */
    public static Object canonical(Object value) {
        if (value instanceof Long || value instanceof String) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Number number ? canonicalNumber(number) : value;
    }

    /**
     * The canonical form of a value whose texts compare without case.
     *
     * <p>Lower-casing may make texts equal which the database tells apart. That is sound: equal keys still share a shard.
     *
     * @param canonical a canonical value
     * @return the value, in lower case where it is a text
     */
    public static Object fold(Object canonical) {
        // Upper first: some letters (the Greek sigmas, the dotless i) only meet by way of their capitals.
        return canonical instanceof String text ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : canonical;
    }

    private static Object canonicalNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? whole(new BigDecimal(value)) : value;
        }
        if (number instanceof BigDecimal decimal) {
            return whole(decimal);
        }
        return number instanceof BigInteger integer ? whole(new BigDecimal(integer)) : parsed(number);
    }

    /** Unsigned and atomic numbers say their value as a text; an interval, which jOOQ also calls a number, does not. */
    private static Object parsed(Number number) {
        try {
            return whole(new BigDecimal(number.toString()));
        } catch (NumberFormatException e) {
            return number;
        }
    }

    private static Object whole(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > 0 || (long) stripped.precision() - stripped.scale() > MAX_DIGITS) {
            return stripped;
        }
        BigInteger integer = stripped.toBigIntegerExact();
        boolean fitsLong = integer.compareTo(LONG_MIN) >= 0 && integer.compareTo(LONG_MAX) <= 0;
        return fitsLong ? (Object) integer.longValue() : integer;
    }
}
