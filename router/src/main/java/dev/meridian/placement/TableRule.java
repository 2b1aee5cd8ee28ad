package dev.meridian.placement;

import java.util.Objects;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * Where the rows of one logical table live. Tables are named as the generated classes name them, without a schema; names
 * compare by case.
 */
public sealed interface TableRule {

    /**
     * The logical table's name.
     *
     * @return the name, without a schema
     */
    String table();

    /**
     * Where the ids of new rows come from.
     *
     * @return the rule, {@link IdRule#UNMANAGED} unless the table says otherwise
     */
    default IdRule ids() {
        return IdRule.UNMANAGED;
    }

    /**
     * A sharded table, named by its key: texts compare exactly, ids are unmanaged, primary keys are searched for.
     *
     * @param key the shard key's column in the generated class
     * @param function key value to shard
     * @return the rule
     */
    static Sharded sharded(TableField<?, ?> key, ShardingFunction function) {
        return new Sharded(
                tableOf(key), key.getName(), KeyComparison.EXACT, function, IdRule.UNMANAGED, IdentityPolicy.SEARCH);
    }

    /**
     * A co-located table, named by its foreign key: ids are unmanaged, primary keys are searched for.
     *
     * @param foreignKey the column in the generated class that refers to the parent's primary key
     * @param parent the parent table
     * @return the rule
     */
    static Colocated colocated(TableField<?, ?> foreignKey, Table<?> parent) {
        return new Colocated(
                tableOf(foreignKey), foreignKey.getName(), parent.getName(), IdRule.UNMANAGED, IdentityPolicy.SEARCH);
    }

    /**
     * A reference table.
     *
     * @param table the generated table
     * @return the rule
     */
    static Reference reference(Table<?> table) {
        return new Reference(table.getName());
    }

    /**
     * A pinned table.
     *
     * @param table the generated table
     * @param shard the name of the shard that holds it
     * @return the rule
     */
    static Pinned pinned(Table<?> table, String shard) {
        return new Pinned(table.getName(), ShardId.of(shard));
    }

    private static String tableOf(TableField<?, ?> field) {
        return Objects.requireNonNull(field.getTable(), "a field of a table").getName();
    }

    /**
     * A table whose rows are spread by the value of a column.
     *
     * @param table the table's name
     * @param key the name of the shard key's column; its values are never NULL
     * @param comparison how the database compares the key's texts
     * @param function key value to shard
     * @param ids where new ids come from
     * @param identity what to do where a primary key does not tell the shard
     */
    record Sharded(
            String table,
            String key,
            KeyComparison comparison,
            ShardingFunction function,
            IdRule ids,
            IdentityPolicy identity)
            implements TableRule {

        /**
         * The same rule with another source of ids.
         *
         * @param newIds where new ids come from
         * @return the new rule
         */
        public Sharded withIds(IdRule newIds) {
            return new Sharded(table, key, comparison, function, newIds, identity);
        }

        /**
         * The same rule with another policy for primary keys.
         *
         * @param newIdentity what to do where a primary key does not tell the shard
         * @return the new rule
         */
        public Sharded withIdentity(IdentityPolicy newIdentity) {
            return new Sharded(table, key, comparison, function, ids, newIdentity);
        }

        /**
         * The same rule for a key whose texts compare in another way.
         *
         * @param newComparison what the column's collation does
         * @return the new rule; under {@link KeyComparison#IGNORE_CASE} an explicit map is folded to lower case
         * @throws IllegalArgumentException if an explicit map has keys that become one and lie in two shards
         */
        public Sharded withComparison(KeyComparison newComparison) {
            boolean folds = newComparison == KeyComparison.IGNORE_CASE && function instanceof MapSharding;
            ShardingFunction folded = folds ? ((MapSharding) function).ignoringCase() : function;
            return new Sharded(table, key, newComparison, folded, ids, identity);
        }
    }

    /**
     * A table whose rows live where their parent lives.
     *
     * @param table the table's name
     * @param foreignKey the name of the column that refers to the parent's primary key; its values are never NULL
     * @param parent the name of the parent table, which is sharded or itself co-located
     * @param ids where new ids come from
     * @param identity what to do where a primary key does not tell the shard
     */
    record Colocated(String table, String foreignKey, String parent, IdRule ids, IdentityPolicy identity)
            implements TableRule {

        /**
         * The same rule with another source of ids.
         *
         * @param newIds where new ids come from
         * @return the new rule
         */
        public Colocated withIds(IdRule newIds) {
            return new Colocated(table, foreignKey, parent, newIds, identity);
        }

        /**
         * The same rule with another policy for primary keys.
         *
         * @param newIdentity what to do where a primary key does not tell the shard
         * @return the new rule
         */
        public Colocated withIdentity(IdentityPolicy newIdentity) {
            return new Colocated(table, foreignKey, parent, ids, newIdentity);
        }
    }

    /**
     * A table with the same rows in every shard.
     *
     * @param table the table's name
     */
    record Reference(String table) implements TableRule {}

    /**
     * A table that lives in one shard only.
     *
     * @param table the table's name
     * @param shard the shard that holds it
     */
    record Pinned(String table, ShardId shard) implements TableRule {}
}
