package dev.meridian.conformance;

import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Select;

/**
 * A random query, with what its ORDER BY and LIMIT decide.
 *
 * @param select the query
 * @param keys the columns of the result by which it is ordered
 * @param order how much of the order is decided
 * @param isLimited whether it has a LIMIT or OFFSET that may cut through rows that tie
 */
record Query(Select<?> select, List<Integer> keys, Order order, boolean isLimited) {

    /** What ORDER BY decides. */
    enum Order {
        NONE,
        /** The keys are in order; rows that agree in them come in any. */
        KEYS,
        /** Rows that tie are the same. */
        TOTAL
    }

    Query(Select<?> select, List<Integer> keys, Order order) {
        this(select, keys, order, false);
    }

    static Query unordered(Select<?> select) {
        return new Query(select, List.of(), Order.NONE);
    }

    Query limited() {
        return new Query(select, keys, order, true);
    }

    /** Rows that tie with the last one come too, so that none is left to choose. */
    Query withTies() {
        return this;
    }

    /** Whether LIMIT leaves a choice. */
    boolean isOpen() {
        return isLimited && order != Order.TOTAL;
    }

    /** The same without LIMIT and OFFSET: what an open LIMIT chooses from. */
    Optional<Select<?>> unlimited() {
        return isOpen()
                ? Optional.of(select.$limit((Field<? extends Number>) null).$offset((Field<? extends Number>) null))
                : Optional.empty();
    }
}
