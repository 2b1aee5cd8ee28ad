package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;

/** The home shard of a record, as statements that are run through the record know it. */
public interface Home {

    /**
     * The shard that the record came from or went to.
     *
     * @return the shard
     */
    ShardId shard();

    /**
     * Whether the record is proof that a row lives on its home shard: the record's own row, or its parent's.
     *
     * @param table the logical table's name
     * @param id the canonical value of the row's primary key
     * @return true if the record says so
     */
    boolean vouchesFor(String table, Object id);
}
