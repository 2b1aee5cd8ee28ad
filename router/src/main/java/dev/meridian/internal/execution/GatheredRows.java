package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.ResultQuery;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;

/**
 * Rows of other databases on their way to the coordinating one, in the form that its dialect takes them in without losing anything: values are
 * never turned into Java objects of jOOQ's in between.
 */
interface GatheredRows {

    /** What to ask a shard so that its rows of a table come in that form. */
    ResultQuery<?> question(Select<?> rows);

    /** Takes in a shard's answer; called by several threads. Returns how many rows it had. */
    int add(Table<?> table, ShardId shard, ResultSet answer) throws SQLException;

    /** What stands for a table in the coordinating database: a query in parentheses, or a name. */
    SQL table(Table<?> table);

    /** The coordinating connection, with the rows in it; when it is released they are gone. */
    ConnectionProvider connections(Connections coordinator);
}
