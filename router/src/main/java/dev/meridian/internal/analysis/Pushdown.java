package dev.meridian.internal.analysis;

import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.Query;

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
        return Ordering.of(query, configuration.dialect());
    }
}
