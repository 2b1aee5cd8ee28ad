package dev.meridian.internal.transaction;

import java.sql.SQLException;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Begins, commits and rolls back when jOOQ's transaction API says so. Stateless. */
public final class ShardTransactionProvider implements TransactionProvider {

    @Override
    public void begin(TransactionContext context) {
        ShardTransaction outer = ShardTransaction.of(context.configuration());
        if (outer == null) {
            start(context.configuration());
        } else {
            attempt("the nested transaction could not begin", outer::begin);
        }
    }

    /** Work on a bare connection belongs to the transaction too. */
    private static void start(Configuration configuration) {
        ShardTransaction transaction = ShardTransaction.start(configuration);
        if (configuration.connectionProvider() instanceof TransactionAware provider) {
            configuration.set(provider.in(transaction));
        }
    }

    @Override
    public void commit(TransactionContext context) {
        ShardTransaction transaction = current(context);
        if (transaction.isNested()) {
            attempt("the nested transaction could not end", transaction::releaseNested);
        } else {
            transaction.commit();
        }
    }

    @Override
    public void rollback(TransactionContext context) {
        @Nullable ShardTransaction transaction = ShardTransaction.of(context.configuration());
        if (transaction == null) {
            // A commit that failed has already rolled back what it could.
            return;
        }
        attempt("the rollback failed", transaction.isNested() ? transaction::rollbackNested : transaction::rollback);
    }

    private static ShardTransaction current(TransactionContext context) {
        return Objects.requireNonNull(ShardTransaction.of(context.configuration()), "no transaction has begun: a bug");
    }

    private interface Action {
        void run() throws SQLException;
    }

    private static void attempt(String failure, Action action) {
        try {
            action.run();
        } catch (SQLException e) {
            throw new DataAccessException(failure, e);
        }
    }
}
