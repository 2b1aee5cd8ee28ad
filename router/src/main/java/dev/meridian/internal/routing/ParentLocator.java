package dev.meridian.internal.routing;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import java.util.Set;

/** The port through which routing learns on which shards a parent row exists. */
@FunctionalInterface
public interface ParentLocator {

    /**
     * Finds a parent row.
     *
     * @param parent the parent's table
     * @param id the canonical value of its primary key
     * @param candidates the shards to look at
     * @return those of them that have such a row
     */
    Set<ShardId> locate(TableRule parent, Object id, Set<ShardId> candidates);
}
