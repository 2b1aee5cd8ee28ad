package dev.meridian.placement;

/** How shards map to database objects, unless a shard says otherwise for itself. */
public enum Strategy {
    /** Each shard is a database of its own. */
    DATABASE,
    /** The shards are schemas of one database; in SQLite, attached database files. */
    SCHEMA,
    /** The shards are sets of tables in one schema, told apart by a prefix of the table names. */
    PREFIX
}
