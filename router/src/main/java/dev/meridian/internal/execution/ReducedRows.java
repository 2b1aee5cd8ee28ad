package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.ConnectionProvider;
import org.jooq.ResultQuery;
import org.jooq.Select;

/** What the shards have made of their rows, on its way to the database that does the rest, in a form that loses nothing. */
interface ReducedRows {

    /** What to ask a shard, for so many rows at most. */
    ResultQuery<?> question(Select<?> share, long most);

    /** Takes in a shard's answer; called by several threads. Returns how many rows it had. */
    int add(ResultSet answer) throws SQLException;

    /** The second step over the rows, without placeholders. */
    String text();

    /** The coordinating connection, with the rows in reach; when it is released they are gone. */
    ConnectionProvider connections(Connections coordinator);

    /** The names of the columns of the rows, as a list in SQL. */
    static String columns(Reduction reduction) {
        return IntStream.range(0, reduction.width())
                .mapToObj(index -> "\"" + Reduction.column(index).last() + "\"")
                .collect(Collectors.joining(", "));
    }

    /** The second step, which finds the rows by their name. */
    static String text(String columns, String rows, String finish) {
        return "with \"" + Reduction.ROWS.last() + "\" (" + columns + ") as (" + rows + ") " + finish;
    }
}
