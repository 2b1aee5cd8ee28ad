package dev.meridian.placement;

/**
 * A named slice of the data: a database, plus optionally a schema in it, plus optionally a table prefix.
 *
 * @param id the shard's name
 * @param number the shard's stable number from 0 to 1023, which ids that carry their shard are made of; it must never
 *     change once rows exist
 * @param database the name of the database that holds the shard
 * @param schema the schema that holds the shard's tables, or the empty string where names are not qualified
 * @param prefix what the shard's table names start with, or the empty string
 */
public record Shard(ShardId id, int number, String database, String schema, String prefix) {

    /** The largest number that a shard can have. */
    public static final int MAX_NUMBER = 1023;

    /**
     * Checks the parts that become SQL.
     *
     * @throws IllegalArgumentException if the schema or the prefix is neither empty nor an identifier, or the number is
     *     out of range
     */
    public Shard {
        if (!schema.isEmpty()) {
            Identifiers.require("schema", schema);
        }
        if (!prefix.isEmpty()) {
            Identifiers.require("prefix", prefix);
        }
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("shard number " + number + " is not within 0.." + MAX_NUMBER);
        }
    }
}
