package dev.meridian.internal.routing;

/**
 * The layout of ids that carry their shard: a TSID of 42 bits of milliseconds and 22 bits below, which hold the shard's number
 * (10 bits), the application instance (6 bits) and a counter (6 bits).
 */
public final class TimeSortedIds {

    /** How many bits below the time name the shard and the instance. */
    public static final int NODE_BITS = 16;

    private static final int COUNTER_BITS = 6;
    private static final int INSTANCE_BITS = 6;
    private static final int SHARD_MASK = 0x3ff;

    private TimeSortedIds() {}

    /**
     * The number of the shard that an id carries.
     *
     * @param id the id
     * @return 0 to 1023
     */
    public static int shardNumber(long id) {
        return (int) (id >>> (COUNTER_BITS + INSTANCE_BITS)) & SHARD_MASK;
    }

    /**
     * The node that makes the ids of a shard in an application instance.
     *
     * @param shardNumber 0 to 1023
     * @param instance 0 to 63
     * @return the node
     */
    public static int node(int shardNumber, int instance) {
        return shardNumber << INSTANCE_BITS | instance;
    }
}
