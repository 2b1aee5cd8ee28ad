package dev.meridian.conformance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.ForeignKey;
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
import org.jooq.impl.TableImpl;

/** The tables of TPC-H, as the code generator would write them. */
final class TpchTable extends TableImpl<Record> {

    private static final long serialVersionUID = 1L;

    static final TpchTable REGION =
            new TpchTable("region", 1, "r_regionkey int, r_name char(25), r_comment varchar(152)");
    static final TpchTable NATION =
            new TpchTable("nation", 1, "n_nationkey int, n_name char(25), n_regionkey int, n_comment varchar(152)");
    static final TpchTable SUPPLIER = new TpchTable(
            "supplier",
            1,
            "s_suppkey bigint, s_name char(25), s_address varchar(40), s_nationkey int, s_phone char(15), s_acctbal decimal,"
                    + " s_comment varchar(101)");
    static final TpchTable PART = new TpchTable(
            "part",
            1,
            "p_partkey bigint, p_name varchar(55), p_mfgr char(25), p_brand char(10), p_type varchar(25), p_size int,"
                    + " p_container char(10), p_retailprice decimal, p_comment varchar(23)");
    static final TpchTable PARTSUPP = new TpchTable(
            "partsupp",
            2,
            "ps_partkey bigint, ps_suppkey bigint, ps_availqty int, ps_supplycost decimal, ps_comment varchar(199)");
    static final TpchTable CUSTOMER = new TpchTable(
            "customer",
            1,
            "c_custkey bigint, c_name varchar(25), c_address varchar(40), c_nationkey int, c_phone char(15), c_acctbal decimal,"
                    + " c_mktsegment char(10), c_comment varchar(117)");
    static final TpchTable ORDERS = new TpchTable(
            "orders",
            1,
            "o_orderkey bigint, o_custkey bigint, o_orderstatus char(1), o_totalprice decimal, o_orderdate date, o_orderpriority char(15),"
                    + " o_clerk char(15), o_shippriority int, o_comment varchar(79)");
    static final TpchTable LINEITEM = new TpchTable(
            "lineitem",
            2,
            "l_orderkey bigint, l_linenumber int, l_partkey bigint, l_suppkey bigint, l_quantity decimal, l_extendedprice decimal,"
                    + " l_discount decimal, l_tax decimal, l_returnflag char(1), l_linestatus char(1), l_shipdate date, l_commitdate date,"
                    + " l_receiptdate date, l_shipinstruct char(25), l_shipmode char(10), l_comment varchar(44)");

    static final List<TpchTable> ALL = List.of(REGION, NATION, SUPPLIER, PART, PARTSUPP, CUSTOMER, ORDERS, LINEITEM);

    private static final class Tpch {
        static final Schema SCHEMA = DSL.schema(DSL.name("tpch"));
    }

    private final transient int keys;
    private final transient String columns;
    private final transient List<TableField<Record, ?>> fields = new ArrayList<>();

    private TpchTable(String name, int keys, String columns) {
        super(DSL.name(name), null, null, null, DSL.comment(""), TableOptions.table());
        this.keys = keys;
        this.columns = columns;
        define();
    }

    private TpchTable(Name alias, TpchTable aliased) {
        super(alias, null, aliased, null, DSL.comment(""), TableOptions.table());
        this.keys = aliased.keys;
        this.columns = aliased.columns;
        define();
    }

    private void define() {
        for (String column : columns.split(", ", -1)) {
            String[] parts = column.split(" ", -1);
            fields.add(createField(DSL.name(parts[0]), typeOf(parts[1]).nullable(false), this, ""));
        }
    }

    private static DataType<?> typeOf(String name) {
        int length = Integer.parseInt("0" + name.replaceAll("\\D", ""));
        return switch (name.replaceAll("\\W.*", "")) {
            case "int" -> SQLDataType.INTEGER;
            case "bigint" -> SQLDataType.BIGINT;
            case "decimal" -> SQLDataType.DECIMAL(15, 2);
            case "date" -> SQLDataType.LOCALDATE;
            case "char" -> SQLDataType.CHAR(length);
            default -> SQLDataType.VARCHAR(length);
        };
    }

    @SuppressWarnings("unchecked")
    <T> TableField<Record, T> column(int index, Class<T> type) {
        if (fields.get(index).getType() != type) {
            throw new IllegalArgumentException(fields.get(index) + " is no " + type);
        }
        return (TableField<Record, T>) fields.get(index);
    }

    /** The statement that creates the table under a qualified name. */
    String ddl(String name) {
        return "CREATE TABLE " + name + " ("
                + columns.replace("decimal", "decimal(15, 2)")
                        .replace(", ", " NOT NULL, ")
                        .replace("(15 NOT NULL, 2)", "(15, 2)")
                + " NOT NULL, PRIMARY KEY ("
                + fields.stream().limit(keys).map(TableField::getName).collect(Collectors.joining(", ")) + "))";
    }

    /** The statement that inserts a row, with a placeholder for each column. */
    String insert(String name) {
        return "INSERT INTO " + name + " VALUES ("
                + fields.stream().map(field -> "?").collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public Schema getSchema() {
        return aliased() ? null : Tpch.SCHEMA;
    }

    @Override
    public TpchTable as(String alias) {
        return new TpchTable(DSL.name(alias), this);
    }

    @Override
    public TpchTable as(Name alias) {
        return new TpchTable(alias, this);
    }

    @Override
    public TpchTable as(Table<?> alias) {
        return new TpchTable(alias.getQualifiedName(), this);
    }

    @Override
    @SuppressWarnings("unchecked")
    public UniqueKey<Record> getPrimaryKey() {
        TableField<?, ?>[] key = fields.stream().limit(keys).toArray(TableField<?, ?>[]::new);
        return Internal.createUniqueKey(this, DSL.name(getName() + "_pkey"), (TableField<Record, ?>[]) key, true);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<ForeignKey<Record, ?>> getReferences() {
        if (!getName().equals("lineitem")) {
            return List.of();
        }
        TableField<?, ?>[] from = {fields.get(0)};
        TableField<?, ?>[] to = {ORDERS.fields.get(0)};
        return List.of(Internal.createForeignKey(
                this,
                DSL.name("lineitem_order"),
                (TableField<Record, ?>[]) from,
                ORDERS.getPrimaryKey(),
                (TableField<Record, ?>[]) to,
                true));
    }

    /** A value as JDBC takes it. */
    static Object jdbc(Object value) {
        return value instanceof LocalDate date ? java.sql.Date.valueOf(date) : value;
    }
}
