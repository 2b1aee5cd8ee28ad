package dev.meridian.internal.explain;

import dev.meridian.internal.analysis.Ordering;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;

/** Writes down what shards sort, and how their rows are merged. */
final class MergeText {

    private MergeText() {}

    static Steps of(Plan.Merge plan, ShardTexts texts) {
        Ordering ordering = plan.ordering();
        Map<ShardId, String> statements = texts.of(ordering.share(), plan.shards());
        List<Node> nodes = new ArrayList<>(texts.nodes(statements));
        nodes.add(new Node("merged, with one row of each shard in memory", steps(ordering, texts)));
        return new Steps(title(plan), nodes, statements);
    }

    private static String title(Plan.Merge plan) {
        String rows = plan.ordering().keys().isEmpty() ? "the rows" : "the sorted rows";
        return "merge: " + rows + " of " + plan.shards().size() + " shards are merged as they come";
    }

    private static List<Node> steps(Ordering ordering, ShardTexts texts) {
        List<Node> steps = new ArrayList<>();
        List<? extends Field<?>> columns = ordering.share().getSelect();
        if (!ordering.keys().isEmpty()) {
            steps.add(Node.leaf("order: "
                    + ordering.keys().stream()
                            .map(key -> key(key, texts.name(columns.get(key.column() - 1))))
                            .collect(Collectors.joining(", then "))));
        }
        columns.subList(ordering.visible(), columns.size())
                .forEach(column -> steps.add(
                        Node.leaf("hidden: " + texts.name(column) + ", which decides the order and is not returned")));
        if (ordering.limit().isPresent()) {
            steps.add(Node.leaf("limit: " + limit(ordering.limit())));
        }
        return steps;
    }

    private static String key(Ordering.Key key, String column) {
        return column + (key.descending() ? " desc" : " asc") + (key.nullsFirst() ? " nulls first" : " nulls last");
    }

    private static String limit(Ordering.Limit limit) {
        String rows = limit.count() == Long.MAX_VALUE ? "all rows" : rows(limit.count());
        String after = limit.offset() > 0 ? " after the first " + limit.offset() : "";
        String ties = limit.withTies() ? ", and those that tie with the last" : "";
        String share = limit.reach() == Long.MAX_VALUE
                ? "; each shard gives all of its rows"
                : "; each shard gives at most " + rows(limit.reach()) + (limit.withTies() ? " and their ties" : "");
        return rows + after + ties + share;
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }
}
