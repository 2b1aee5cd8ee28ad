package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import java.sql.Connection;
import org.jooq.ConnectionProvider;

/**
 * Stands in every configuration of Meridian's: who asks it for a connection has no statement that was routed, such as {@code
 * ctx.connection(...)}, so nothing says which shard is meant.
 */
public final class UnroutedConnections implements ConnectionProvider {

    @Override
    public Connection acquire() {
        throw new RefusedException(Rule.NO_SHARD, "A connection was asked for outside any routed statement.");
    }

    @Override
    public void release(Connection connection) {
        // Nothing was given out.
    }
}
