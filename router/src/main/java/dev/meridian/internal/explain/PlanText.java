package dev.meridian.internal.explain;

import dev.meridian.internal.analysis.HomeSubstitution;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.UnionOfSlices;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.Query;

/** Writes plans down, of every kind. Immutable and safe for use by many threads. */
public final class PlanText {

    /** The columns by which the slices of a table say their shard. */
    private static final Pattern HOME = Pattern.compile("\\b" + Pattern.quote(HomeSubstitution.COLUMN) + "[0-9]+\\b");

    private final Topology topology;
    private final Planning planning;
    private final Naming naming;
    private final int gatherRowBudget;

    /**
     * A plan that was written down.
     *
     * @param tree its lines
     * @param statements the SQL of each shard that is asked
     */
    public record Written(Node tree, Map<ShardId, String> statements) {}

    /**
     * A writer.
     *
     * @param topology the shards and tables
     * @param planning reads statements
     * @param naming puts shards' names into SQL
     * @param gatherRowBudget how many rows a statement may gather
     */
    public PlanText(Topology topology, Planning planning, Naming naming, int gatherRowBudget) {
        this.topology = topology;
        this.planning = planning;
        this.naming = naming;
        this.gatherRowBudget = gatherRowBudget;
    }

    /**
     * Writes a plan down.
     *
     * @param query the statement
     * @param statement what is known of it
     * @param explained its plan
     * @param configuration how it renders
     * @return the plan's text
     */
    public Written write(Query query, Statement statement, Planning.Explained explained, Configuration configuration) {
        Steps steps = steps(query, statement, explained, texts(configuration));
        List<Node> nodes = new ArrayList<>();
        nodes.add(RouteText.of(explained, topology));
        nodes.addAll(steps.nodes());
        String verb = statement.kind() == Statement.Kind.OTHER
                ? "Statement"
                : statement.kind().toString();
        return new Written(new Node(verb + ", " + steps.title(), nodes), steps.statements());
    }

    /**
     * Writes down that a statement is refused.
     *
     * @param query the statement
     * @param message why
     * @param configuration how it renders
     * @return the lines
     */
    public Node refused(Query query, String message, Configuration configuration) {
        return new Node(
                "Refused",
                List.of(Node.leaf(message), Node.leaf(texts(configuration).readable(query))));
    }

    private ShardTexts texts(Configuration configuration) {
        return new ShardTexts(topology, naming, planning, configuration);
    }

    private Steps steps(Query query, Statement statement, Planning.Explained explained, ShardTexts texts) {
        Plan plan = explained.plan();
        if (plan instanceof Plan.Merge merge) {
            return MergeText.of(merge, texts);
        }
        if (plan instanceof Plan.Reduce reduce) {
            return ReduceText.of(reduce, gatherRowBudget, texts);
        }
        if (plan instanceof Plan.Gather gather) {
            return new GatherText(query, statement, gather, gatherRowBudget, texts).steps();
        }
        if (plan instanceof Plan.OneStatement one) {
            return oneStatement(query, statement, one, texts);
        }
        Map<ShardId, String> statements = texts.of(query, explained.shards());
        String title = plan instanceof Plan.Single
                ? "single: one shard does all of it"
                : "concat: the rows of " + plan.shards().size() + " shards are put one after the other";
        return new Steps(title, texts.nodes(statements), statements);
    }

    private static List<Node> nodes(String database, String sql) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.leaf(database + ": " + sql));
        HOME.matcher(sql)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .forEach(home -> nodes.add(
                        Node.leaf("hidden: " + home + ", which says the shard of a row and is not returned")));
        return nodes;
    }

    private Steps oneStatement(Query query, Statement statement, Plan.OneStatement plan, ShardTexts texts) {
        String sql = UnionOfSlices.render(query, texts.configuration(), topology, plan, statement);
        Map<ShardId, String> statements = new LinkedHashMap<>();
        plan.shards().forEach(id -> statements.put(id, sql));
        String database = texts.shard(plan.shards().get(0)).database();
        return new Steps(
                "one statement: the database of " + plan.shards().size()
                        + " shards does all of it, over the union of each table's slices",
                nodes(database, sql),
                statements);
    }
}
