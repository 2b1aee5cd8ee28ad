package dev.meridian.internal.analysis;

/**
 * Something that a statement does beyond reading plain rows one by one. A statement with traits is exact on one shard; its
 * rows from several shards cannot simply be put one after the other.
 */
public enum Trait {
    /** UNION, INTERSECT or EXCEPT. */
    SET_OPERATION("a set operation"),
    /** A subquery or a derived table. */
    SUBQUERY("a subquery"),
    /** WITH. */
    COMMON_TABLE_EXPRESSION("WITH"),
    /** DISTINCT or DISTINCT ON. */
    DISTINCT("DISTINCT"),
    /** An aggregate function. */
    AGGREGATE("an aggregate function"),
    /** A window function, WINDOW or QUALIFY. */
    WINDOW("a window function"),
    /** GROUP BY. */
    GROUP_BY("GROUP BY"),
    /** HAVING. */
    HAVING("HAVING"),
    /** ORDER BY. */
    ORDER_BY("ORDER BY"),
    /** LIMIT, OFFSET or FETCH. */
    LIMIT("LIMIT"),
    /** FOR UPDATE and its kin. */
    LOCK("FOR UPDATE or FOR SHARE"),
    /** A row id or another column that the database makes for each table of its own. */
    ROW_ID("a row id"),
    /** Plain SQL text, which cannot be read. */
    PLAIN_SQL("plain SQL text"),
    /** A write inside another statement. */
    NESTED_WRITE("a write inside another statement"),
    /** A part that Meridian has not learned. */
    OTHER("a part that is not known to work row by row");

    private final String description;

    Trait(String description) {
        this.description = description;
    }

    /**
     * What it is, for an error.
     *
     * @return such as {@code ORDER BY}
     */
    public String description() {
        return description;
    }
}
