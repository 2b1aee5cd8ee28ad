package dev.meridian.placement;

/**
 * How the database compares the values of a text key. It must say what the column's collation really does: Meridian
 * narrows routes by it.
 */
public enum KeyComparison {
    /** Texts are equal when their characters are; their order is not known, so ranges do not narrow. The default. */
    EXACT,
    /** Texts are equal when their characters are, and ordered by code point (SQLite's BINARY, PostgreSQL's "C"). */
    BINARY,
    /** Texts that differ in case only are, or may be, equal (SQLite's NOCASE, PostgreSQL's citext). */
    IGNORE_CASE
}
