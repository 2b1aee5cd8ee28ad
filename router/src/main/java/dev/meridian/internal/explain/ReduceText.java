package dev.meridian.internal.explain;

import dev.meridian.internal.analysis.Reduction;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what shards make of their rows, and what the coordinating one makes of those. */
final class ReduceText {

    private ReduceText() {}

    static Steps of(Plan.Reduce plan, int budget, ShardTexts texts) {
        Reduction reduction = plan.reduction();
        ShardId coordinator = plan.shards().get(0);
        Map<ShardId, String> statements = texts.of(reduction.share(), plan.shards());
        List<Node> nodes = new ArrayList<>(texts.nodes(statements));
        String finish = reduction.outline(texts.onShard(coordinator));
        nodes.add(new Node(
                "together, at most " + Budgets.rows(budget) + ", named " + Reduction.ROWS.last(),
                List.of(Node.leaf("then " + texts.place(coordinator) + ": " + finish))));
        String title = "reduce: of " + plan.shards().size() + " shards " + reduction.description() + ", and "
                + coordinator + " does the rest";
        return new Steps(title, nodes, statements);
    }
}
