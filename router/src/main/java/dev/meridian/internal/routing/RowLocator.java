package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import java.util.Set;
import org.jooq.TableField;

/** The port through which routing learns on which shards a row exists. */
@FunctionalInterface
public interface RowLocator {

    /**
     * Finds a row by its primary key.
     *
     * @param key the primary key's only column, of its logical table
     * @param id the canonical value of the primary key
     * @param candidates the shards to look at
     * @return those of them that have such a row
     */
    Set<ShardId> locate(TableField<?, ?> key, Object id, Set<ShardId> candidates);
}
