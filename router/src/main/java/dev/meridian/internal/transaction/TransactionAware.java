package dev.meridian.internal.transaction;

import org.jooq.ConnectionProvider;

/** A connection provider that gives a transaction's connections inside one. */
public interface TransactionAware extends ConnectionProvider {

    /**
     * The same provider inside a transaction.
     *
     * @param transaction the transaction
     * @return a provider of the transaction's connections
     */
    ConnectionProvider in(ShardTransaction transaction);
}
