package dev.meridian.internal.analysis;

/**
 * A column that says something about where rows live, of one use of a table.
 *
 * @param use the index of the table's use in the statement
 * @param role what the column is to the table
 * @param name alias and column, for explanations
 */
public record KeyColumn(int use, Role role, String name) {

    /** What a column can be. */
    public enum Role {
        /** The shard key of a sharded table. */
        KEY,
        /** The only column of the primary key. */
        IDENTITY,
        /** The foreign key of a co-located table, which refers to its parent's primary key. */
        PARENT
    }
}
