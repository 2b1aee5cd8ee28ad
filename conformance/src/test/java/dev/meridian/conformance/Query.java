package dev.meridian.conformance;

import java.util.List;
import java.util.Optional;
import org.jooq.Select;

/**
 * A random query, with what its ORDER BY and LIMIT decide.
 *
 * @param select the query
 * @param keys the columns of the result by which it is ordered
 * @param order how much of the order is decided
 * @param unlimited the same without LIMIT and OFFSET, where these may cut through rows that tie
 */
record Query(Select<?> select, List<Integer> keys, Order order, Optional<Select<?>> unlimited) {

    /** What ORDER BY decides. */
    enum Order {
        NONE,
        /** The keys are in order; rows that agree in them come in any. */
        KEYS,
        /** Rows that tie are the same. */
        TOTAL
    }

    Query(Select<?> select, List<Integer> keys, Order order) {
        this(select, keys, order, Optional.empty());
    }

    static Query unordered(Select<?> select) {
        return new Query(select, List.of(), Order.NONE);
    }

    /** What a LIMIT chooses from; where the order decides, there is no choice. */
    Query choosingFrom(Select<?> all) {
        return order == Order.TOTAL ? this : new Query(select, keys, order, Optional.of(all));
    }

    /** Whether LIMIT leaves a choice. */
    boolean isOpen() {
        return unlimited.isPresent();
    }
}
