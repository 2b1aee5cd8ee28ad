package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The types and collations that PostgreSQL gives the columns of a query: they are asked for once for each text, and remembered up to a bound. Safe
 * for use by many threads.
 */
final class ColumnTypes {

    private static final int REMEMBERED = 1024;

    private final Map<String, List<ColumnType>> known = new ConcurrentHashMap<>();

    /**
     * A type.
     *
     * @param name its name as PostgreSQL writes it
     * @param collation the collation as an identifier, or null for types without one
     */
    record ColumnType(String name, @Nullable String collation) {

        /** The type of a column in a definition list, where it would be cut to one character without a length of its own. */
        String definition() {
            String type = name.equals("character") ? "bpchar" : name.equals("bit") ? "bit varying" : name;
            return collation == null ? type : type + " collate " + collation;
        }
    }

    /** The types of the columns of a share, as a shard's database sees them. */
    List<ColumnType> of(Reduction reduction, Configuration configuration, ShardId shard) {
        String text = DSL.using(configuration).render(reduction.share());
        List<ColumnType> types = known.get(text);
        if (types == null) {
            types = ask(reduction, DSL.using(Scopes.onShard(Scopes.own(configuration), shard)));
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(text, types);
        }
        return types;
    }

    private static List<ColumnType> ask(Reduction reduction, DSLContext context) {
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 0; i < reduction.width(); i++) {
            String column = "s.\"" + Reduction.column(i).last() + "\"";
            columns.add("pg_typeof(" + column + ")::text");
            columns.add("case when (select typcollation from pg_catalog.pg_type where oid = pg_typeof(" + column
                    + ")) <> 0 then pg_collation_for(" + column + ") end");
        }
        Record answer = Objects.requireNonNull(context.resultQuery(
                        "select " + columns
                                + " from (select 1) as o left join (select * from ({0}) as r limit 0) as s ("
                                + ReducedRows.columns(reduction) + ") on true",
                        reduction.share())
                .fetchOne());
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < reduction.width(); i++) {
            types.add(new ColumnType(
                    Objects.requireNonNull(answer.get(2 * i, String.class)), answer.get(2 * i + 1, String.class)));
        }
        return List.copyOf(types);
    }
}
