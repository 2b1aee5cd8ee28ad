package dev.meridian.internal.analysis;

import dev.meridian.internal.analysis.Statement.Kind;
import dev.meridian.placement.Topology;
import java.util.Optional;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.DDLQuery;
import org.jooq.Merge;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.QOM;

/**
 * Reads statements into the model. Immutable and safe for use by many threads; reading touches no database.
 *
 * <p>There are two defaults: an unknown condition widens, an unknown table or statement is reported, for others to refuse.
 */
public final class StatementReader {

    private final Topology topology;
    private final KnownShapes shapes = new KnownShapes();

    /**
     * A reader that knows the tables of a topology.
     *
     * @param topology the topology
     */
    public StatementReader(Topology topology) {
        this.topology = topology;
    }

    /**
     * Reads a statement.
     *
     * @param query the statement; it is not changed
     * @param configuration how jOOQ renders it
     * @return what is known of it
     */
    public Statement read(Query query, Configuration configuration) {
        Kind kind = kindOf(query);
        if (kind == Kind.OTHER || kind == Kind.DDL || kind == Kind.MERGE) {
            return Statement.unread(
                    kind, Set.of(Trait.PLAIN_SQL), Set.of(query.getClass().getSimpleName()));
        }
        TreeReader reader = new TreeReader(topology, RenderedTree.of(query, configuration));
        Query write = written(query);
        return new Statement(
                kind,
                kind == Kind.SELECT ? Optional.empty() : reader.target(),
                reader.uses(),
                reader.filters(),
                reader.blocks(),
                reader.traits(),
                reader.unknownTables(),
                reader.unreadable(),
                reader.strange(),
                write instanceof QOM.Insert<?> insert
                        ? Optional.of(WriteReader.insertion(insert, reader.target()))
                        : Optional.empty(),
                WriteReader.assignments(write, reader.target()),
                reader.inline(),
                reader.tables(),
                reader.columns(),
                reader.restrictions());
    }

    /**
     * Reads a statement that jOOQ has rendered, without rendering it again where its text is known.
     *
     * @param query the statement; it is not changed
     * @param configuration how jOOQ rendered it
     * @param sql the text that jOOQ rendered
     * @return what is known of it
     */
    public Statement read(Query query, Configuration configuration, String sql) {
        if (configuration.visitListenerProviders().length > 0) {
            // They may replace what the accessors show.
            return read(query, configuration);
        }
        Optional<Statement> known = shapes.reread(sql, query);
        if (known.isPresent()) {
            return known.get();
        }
        Statement statement = read(query, configuration);
        shapes.remember(sql, statement);
        return statement;
    }

    /** The write inside a RETURNING, or the query itself. */
    static Query written(Query query) {
        if (query instanceof QOM.InsertReturning<?> returning) {
            return returning.$insert();
        }
        if (query instanceof QOM.UpdateReturning<?> returning) {
            return returning.$update();
        }
        return query instanceof QOM.DeleteReturning<?> returning ? returning.$delete() : query;
    }

    static Kind kindOf(Query query) {
        Query written = written(query);
        if (written instanceof Select<?> || CountedStatement.is(written)) {
            return Kind.SELECT;
        }
        if (written instanceof QOM.Insert<?>) {
            return Kind.INSERT;
        }
        if (written instanceof QOM.Update<?>) {
            return Kind.UPDATE;
        }
        if (written instanceof QOM.Delete<?>) {
            return Kind.DELETE;
        }
        if (written instanceof Merge<?>) {
            return Kind.MERGE;
        }
        return written instanceof DDLQuery ? Kind.DDL : Kind.OTHER;
    }
}
