package dev.meridian.internal.routing;

import org.jooq.DataType;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableOptions;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;

/** The tables of a {@link ShardedWorld}, made as jOOQ's generator makes them: an alias keeps its table's class. */
abstract sealed class WorldTables extends TableImpl<Record> {

    private static final long serialVersionUID = 1L;

    static final Schema APP = new SchemaImpl(DSL.name("app"));

    final TableField<Record, Long> id = createField(DSL.name("id"), SQLDataType.BIGINT.nullable(false), this, "");
    final TableField<Record, Integer> number = createField(DSL.name("n"), SQLDataType.INTEGER, this, "");
    final TableField<Record, String> text = createField(DSL.name("t"), SQLDataType.VARCHAR, this, "");
    final TableField<Record, String> shard = createField(DSL.name("shard"), SQLDataType.VARCHAR, this, "");

    private WorldTables(Name name, Table<Record> aliased) {
        super(name, null, aliased, null, DSL.comment(""), TableOptions.table());
    }

    @Override
    public Schema getSchema() {
        return aliased() ? null : APP;
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
        return Internal.createUniqueKey(this, DSL.name("pk"), id);
    }

    /** The same table under another name. */
    abstract WorldTables named(String alias);

    /** Sharded by a key. */
    static final class Items extends WorldTables {

        private static final long serialVersionUID = 1L;

        final TableField<Record, ?> key;

        Items(DataType<?> type) {
            this(DSL.name("items"), null, type);
        }

        private Items(Name name, Table<Record> aliased, DataType<?> type) {
            super(name, aliased);
            key = createField(DSL.name("k"), type.nullable(false), this, "");
        }

        @Override
        Items named(String alias) {
            return new Items(DSL.name(alias), this, key.getDataType());
        }
    }

    /** Co-located with items. */
    static final class Parts extends WorldTables {

        private static final long serialVersionUID = 1L;

        final TableField<Record, Long> item =
                createField(DSL.name("item_id"), SQLDataType.BIGINT.nullable(false), this, "");

        Parts() {
            this(DSL.name("parts"), null);
        }

        private Parts(Name name, Table<Record> aliased) {
            super(name, aliased);
        }

        @Override
        Parts named(String alias) {
            return new Parts(DSL.name(alias), this);
        }
    }

    /** The same on every shard. */
    static final class Codes extends WorldTables {

        private static final long serialVersionUID = 1L;

        Codes() {
            this(DSL.name("codes"), null);
        }

        private Codes(Name name, Table<Record> aliased) {
            super(name, aliased);
        }

        @Override
        Codes named(String alias) {
            return new Codes(DSL.name(alias), this);
        }
    }
}
