package dev.meridian;

/**
 * A way to run a statement. A statement takes the first of them that is exact; later ones cost more.
 */
public enum Tier {
    /** One shard does all of it. */
    SINGLE,
    /** Several shards run the statement; the rows of one come after the rows of the other. */
    CONCAT,
    /** Several shards are in one database, which gets one statement over all of their slices. */
    ONE_STATEMENT,
    /** Shards in several databases sort their rows, which are merged as they come. */
    MERGE,
    /** Shards in several databases group, sort or select their rows; one database does the rest with what they give. */
    REDUCE,
    /** The rows of several databases are fetched into one of them, which does all of it. */
    GATHER
}
