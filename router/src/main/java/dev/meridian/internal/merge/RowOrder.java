package dev.meridian.internal.merge;

import dev.meridian.internal.analysis.Ordering;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows by their sort keys, as the database has it. Texts are left to the database, whose collation nobody here knows. Immutable
 * and safe for use by many threads.
 */
public final class RowOrder implements Comparator<@Nullable Object[]> {

    /** The types whose values every supported database orders in a way that does not depend on where or how it runs. */
    private static final Set<Class<?>> KNOWN = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            BigDecimal.class,
            Float.class,
            Double.class,
            Boolean.class,
            Date.class,
            LocalDate.class,
            Timestamp.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Instant.class,
            UUID.class);

    private final List<Ordering.Key> keys;

    /**
     * An order.
     *
     * @param keys the sort keys
     */
    public RowOrder(List<Ordering.Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Whether an order can be reproduced.
     *
     * @param keys the sort keys
     * @return false if some column's values compare by rules of the database's own
     */
    public static boolean isKnown(List<Ordering.Key> keys) {
        return keys.stream().allMatch(key -> KNOWN.contains(key.type()));
    }

    /** Compares the values of the keys of two rows, in the order of the keys. */
    @Override
    public int compare(@Nullable Object[] one, @Nullable Object[] other) {
        for (int i = 0; i < keys.size(); i++) {
            int order = compare(keys.get(i), one[i], other[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Ordering.Key key, @Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other ? 0 : (one == null) == key.nullsFirst() ? -1 : 1;
        }
        int order = SqlValues.compare(one, other);
        return key.descending() ? -order : order;
    }
}
