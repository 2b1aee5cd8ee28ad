package dev.meridian.exception;

/**
 * The rules by which Meridian refuses or fails, each with its id and the way out. The guide's table of refusals and the
 * tests of refusals are made from this list. Ids never change their meaning.
 */
public enum Rule {
    /** The configuration cannot be used. */
    CONFIGURATION(
            "MR001",
            "The configuration has problems",
            "Mend every problem in the list; each says what would be right."),
    /** Some shard is not at the version that the application expects. */
    NOT_MIGRATED(
            "MR002", "Shards are not at the expected version", "Migrate all shards before the application starts."),
    /** The migration of some shard failed. */
    MIGRATION_FAILED("MR003", "A shard could not be migrated", "Mend the cause named for the shard and migrate again."),
    /** A statement names a table without a rule. */
    UNKNOWN_TABLE(
            "MR010",
            "The statement names a table that has no rule",
            "Give the table a rule in the configuration and name it by its generated class; or run the statement on one shard"
                    + " with onShard."),
    /** A statement has text that Meridian cannot read. */
    OPAQUE_SQL(
            "MR011",
            "The statement has parts that Meridian cannot read",
            "Give the builder the generated tables, so that whole statements are parsed; write a part of one with jOOQ's DSL; or run the"
                    + " statement on one shard with onShard."),
    /** Statements that define objects. */
    DDL(
            "MR012",
            "DDL does not run through the context",
            "Write a migration: it runs on every shard and is recorded there."),
    /** Rows of several databases would need merging, and gathering is off. */
    NEEDS_MERGE(
            "MR013",
            "The rows of several shards would need merging",
            "Allow rows to be gathered (gatherRowBudget), narrow the statement to one shard by its shard key, or run it on one shard with"
                    + " onShard."),
    /** Tables whose rows do not live together, and gathering is off. */
    NOT_COLOCATED(
            "MR014",
            "The tables' matching rows may live on different shards",
            "Allow rows to be gathered (gatherRowBudget), join co-located tables by their foreign key, or narrow every table to the same"
                    + " shard by its key."),
    /** A kind of statement that is not routed. */
    UNSUPPORTED(
            "MR015",
            "Statements of this kind are not routed",
            "Write it as SELECT, INSERT, UPDATE or DELETE, each a statement of its own."),
    /** Too many rows of other databases would be needed. */
    GATHER_BUDGET(
            "MR016",
            "Too many rows would have to be gathered",
            "Narrow the statement's tables by predicates, or raise the gather row budget (gatherRowBudget)."),
    /** A lock on rows of several shards. */
    LOCK_OVER_SHARDS(
            "MR017",
            "The statement would lock rows on several shards",
            "Narrow it to one shard by the shard key, or lock the rows of each shard with onShard inside a transaction."
                    + " Shards of one database can be locked together: inside a transaction, of one table alone, without ORDER BY, LIMIT and the like."),
    /** A row id over several shards. */
    ROW_ID_OVER_SHARDS(
            "MR018",
            "Each shard has row ids of its own",
            "Use a column of the table, such as its primary key, or narrow the statement to one shard."),
    /** SQL text that cannot be parsed. */
    TEXT(
            "MR019",
            "The SQL text cannot be read",
            "Name tables and columns as the generated classes do, in SQL that jOOQ's parser knows; or write the statement with jOOQ's"
                    + " DSL; or run it on one shard with onShard."),
    /** A new row whose key no shard holds. */
    NO_SHARD_FOR_KEY(
            "MR020", "No shard holds rows with this key", "Use a known key, or add the key to the configuration."),
    /** A new row without a value for its key. */
    KEY_NOT_STATED(
            "MR021",
            "The row does not say its shard key",
            "Give the key as a constant or a bound value that is not NULL."),
    /** A write that could change where a row belongs. */
    KEY_CHANGE(
            "MR023",
            "The statement may change the shard that a row belongs to",
            "Leave the column unset, or delete the row and insert it anew."),
    /** One INSERT with rows of several shards. */
    ROWS_OF_SEVERAL_SHARDS(
            "MR024",
            "The rows of one INSERT belong to several shards",
            "Insert the rows of each shard by a statement of their own."),
    /** An UPDATE or DELETE over several shards. */
    WRITE_OVER_SHARDS(
            "MR025",
            "The statement would change rows on several shards",
            "Narrow it to one shard by the shard key, or run it on each shard with onShard inside a transaction."),
    /** A child row whose parent does not exist. */
    PARENT_NOT_FOUND(
            "MR026", "The child row's parent does not exist", "Insert the parent first, or mend the foreign key."),
    /** A child row whose parent id exists on several shards. */
    PARENT_AMBIGUOUS(
            "MR027",
            "Several shards have a parent with this id",
            "Say which one: insert through onShardOf(parent), or use ids that are unique over all shards."),
    /** A uniqueness that a single shard cannot check. */
    UNIQUE_OVER_SHARDS(
            "MR028",
            "The conflict may be with a row on another shard",
            "Use a conflict target that contains the shard key, or ids that carry their shard."),
    /** An id that carries another shard's number. */
    ID_OF_ANOTHER_SHARD(
            "MR029",
            "The id does not carry the number of the row's shard",
            "Leave the id unset, or take it from nextId."),
    /** A primary key that does not tell the shard, where the configuration demands that it does. */
    IDENTITY_DEMANDED(
            "MR030",
            "No shard can be found for this primary key",
            "Add the shard key to the predicate, use ids that carry their shard, or allow the table identity: search."),
    /** An explicit shard that contradicts a row's key. */
    WRONG_SHARD(
            "MR031",
            "The row belongs to another shard than the one stated",
            "Leave the choice of the shard to the key."),
    /** Work on a connection with no statement that says the shard. */
    NO_SHARD("MR032", "Nothing says which shard is meant", "Name the shard with onShard."),
    /** A batch that is not on one shard. */
    BATCH("MR033", "The batch cannot be shown to stay on one shard", "Run the statements one by one in a transaction."),
    /** A shard that the topology does not have. */
    UNKNOWN_SHARD("MR034", "There is no such shard", "Use one of the shards in the configuration."),
    /** A write to a table with the same rows everywhere. */
    COPIES(
            "MR035",
            "The table has a copy on every shard",
            "Fill reference tables by migrations, which run on every shard."),
    /** A statement over several shards, where the context refuses such statements. */
    SCATTER(
            "MR036",
            "The statement would scatter over several shards, which this context refuses",
            "Narrow the statement to one shard by its shard key, or run it through allowingScatter()."),
    /** A statement over more shards than a guard rail allows. */
    TOO_MANY_SHARDS(
            "MR037",
            "The statement needs more shards than a statement of this context may ask",
            "Narrow the statement by its shard key, run it through allowingScatter(), or raise maxShardsPerStatement."),
    /** One or more shards failed while a statement ran. */
    SHARD_FAILED("MR040", "A shard failed", "See the cause of each shard; the statement returned and changed nothing."),
    /** A transaction over several databases that did not end the same everywhere. */
    PARTIAL_COMMIT(
            "MR041",
            "The transaction did not end the same way on every database",
            "Compare the databases named as committed with those named as rolled back or unknown, and repair by hand."),
    /** Ids could not be taken from the id table. */
    ID_TABLE(
            "MR042",
            "The id table could not give new ids",
            "Check that the id table exists on its shard and can be written.");

    private final String id;
    private final String title;
    private final String wayOut;

    Rule(String id, String title, String wayOut) {
        this.id = id;
        this.title = title;
        this.wayOut = wayOut;
    }

    /**
     * The rule's stable id.
     *
     * @return such as {@code MR013}
     */
    public String id() {
        return id;
    }

    /**
     * The rule in one sentence.
     *
     * @return the sentence, without a full stop
     */
    public String title() {
        return title;
    }

    /**
     * What to do about it.
     *
     * @return one or two sentences
     */
    public String wayOut() {
        return wayOut;
    }
}
