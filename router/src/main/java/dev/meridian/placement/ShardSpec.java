package dev.meridian.placement;

import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of one shard; all that it leaves out follows from the strategy. Nothing is checked before the
 * topology is built. Immutable.
 *
 * @param name the shard's name
 * @param number its stable number, or null for its place in the configuration
 * @param database the name of its database, or null for the one that the strategy gives it
 * @param schema its schema, or null for the one that the strategy gives it: its name, or none
 * @param prefix its prefix, or null for the one that the strategy gives it: its name and an underscore, or none
 */
public record ShardSpec(
        String name,
        @Nullable Integer number,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String prefix) {

    /**
     * A shard that follows the strategy in all.
     *
     * @param name the shard's name
     * @return its specification
     */
    public static ShardSpec named(String name) {
        return new ShardSpec(name, null, null, null, null);
    }

    /**
     * The same with a number.
     *
     * @param newNumber 0 to {@link Shard#MAX_NUMBER}
     * @return the new specification
     */
    public ShardSpec withNumber(int newNumber) {
        return new ShardSpec(name, newNumber, database, schema, prefix);
    }

    /**
     * The same in a database.
     *
     * @param newDatabase the database's name
     * @return the new specification
     */
    public ShardSpec withDatabase(String newDatabase) {
        return new ShardSpec(name, number, newDatabase, schema, prefix);
    }

    /**
     * The same in a schema.
     *
     * @param newSchema an identifier, or the empty string for none
     * @return the new specification
     */
    public ShardSpec withSchema(String newSchema) {
        return new ShardSpec(name, number, database, newSchema, prefix);
    }

    /**
     * The same with a prefix.
     *
     * @param newPrefix an identifier, or the empty string for none
     * @return the new specification
     */
    public ShardSpec withPrefix(String newPrefix) {
        return new ShardSpec(name, number, database, schema, newPrefix);
    }
}
