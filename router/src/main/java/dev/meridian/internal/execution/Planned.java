package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.routing.Home;
import dev.meridian.placement.ShardId;
import java.util.Set;

/**
 * A planned statement, and while it runs, the shard of the current row. Belongs to one execution.
 */
final class Planned {

    private final Statement statement;
    private final Plan plan;
    private final Set<String> roots;
    private ShardId current;

    Planned(Statement statement, Plan plan, Set<String> roots) {
        this.statement = statement;
        this.plan = plan;
        this.roots = roots;
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
        return !roots.isEmpty() && (plan instanceof Plan.Single || plan instanceof Plan.Concat);
    }

    Home home() {
        return new Home(current, roots);
    }
}
