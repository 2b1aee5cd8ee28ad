package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.InlineColumns;
import dev.meridian.internal.analysis.SqliteNames;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Naming;
import dev.meridian.placement.Topology;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.SQLDialect;

/** Renders a statement again where jOOQ's own text would not find its columns under a schema or a prefix; seldom. */
public final class SqlTexts {

    private final boolean prefixes;
    private final boolean attached;

    /**
     * The texts of a topology.
     *
     * @param topology the shards
     * @param naming how their names are rendered
     */
    public SqlTexts(Topology topology, Naming naming) {
        this.prefixes = naming.hasPrefixes();
        this.attached = naming.hasSchemas() && topology.dialect() == SQLDialect.SQLITE;
    }

    /**
     * The text of a statement.
     *
     * @param query the statement
     * @param statement what is known of it
     * @param configuration how jOOQ rendered it
     * @param sql the text that jOOQ rendered
     * @return that text, or one with the same placeholders in the same order
     */
    public String of(Query query, Statement statement, Configuration configuration, String sql) {
        if (prefixes && !statement.inline().isEmpty()) {
            return InlineColumns.render(query, configuration, statement.inline());
        }
        return attached && SqliteNames.areNeeded(sql) ? SqliteNames.render(query, configuration) : sql;
    }
}
