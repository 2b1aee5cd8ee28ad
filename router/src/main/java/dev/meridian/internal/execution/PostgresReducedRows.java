package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.execution.ColumnTypes.ColumnType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Rows as JSON, which PostgreSQL itself writes and reads. The second step reads them by the types and collations that the first one has; nothing is
 * created, and a connection that may only read is enough.
 */
final class PostgresReducedRows implements ReducedRows {

    private final Reduction reduction;
    private final Configuration configuration;
    private final List<ColumnType> types;
    private final List<String> documents = Collections.synchronizedList(new ArrayList<>());

    PostgresReducedRows(Reduction reduction, Configuration configuration, List<ColumnType> types) {
        this.reduction = reduction;
        this.configuration = configuration;
        this.types = types;
    }

    @Override
    public ResultQuery<?> question(Select<?> share, long most) {
        return DSL.resultQuery(
                "select count(*), coalesce(json_agg(row_to_json(t)), '[]')::text from (select "
                        + columns(ColumnType::sent)
                        + " from (select * from ({0}) as r limit " + most + ") as s (" + ReducedRows.columns(reduction)
                        + ")) as t",
                share);
    }

    @Override
    public int add(ResultSet answer) throws SQLException {
        answer.next();
        documents.add(answer.getString(2));
        return answer.getInt(1);
    }

    @Override
    public String text() {
        String definition = columns((type, column) -> column + " " + type.definition());
        String columns = columns(ColumnType::received);
        String rows = documents.stream()
                .map(document -> "select " + columns + " from json_to_recordset(" + literal(document) + ") as t ("
                        + definition + ")")
                .collect(Collectors.joining(" union all "));
        return ReducedRows.text(
                ReducedRows.columns(reduction),
                rows,
                reduction.finish(
                        configuration, types.stream().map(ColumnType::name).toList()));
    }

    private String columns(BiFunction<ColumnType, String, String> column) {
        return IntStream.range(0, types.size())
                .mapToObj(index -> column.apply(
                        types.get(index), '"' + Reduction.column(index).last() + '"'))
                .collect(Collectors.joining(", "));
    }

    private static String literal(String document) {
        return DSL.using(SQLDialect.POSTGRES).renderInlined(DSL.inline(document));
    }

    @Override
    public ConnectionProvider connections(Connections coordinator) {
        return coordinator;
    }
}
