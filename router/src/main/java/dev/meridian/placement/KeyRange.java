package dev.meridian.placement;

import java.util.Optional;

/**
 * An interval of canonical key values, open or closed at either end.
 *
 * @param lower the lower end, or empty where there is none
 * @param lowerInclusive whether the lower end belongs to it
 * @param upper the upper end, or empty where there is none
 * @param upperInclusive whether the upper end belongs to it
 */
public record KeyRange(Optional<Object> lower, boolean lowerInclusive, Optional<Object> upper, boolean upperInclusive) {

    /**
     * All values from one on.
     *
     * @param lower the lower end
     * @param inclusive whether it belongs to the range
     * @return the range
     */
    public static KeyRange from(Object lower, boolean inclusive) {
        return new KeyRange(Optional.of(lower), inclusive, Optional.empty(), false);
    }

    /**
     * All values up to one.
     *
     * @param upper the upper end
     * @param inclusive whether it belongs to the range
     * @return the range
     */
    public static KeyRange to(Object upper, boolean inclusive) {
        return new KeyRange(Optional.empty(), false, Optional.of(upper), inclusive);
    }
}
