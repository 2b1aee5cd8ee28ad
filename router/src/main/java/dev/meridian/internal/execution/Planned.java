package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;

/**
 * A planned statement, and while it runs, the shard of the current row. Belongs to one execution.
 */
final class Planned {

    private final Statement statement;
    private final Plan plan;
    private final boolean hasHome;
    private ShardId current;

    Planned(Statement statement, Plan plan, boolean hasHome) {
        this.statement = statement;
        this.plan = plan;
        this.hasHome = hasHome;
        this.current = plan.shards().get(0);
    }

    Statement statement() {
        return statement;
    }

    Plan plan() {
        return plan;
    }

    /** Rows now come from this shard. */
    void moveTo(ShardId shard) {
        current = shard;
    }

    /** Whether the rows have a home: rows of reference tables are everywhere, and a union of slices
     * does not say which row came from where. */
    boolean hasHome() {
        return hasHome && (plan instanceof Plan.Single || plan instanceof Plan.Concat || plan instanceof Plan.Merge);
    }

    ShardId shard() {
        return current;
    }
}
