package dev.meridian.placement;

/** Where the ids of a table's new rows come from. */
public sealed interface IdRule {

    /** The application or the database makes them; Meridian sets none. The default. */
    record Unmanaged() implements IdRule {}

    /**
     * Meridian takes them from the id table, a block at a time: unique over all shards, but they do not tell the shard.
     *
     * @param block how many ids one visit to the id table reserves, at least 1; what a process has not used when it ends
     *     is lost
     */
    record Blocks(int block) implements IdRule {

        /** The block size where the configuration names none. */
        public static final int DEFAULT_BLOCK = 100;

        /**
         * Checks the block size.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Blocks {
            if (block < 1) {
                throw new IllegalArgumentException("an id block of " + block + " has no ids; 1 is the least");
            }
        }
    }

    /**
     * Meridian makes time-sorted 64-bit ids (TSID) which carry the number of their shard: unique over all shards, and the
     * id alone tells where its row lives.
     */
    record TimeSorted() implements IdRule {}

    /** No ids from Meridian. */
    IdRule UNMANAGED = new Unmanaged();

    /** Time-sorted ids that carry their shard. */
    IdRule TIME_SORTED = new TimeSorted();
}
