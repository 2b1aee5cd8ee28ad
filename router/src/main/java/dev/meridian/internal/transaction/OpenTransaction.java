package dev.meridian.internal.transaction;

import java.sql.SQLException;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/** A transaction that is begun and ended by hand, rather than around a piece of work. For use by one thread at a time. */
public final class OpenTransaction {

    private final Configuration configuration;
    private final ShardTransaction transaction;

    private OpenTransaction(Configuration configuration) {
        this.configuration = configuration;
        this.transaction = ShardTransaction.start(configuration);
    }

    /**
     * Begins a transaction; no connection is taken yet.
     *
     * @param outer a configuration outside any transaction, which is not changed
     * @return the transaction
     */
    public static OpenTransaction begin(Configuration outer) {
        return new OpenTransaction(outer.derive());
    }

    /**
     * Whether a configuration is in a transaction of somebody else's.
     *
     * @param configuration a configuration
     * @return true inside a transaction
     */
    public static boolean isIn(Configuration configuration) {
        @Nullable ShardTransaction transaction = ShardTransaction.of(configuration);
        return transaction != null;
    }

    /**
     * The configuration whose statements belong to the transaction.
     *
     * @return a derived configuration
     */
    public Configuration configuration() {
        return configuration;
    }

    /** Commits on every database that was touched. */
    public void commit() {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            rollbackIfOpen(e);
            throw e;
        }
    }

    private void rollbackIfOpen(RuntimeException failure) {
        if (ShardTransaction.of(configuration) != null) {
            try {
                transaction.rollback();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Rolls back on every database that was touched.
     *
     * @throws SQLException if a database could not; the others did
     */
    public void rollback() throws SQLException {
        transaction.rollback();
    }
}
