package dev.meridian.internal.plan;

import dev.meridian.internal.analysis.HomeSubstitution;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableSubstitution;
import dev.meridian.placement.Topology;
import org.jooq.Configuration;
import org.jooq.Query;

/** Writes the one statement for a database that has all shards of a route. */
public final class UnionOfSlices {

    private UnionOfSlices() {}

    /**
     * Renders a statement over unions of slices. Where its rows can, they say at their end from which shards they come.
     *
     * @param query the statement; it is not changed
     * @param configuration how to render
     * @param topology the shards
     * @param plan the plan
     * @param statement what is known of the statement
     * @return the text, with the statement's own placeholders
     */
    public static String render(
            Query query, Configuration configuration, Topology topology, Plan.OneStatement plan, Statement statement) {
        Slices slices = Slices.of(topology, plan);
        return HomeSubstitution.render(
                        query,
                        configuration,
                        statement,
                        slices::of,
                        (table, column) -> slices.of(table, column, plan.shards()))
                .orElseGet(() -> TableSubstitution.render(query, configuration, slices::of));
    }
}
