package dev.meridian.placement;

/**
 * The name of a shard: a plain SQL identifier, because shard names become schema names and table prefixes.
 *
 * <p>A name starts with a letter or an underscore, goes on with letters, digits and underscores (ASCII only) and has at
 * most 48 characters, so that a prefixed table name still fits PostgreSQL's 63 bytes. Names compare by case.
 *
 * @param name the name, as it stands in the configuration
 */
public record ShardId(String name) implements Comparable<ShardId> {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is no identifier
     */
    public ShardId {
        Identifiers.require("shard name", name);
    }

    /**
     * The shard of this name.
     *
     * @param name an identifier
     * @return the shard's id
     * @throws IllegalArgumentException if the name is no identifier
     */
    public static ShardId of(String name) {
        return new ShardId(name);
    }

    @Override
    public int compareTo(ShardId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
