package dev.meridian.conformance;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.DataType;
import org.jooq.Field;
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

/** Tables beside those of the weather schema, as the code generator would write them: one of each kind of rule. */
final class Extra extends TableImpl<Record> {

    private static final long serialVersionUID = 1L;

    /** A reference table. */
    static final Extra COUNTRIES = new Extra("countries", table -> {
        table.column("code", SQLDataType.VARCHAR(20).nullable(false));
        table.column("name", SQLDataType.VARCHAR(20));
    });

    /** Sharded by a hash of its primary key. */
    static final Extra USERS = new Extra("users", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("team", SQLDataType.INTEGER);
        table.column("name", SQLDataType.VARCHAR(20));
    });

    /** The users' child. */
    static final Extra ORDERS = new Extra("orders", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("user_id", SQLDataType.BIGINT.nullable(false));
        table.column("amount", SQLDataType.BIGINT);
    });

    /** The orders' child. */
    static final Extra ITEMS = new Extra("items", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("order_id", SQLDataType.BIGINT.nullable(false));
        table.column("label", SQLDataType.VARCHAR(20));
    });

    /** Sharded by ranges of a number that is not its primary key. */
    static final Extra EVENTS = new Extra("events", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("day", SQLDataType.INTEGER.nullable(false));
        table.column("kind", SQLDataType.VARCHAR(20));
    });

    /** Sharded by ranges of a text in binary order. */
    static final Extra TAGS = new Extra("tags", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("label", SQLDataType.VARCHAR(20).nullable(false));
        table.column("weight", SQLDataType.BIGINT);
    });

    /** Sharded by a text whose case does not count. */
    static final Extra BRANDS = new Extra("brands", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("brand", SQLDataType.VARCHAR(20).nullable(false));
        table.column("grade", SQLDataType.BIGINT);
    });

    /** Sharded by ranges of a number of the users' keys' type. */
    static final Extra ACCOUNTS = new Extra("accounts", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("owner", SQLDataType.BIGINT.nullable(false));
        table.column("balance", SQLDataType.NUMERIC(12, 2));
        table.column("rate", SQLDataType.DOUBLE);
        table.column("opened", SQLDataType.LOCALDATETIME(6));
    });

    /** Sharded as the users are, by a column that is not its primary key. */
    static final Extra BADGES = new Extra("badges", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        table.column("holder", SQLDataType.BIGINT.nullable(false));
        table.column("title", SQLDataType.VARCHAR(20));
    });

    /** On one shard only. */
    static final Extra SETTINGS = new Extra("settings", table -> {
        table.column("name", SQLDataType.VARCHAR(20).nullable(false));
        table.column("level", SQLDataType.BIGINT);
    });

    /** The same text in columns of several collations; not one of the tables of the random tests. */
    static final Extra WORDS = new Extra("words", table -> {
        table.column("id", SQLDataType.BIGINT.nullable(false));
        List.of("first", "second", "third", "fourth").forEach(name -> table.column(name, SQLDataType.VARCHAR(20)));
    });

    static final List<Extra> ALL =
            List.of(COUNTRIES, USERS, ORDERS, ITEMS, EVENTS, TAGS, BRANDS, ACCOUNTS, BADGES, SETTINGS);

    private static final Map<Class<?>, String> TYPES = Map.of(
            Long.class, "BIGINT",
            Integer.class, "INTEGER",
            String.class, "VARCHAR(20)",
            BigDecimal.class, "NUMERIC(12, 2)",
            Double.class, "DOUBLE PRECISION",
            LocalDateTime.class, "TIMESTAMP(6)");

    private static final class App {
        static final Schema SCHEMA = DSL.schema(DSL.name("app"));
    }

    private final transient Consumer<Extra> definition;
    private final transient List<TableField<Record, ?>> columns = new ArrayList<>();

    private Extra(String name, Consumer<Extra> definition) {
        super(DSL.name(name), null, null, null, DSL.comment(""), TableOptions.table());
        this.definition = definition;
        definition.accept(this);
    }

    private Extra(Name alias, Extra aliased) {
        super(alias, null, aliased, null, DSL.comment(""), TableOptions.table());
        this.definition = aliased.definition;
        definition.accept(this);
    }

    private void column(String name, DataType<?> type) {
        columns.add(createField(DSL.name(name), type, this, ""));
    }

    @SuppressWarnings("unchecked")
    <T> TableField<Record, T> column(String name, Class<T> type) {
        return (TableField<Record, T>) columns.stream()
                .filter(column -> column.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<TableField<Record, ?>> columns() {
        return columns;
    }

    @Override
    public Schema getSchema() {
        return aliased() ? null : App.SCHEMA;
    }

    @Override
    public Extra as(String alias) {
        return new Extra(DSL.name(alias), this);
    }

    @Override
    public Extra as(Name alias) {
        return new Extra(alias, this);
    }

    @Override
    public Extra as(Table<?> alias) {
        return new Extra(alias.getQualifiedName(), this);
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
        return getName().equals("countries") && aliased() ? null : primaryKey(this);
    }

    private static UniqueKey<Record> primaryKey(Extra table) {
        TableField<?, ?>[] key = {table.columns.get(0)};
        return unique(table, key);
    }

    @SuppressWarnings("unchecked")
    private static UniqueKey<Record> unique(Extra table, TableField<?, ?>[] key) {
        return Internal.createUniqueKey(
                table, DSL.name(table.getName() + "_pkey"), (TableField<Record, ?>[]) key, true);
    }

    @Override
    public List<ForeignKey<Record, ?>> getReferences() {
        if (columns.stream().anyMatch(column -> column.getName().equals("user_id"))) {
            return List.of(reference("user_id", USERS));
        }
        return columns.stream().anyMatch(column -> column.getName().equals("order_id"))
                ? List.of(reference("order_id", ORDERS))
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private ForeignKey<Record, Record> reference(String column, Extra parent) {
        TableField<?, ?>[] from = {column(column, Long.class)};
        TableField<?, ?>[] to = {parent.columns.get(0)};
        return Internal.createForeignKey(
                this,
                DSL.name(getName() + "_" + column),
                (TableField<Record, ?>[]) from,
                primaryKey(parent),
                (TableField<Record, ?>[]) to,
                true);
    }

    /** The statement that creates the table under a qualified name. */
    String ddl(String name, Layout.Kind kind) {
        StringBuilder ddl = new StringBuilder("CREATE TABLE " + name + " (");
        for (Field<?> column : columns) {
            String type = TYPES.get(column.getType());
            boolean binary = kind == Layout.Kind.POSTGRES
                    && getName().equals("tags")
                    && column.getName().equals("label");
            ddl.append('"').append(column.getName()).append("\" ").append(type);
            ddl.append(binary ? " COLLATE \"C\"" : "");
            ddl.append(kind == Layout.Kind.SQLITE && column.getName().equals("brand") ? " COLLATE NOCASE" : "");
            ddl.append(column.getDataType().nullable() ? ", " : " NOT NULL, ");
        }
        return ddl + "PRIMARY KEY (\"" + columns.get(0).getName() + "\"))";
    }
}
