package dev.meridian.internal.analysis;

import org.jspecify.annotations.Nullable;

/** What a statement writes into one column. */
public sealed interface Cell {

    /** An expression, whose value only the database knows. */
    Cell EXPRESSION = new Expression();

    /** A value that only the database knows. */
    record Expression() implements Cell {}

    /**
     * A constant or a bound value.
     *
     * @param canonical the canonical value, or null for NULL
     */
    record Value(@Nullable Object canonical) implements Cell {}
}
