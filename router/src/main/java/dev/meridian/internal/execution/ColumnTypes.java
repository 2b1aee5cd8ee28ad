package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Reduction;
import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private static final Set<String> PLAIN = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "boolean",
            "text",
            "character varying",
            "character",
            "bit",
            "bit varying",
            "bytea",
            "uuid",
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "interval");

    private final Map<String, List<ColumnType>> known = new ConcurrentHashMap<>();

    /**
     * A type.
     *
     * @param name its name as PostgreSQL writes it
     * @param collation the collation as an identifier, or null for types without one
     */
    record ColumnType(String name, @Nullable String collation) {

        /**
         * Whether JSON keeps its values. It does not tell the null of JSON from that of SQL, and takes what has a cast to JSON for an object.
         */
        private boolean isPlain() {
            return PLAIN.contains(name);
        }

        /** A column as it travels. */
        String sent(String column) {
            return isPlain() ? column : "cast(" + column + " as text) as " + column;
        }

        /** A column as it was before it travelled. */
        String received(String column) {
            return isPlain() ? column : "cast(" + column + " as " + name + ")" + collated() + " as " + column;
        }

        /** The type of a column in a definition list, where it would be cut to one character without a length of its own. */
        String definition() {
            if (!isPlain()) {
                return "text";
            }
            String type = name.equals("character") ? "bpchar" : name.equals("bit") ? "bit varying" : name;
            return type + collated();
        }

        private String collated() {
            return collation == null ? "" : " collate " + collation;
        }
    }

    /** The types of the columns of a share, as a shard's database sees them. */
    List<ColumnType> of(Reduction reduction, Configuration configuration, ShardId shard) {
        String text = text(reduction, DSL.using(configuration));
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

    /** The types of bound values are not in the text, and decide those of expressions. */
    private static String text(Reduction reduction, DSLContext context) {
        StringBuilder text = new StringBuilder(context.render(reduction.share()));
        context.extractParams(reduction.share())
                .values()
                .forEach(value ->
                        text.append("; ").append(value.getConverter().fromType().getName()));
        return text.toString();
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
