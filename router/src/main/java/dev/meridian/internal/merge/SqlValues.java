package dev.meridian.internal.merge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

/**
 * Compares values as databases do: numbers by their value whatever their type, NaN above all, texts by their UTF-8 bytes, bytes without a sign.
 *
 * <p>Values of different kinds come as SQLite orders its storage classes: numbers, then texts, then bytes ("Datatypes In SQLite", section 4.1).
 */
final class SqlValues {

    private SqlValues() {}

    static int compare(Object one, Object other) {
        int kind = Integer.compare(kind(one), kind(other));
        if (kind != 0) {
            return kind;
        }
        if (one instanceof Number first) {
            return numbers(first, (Number) other);
        }
        if (one instanceof String first) {
            return texts(first, (String) other);
        }
        if (one instanceof byte[] first) {
            return Arrays.compareUnsigned(first, (byte[]) other);
        }
        if (one instanceof OffsetDateTime first) {
            return first.toInstant().compareTo(((OffsetDateTime) other).toInstant());
        }
        // Java compares the halves of a UUID with a sign; the digits are in the order of the bytes.
        return one instanceof UUID
                ? one.toString().compareTo(other.toString())
                : comparable(one).compareTo(other);
    }

    private static int kind(Object value) {
        if (value instanceof Number) {
            return 0;
        }
        return value instanceof byte[] ? 2 : 1;
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }

    private static int numbers(Number one, Number other) {
        if (isSmall(one) && isSmall(other)) {
            return Long.compare(one.longValue(), other.longValue());
        }
        if (isFloat(one) && isFloat(other)) {
            // Adding zero makes -0.0 and 0.0 the same, as they are to databases.
            return Double.compare(one.doubleValue() + 0.0, other.doubleValue() + 0.0);
        }
        if (isSpecial(one)) {
            return Double.compare(one.doubleValue(), 0.0);
        }
        return isSpecial(other)
                ? Double.compare(0.0, other.doubleValue())
                : exact(one).compareTo(exact(other));
    }

    private static boolean isSmall(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static boolean isFloat(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    /** NaN or an infinity, which is beyond all other numbers. */
    private static boolean isSpecial(Number number) {
        return isFloat(number) && !Double.isFinite(number.doubleValue());
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return isFloat(number) ? new BigDecimal(number.doubleValue()) : BigDecimal.valueOf(number.longValue());
    }

    /** By code points, whose order is that of UTF-8; Java's own order is that of UTF-16. */
    private static int texts(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char first = one.charAt(i);
            char second = other.charAt(i);
            if (first != second) {
                return Character.isSurrogate(first) == Character.isSurrogate(second)
                        ? Character.compare(first, second)
                        : Character.isSurrogate(first) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
