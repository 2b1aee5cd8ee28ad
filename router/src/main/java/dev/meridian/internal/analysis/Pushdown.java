package dev.meridian.internal.analysis;

import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.Select;

/** What the shards can do of a SELECT that needs several of them. Belongs to one execution; looked into only where it is needed. */
public final class Pushdown {

    private final Query query;
    private final Configuration configuration;

    /**
     * The parts of a statement.
     *
     * @param query the statement
     * @param configuration how it renders
     */
    public Pushdown(Query query, Configuration configuration) {
        this.query = query;
        this.configuration = configuration;
    }

    /**
     * Its ORDER BY and LIMIT.
     *
     * @return what each shard does, and what is left; empty where that cannot be told
     */
    public Optional<Ordering> ordering() {
        return select().flatMap(select -> Ordering.of(select, configuration.dialect()));
    }

    /**
     * The statement in two steps, of which the shards do the first as it is, but for ORDER BY and LIMIT.
     *
     * @return the steps; empty where the order cannot be told
     */
    public Optional<Reduction> sorted() {
        if (ParsedText.isTypedByColumns(configuration)) {
            return Optional.empty();
        }
        return select().flatMap(select -> ordering().map(ordering -> new SortedReduction(ordering, select.$orderBy())));
    }

    /**
     * The statement in two steps, of which the first reads its tables.
     *
     * @return the steps; empty where a part of the statement has a place in neither
     */
    public Optional<Reduction> reduction() {
        return ParsedText.isTypedByColumns(configuration)
                ? Optional.empty()
                : select().flatMap(select -> ReductionReader.of(select, configuration));
    }

    private Optional<Select<?>> select() {
        return CountedStatement.select(query, configuration);
    }
}
