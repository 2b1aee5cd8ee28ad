package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A planned statement, and while it runs, the shard of the current row. Belongs to one execution.
 */
final class Planned {

    private final Statement statement;
    private final Plan plan;
    private final boolean hasHome;
    private @Nullable ShardId current;

    Planned(Statement statement, Plan plan, boolean hasHome) {
        this.statement = statement;
        this.plan = plan;
        this.hasHome = hasHome;
        this.current = plan instanceof Plan.Single || plan instanceof Plan.Concat || plan instanceof Plan.Merge
                ? plan.shards().get(0)
                : null;
    }

    Statement statement() {
        return statement;
    }

    Plan plan() {
        return plan;
    }

    /** Rows now come from this shard, or from nobody knows where. */
    void moveTo(@Nullable ShardId shard) {
        current = shard;
    }

    /** Whether the current row has a home: rows of reference tables are everywhere, and not every union of slices says which row came from where. */
    boolean hasHome() {
        return hasHome && current != null;
    }

    ShardId shard() {
        return Objects.requireNonNull(current);
    }
}
