package dev.meridian.internal.plan;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.routing.Hints;
import dev.meridian.placement.ScatterPolicy;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application allows a statement to cost. It looks at finished plans, so that a statement is refused before it touches a shard, and only at
 * plans of several shards. Immutable and safe for use by many threads.
 */
public final class GuardRails {

    private static final Logger LOG = LoggerFactory.getLogger(GuardRails.class);

    private final ScatterPolicy policy;
    private final int maxShards;
    private final Consumer<String> warnings;

    /**
     * Guard rails.
     *
     * @param policy what to do with statements that need several shards
     * @param maxShards the most shards that a statement may need
     */
    public GuardRails(ScatterPolicy policy, int maxShards) {
        this(policy, maxShards, LOG::warn);
    }

    GuardRails(ScatterPolicy policy, int maxShards, Consumer<String> warnings) {
        this.policy = policy;
        this.maxShards = maxShards;
        this.warnings = warnings;
    }

    /**
     * Refuses a plan that costs more than is allowed.
     *
     * @param statement the statement
     * @param plan its plan
     * @param hints whether it may scatter all the same
     * @throws RefusedException if it may not run
     */
    public void check(Statement statement, Plan plan, Hints hints) {
        if (plan.shards().size() == 1 || hints.mayScatter()) {
            return;
        }
        if (policy == ScatterPolicy.REFUSE) {
            throw new RefusedException(Rule.SCATTER, describe(statement, plan) + ".");
        }
        if (plan.shards().size() > maxShards) {
            throw new RefusedException(
                    Rule.TOO_MANY_SHARDS, describe(statement, plan) + "; at most " + maxShards + " are allowed.");
        }
    }

    /**
     * Checks a plan that is about to run, and warns of it where that is asked for.
     *
     * @param statement the statement
     * @param plan its plan
     * @param hints whether it may scatter all the same
     * @throws RefusedException if it may not run
     */
    public void pass(Statement statement, Plan plan, Hints hints) {
        check(statement, plan, hints);
        if (policy == ScatterPolicy.WARN && plan.shards().size() > 1 && !hints.mayScatter()) {
            warnings.accept(describe(statement, plan));
        }
    }

    private static String describe(Statement statement, Plan plan) {
        String tables =
                statement.uses().stream().map(Object::toString).distinct().collect(Collectors.joining(", "));
        return "The " + statement.kind() + " of " + tables + " needs "
                + plan.shards().size() + " shards, " + plan.shards();
    }
}
