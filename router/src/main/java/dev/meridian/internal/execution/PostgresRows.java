package dev.meridian.internal.execution;

import dev.meridian.internal.plan.Slices;
import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.ConnectionProvider;
import org.jooq.QueryPart;
import org.jooq.ResultQuery;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Rows on their way as JSON, which PostgreSQL itself writes and reads by the row type of the coordinating table: types and collations are those of
 * the table, nothing is created, and a connection that may only read is enough.
 */
final class PostgresRows implements GatheredRows {

    private final Slices slices;
    private final Map<String, List<String>> documents = new ConcurrentHashMap<>();

    PostgresRows(Slices slices) {
        this.slices = slices;
    }

    @Override
    public ResultQuery<?> question(Select<?> rows) {
        return DSL.resultQuery("select count(*), coalesce(json_agg(row_to_json(t)), '[]')::text from ({0}) as t", rows);
    }

    @Override
    public int add(Table<?> table, ShardId shard, ResultSet answer) throws SQLException {
        answer.next();
        int count = answer.getInt(1);
        if (count > 0) {
            List<String> known = documents.computeIfAbsent(table.getName(), name -> new ArrayList<>());
            synchronized (known) {
                known.add(answer.getString(2));
            }
        }
        return count;
    }

    /** The coordinating database's own slices, and the gathered rows. */
    @Override
    public SQL table(Table<?> table) {
        return slices.with(this::query).of(table);
    }

    private Optional<QueryPart> query(Table<?> table) {
        List<String> known = documents.getOrDefault(table.getName(), List.of());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<QueryPart> parts = new ArrayList<>();
        StringBuilder template = new StringBuilder();
        for (String document : known) {
            template.append(template.length() == 0 ? "{" : " union all {")
                    .append(parts.size())
                    .append('}');
            parts.add(DSL.sql(
                    "select {0} from json_populate_recordset(null::{1}, {2})",
                    slices.columns(table), slices.name(table), DSL.inline(document)));
        }
        return Optional.of(DSL.sql(template.toString(), parts.toArray(QueryPart[]::new)));
    }

    @Override
    public ConnectionProvider connections(Connections coordinator) {
        return coordinator;
    }
}
