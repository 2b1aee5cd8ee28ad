package dev.meridian.placement;

/** What to do where a primary key alone does not tell the shard of its row. */
public enum IdentityPolicy {
    /** Ask every shard on which the row may live. The default. */
    SEARCH,
    /** Refuse the statement: the application wants to hear of look-ups that cost every shard. */
    DEMAND
}
