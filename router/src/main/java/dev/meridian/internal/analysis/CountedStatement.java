package dev.meridian.internal.analysis;

import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.Select;

/** What {@code fetchCount} of a SELECT runs: a query of jOOQ's own class, which renders a SELECT and is none. */
final class CountedStatement {

    private CountedStatement() {}

    /** Whether a query is one. */
    static boolean is(Query query) {
        return query.getClass().getName().equals("org.jooq.impl.FetchCount");
    }

    /** The SELECT that a query is or renders. */
    static Optional<Select<?>> select(Query query, Configuration configuration) {
        if (query instanceof Select<?> select) {
            return Optional.of(select);
        }
        return is(query) ? select(RenderedTree.of(query, configuration)) : Optional.empty();
    }

    private static Optional<Select<?>> select(PartNode node) {
        return node.part() instanceof Select<?> select
                ? Optional.of(select)
                : node.children().stream().findFirst().flatMap(CountedStatement::select);
    }
}
