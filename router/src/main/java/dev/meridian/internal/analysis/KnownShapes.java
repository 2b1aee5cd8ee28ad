package dev.meridian.internal.analysis;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.QOM;

/**
 * Remembers what a full reading has proven about a text, so that only the first statement of a shape pays for one.
 *
 * <p>The rendered text identifies the shape: a union, a lock or a subquery cannot hide from it, and another query object with the same
 * text has the same tables and the same operators in the same places. What may differ is the values, and those the accessors of jOOQ show,
 * provided that the statement is simple: one table and one scope. A condition that keeps its contents to itself sends the
 * statement back to the full reading.
 *
 * <p>Bounded; safe for use by many threads.
 */
final class KnownShapes {

    private static final int REMEMBERED = 4096;

    private static final Set<Trait> NOT_SIMPLE = EnumSet.of(
            Trait.SUBQUERY,
            Trait.SET_OPERATION,
            Trait.COMMON_TABLE_EXPRESSION,
            Trait.NESTED_WRITE,
            Trait.ROW_ID,
            Trait.PLAIN_SQL,
            Trait.OTHER);

    private final Map<String, Statement> statements = new ConcurrentHashMap<>();

    /** Keeps what was read under the text, if it is simple enough to be read again by the accessors. */
    void remember(String sql, Statement statement) {
        if (!isSimple(statement)) {
            return;
        }
        if (statements.size() >= REMEMBERED) {
            statements.clear();
        }
        statements.put(sql, statement);
    }

    private static boolean isSimple(Statement statement) {
        return statement.uses().size() == 1
                && statement.filters().size() == 1
                && statement.from() instanceof JoinTree.Leaf
                && statement.unknownTables().isEmpty()
                && statement.unreadable().isEmpty()
                && statement.inline().isEmpty()
                && statement.traits().stream().noneMatch(NOT_SIMPLE::contains);
    }

    /** The statement that a query with this text is, read by the accessors; empty where a full reading is needed. */
    Optional<Statement> reread(String sql, Query query) {
        Statement known = statements.get(sql);
        if (known == null || known.kind() != StatementReader.kindOf(query)) {
            return Optional.empty();
        }
        Query write = StatementReader.written(query);
        SameText conditions = new SameText();
        Filter filter = known.filters().get(0);
        KeyPredicate predicate = predicate(known.uses().get(0), where(write), conditions);
        return conditions.metClosed
                ? Optional.empty()
                : Optional.of(known.with(
                        List.of(filter.with(predicate)),
                        write instanceof QOM.Insert<?> insert
                                ? Optional.of(WriteReader.insertion(insert, known.target()))
                                : Optional.empty(),
                        WriteReader.assignments(write, known.target())));
    }

    private static KeyPredicate predicate(TableUse use, Optional<Condition> where, SameText conditions) {
        if (where.isEmpty()) {
            return KeyPredicate.UNKNOWN;
        }
        Scope scope = new Scope(null);
        scope.declare(use);
        return new ConditionReader(new Columns(scope), conditions).read(where.get());
    }

    private static Optional<Condition> where(Query query) {
        if (query instanceof Select<?> select) {
            return Optional.ofNullable(select.$where());
        }
        if (query instanceof QOM.Update<?> update) {
            return Optional.ofNullable(update.$where());
        }
        return query instanceof QOM.Delete<?> delete ? Optional.ofNullable(delete.$where()) : Optional.empty();
    }

    /** The conditions of a query whose text was read before: all stand in it, and some cannot be seen. */
    private static final class SameText implements Conditions {

        private boolean metClosed;

        @Override
        public boolean contains(Condition condition) {
            return true;
        }

        @Override
        public Optional<Condition> inner(Condition condition) {
            metClosed |= Conditions.isClosed(condition);
            return Optional.empty();
        }

        @Override
        public boolean isNegated(Condition condition) {
            metClosed = true;
            return false;
        }

        @Override
        public Optional<RowIn> rowIn(Condition condition) {
            return Optional.empty();
        }
    }
}
