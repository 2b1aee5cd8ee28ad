package dev.meridian.conformance;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;

/**
 * What the oracle says of a query, and what may differ from it: nothing but what the query leaves open.
 *
 * @param query the query
 * @param outcome its rows
 * @param unlimited the rows from which LIMIT chooses, where the order leaves a choice
 * @param isCaseless whether any of several texts that are equal may stand for all
 */
record Expected(Query query, Outcome outcome, Optional<Outcome> unlimited, boolean isCaseless) {

    /** What chooses one of several equal values, or compares their order. */
    private static final Pattern CHOOSES = Pattern.compile(
            "\\b(distinct|group by|order by|union|intersect|except|min|max|over|limit)\\b", Pattern.CASE_INSENSITIVE);

    static Expected of(World world, Query query) {
        return of(world, query, world.oracle()::fetch);
    }

    /** The same, asked in another way. */
    static Expected of(World world, Query query, Function<Select<?>, Result<? extends Record>> ask) {
        DSLContext oracle = world.oracle();
        Outcome outcome = Outcome.of(ask.apply(query.select()));
        String sql = world.layout().kind() == Layout.Kind.SQLITE ? oracle.render(query.select()) : "";
        boolean caseless = isCaseless(sql) && CHOOSES.matcher(sql).find();
        return new Expected(
                query,
                caseless ? outcome.folded() : outcome,
                query.unlimited().map(all -> folded(Outcome.of(ask.apply(all)), caseless)),
                caseless);
    }

    /** By the column's collation, or by one that is named outside of the last ORDER BY. */
    private static boolean isCaseless(String sql) {
        int order = sql.lastIndexOf(" order by ");
        return sql.contains("brand")
                || (order < 0 ? sql : sql.substring(0, order))
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("nocase");
    }

    private static Outcome folded(Outcome outcome, boolean caseless) {
        return caseless ? outcome.folded() : outcome;
    }

    /** What is wrong with another result; empty if nothing is. */
    Optional<String> difference(Result<? extends Record> result) {
        Outcome seen = folded(Outcome.of(result), isCaseless);
        return isSame(seen)
                ? Optional.empty()
                : Optional.of("expected: " + outcome
                        + unlimited.map(all -> "\nof:       " + all).orElse("") + "\nseen:     " + seen);
    }

    private boolean isSame(Outcome seen) {
        if (!seen.columns().equals(outcome.columns())
                || !seen.keys(query.keys()).equals(outcome.keys(query.keys()))) {
            return false;
        }
        if (unlimited.isPresent()) {
            return seen.rows().size() == outcome.rows().size() && seen.isPartOf(unlimited.get());
        }
        return query.order() == Query.Order.TOTAL
                ? seen.equals(outcome)
                : seen.unordered().equals(outcome.unordered());
    }
}
