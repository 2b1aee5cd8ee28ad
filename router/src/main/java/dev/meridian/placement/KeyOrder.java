package dev.meridian.placement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The order of canonical key values, where one is known: numbers by value, texts by code point, other comparable values
 * of one class by their own order.
 */
final class KeyOrder {

    private KeyOrder() {}

    /** Compares two values; empty where no order of the two is known. */
    static OptionalInt compare(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return compareNumbers(number, other);
        }
        if (left instanceof String text && right instanceof String other) {
            return OptionalInt.of(compareCodePoints(text, other));
        }
        if (left instanceof Comparable<?> comparable && left.getClass() == right.getClass()) {
            return OptionalInt.of(compareSameClass(comparable, right));
        }
        return OptionalInt.empty();
    }

    /** Whether a value may lie on the given side (1 above, -1 below) of an end; true where no order is known. */
    static boolean within(Object value, Object end, int side, boolean inclusive) {
        OptionalInt order = compare(value, end);
        return order.isEmpty() || (order.getAsInt() == 0 ? inclusive : Integer.signum(order.getAsInt()) == side);
    }

    /** What is no finite number in canonical form, such as NaN, has no place in the order. */
    private static OptionalInt compareNumbers(Number left, Number right) {
        Optional<BigDecimal> one = decimal(left);
        Optional<BigDecimal> other = decimal(right);
        return one.isEmpty() || other.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(one.get().compareTo(other.get()));
    }

    private static Optional<BigDecimal> decimal(Number number) {
        if (number instanceof Long whole) {
            return Optional.of(BigDecimal.valueOf(whole));
        }
        if (number instanceof BigInteger integer) {
            return Optional.of(new BigDecimal(integer));
        }
        return number instanceof BigDecimal decimal ? Optional.of(decimal) : Optional.empty();
    }

    /** Java compares UTF-16 units, which puts U+FFFF after U+10000; databases in binary order do not. */
    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(codePointAround(left, i), codePointAround(right, i));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int codePointAround(String text, int index) {
        boolean insidePair = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return text.codePointAt(insidePair ? index - 1 : index);
    }

    @SuppressWarnings("unchecked")
    private static int compareSameClass(Comparable<?> left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
