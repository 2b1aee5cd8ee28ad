package dev.meridian;

import dev.meridian.exception.RefusedException;
import dev.meridian.internal.analysis.ParsedText;
import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.execution.SqlTexts;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.UnionOfSlices;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.impl.DSL;

/** Writes plans down, without touching a shard. */
final class ExplanationWriter {

    private final Topology topology;
    private final Planning planning;
    private final Naming naming;
    private final SqlTexts texts;
    private final TextParser parser;

    ExplanationWriter(Topology topology, Planning planning, Naming naming, TextParser parser) {
        this.parser = parser;
        this.topology = topology;
        this.planning = planning;
        this.naming = naming;
        this.texts = new SqlTexts(topology, naming);
    }

    Explanation explain(Query query, Configuration configuration) {
        boolean named = Scopes.hints(configuration).explicit().isPresent();
        if (named || !parser.reads(query)) {
            return explainTree(query, configuration);
        }
        try {
            ParsedText text = parser.parse(query);
            return explainTree(text.query(), text.configuration(configuration));
        } catch (RefusedException refusal) {
            return refused(refusal, DSL.using(configuration).render(query));
        }
    }

    private Explanation explainTree(Query query, Configuration configuration) {
        Statement statement = planning.read(query, configuration);
        String sql = texts.of(
                query, statement, configuration, DSL.using(configuration).render(query));
        try {
            Planning.Explained explained =
                    planning.explain(statement, Scopes.hints(configuration), new Pushdown(query, configuration));
            return explained.plan() instanceof Plan.OneStatement plan
                    ? planned(
                            statement, explained, UnionOfSlices.render(query, configuration, topology, plan, statement))
                    : planned(statement, explained, sql);
        } catch (RefusedException refusal) {
            return refused(refusal, sql);
        }
    }

    private Explanation refused(RefusedException refusal, String sql) {
        String message = Objects.toString(refusal.getMessage());
        List<String> lines = List.of(message, naming.readable(sql));
        return new Explanation(tree("Refused", lines), Map.of(), Optional.of(message));
    }

    private Explanation planned(Statement statement, Planning.Explained explained, String sql) {
        Plan plan = explained.plan();
        Map<ShardId, String> statements = new LinkedHashMap<>();
        for (ShardId id : explained.shards()) {
            statements.put(id, naming.translate(sql, topology.shard(id).orElseThrow()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("route: " + route(explained) + ", of " + topology.shardIds().size());
        plan.route().reasons().forEach(reason -> lines.add("because: " + reason));
        if (plan.route().reasons().isEmpty()) {
            lines.add("because: no predicate names a shard");
        }
        if (plan instanceof Plan.Gather gather) {
            gather.slices().forEach((table, shards) -> lines.add("gather: " + table + " of " + names(shards)));
            lines.add(plan.shards().get(0) + ": " + naming.readable(sql));
        } else if (plan instanceof Plan.OneStatement) {
            lines.add(topology.shard(plan.shards().get(0)).orElseThrow().database() + ": " + sql);
        } else {
            statements.forEach((shard, text) -> lines.add(shard + ": " + text));
        }
        return new Explanation(tree(title(statement, plan), lines), statements, Optional.empty());
    }

    private static String title(Statement statement, Plan plan) {
        String verb = statement.kind().toString();
        if (plan instanceof Plan.Single) {
            return verb + " on one shard";
        }
        if (plan instanceof Plan.Gather) {
            return verb + " on " + plan.shards().get(0) + ", where the rows of the other databases are gathered";
        }
        if (plan instanceof Plan.Reduce reduce) {
            return verb + " on " + plan.shards().size() + " shards, of which "
                    + reduce.reduction().description() + "; " + plan.shards().get(0) + " does the rest";
        }
        if (plan instanceof Plan.Merge) {
            return verb + " on " + plan.shards().size() + " shards, sorted rows merged as they come";
        }
        return plan instanceof Plan.OneStatement
                ? verb + " on one database, each table the union of its slices"
                : verb + " on " + plan.shards().size() + " shards, rows put one after the other";
    }

    private static String route(Planning.Explained explained) {
        if (!explained.searched().isEmpty()) {
            return "the one of " + names(explained.searched()) + " where a search by primary key finds the row";
        }
        return explained.plan().route().shards().isEmpty()
                ? "no shard (no row can match; " + explained.plan().shards().get(0)
                        + " gives the empty result its shape)"
                : names(explained.plan().route().shards());
    }

    private static String names(Collection<ShardId> shards) {
        return shards.stream().map(ShardId::name).collect(Collectors.joining(", "));
    }

    /** A title with lines below it, the last one with a corner. */
    private static String tree(String title, List<String> lines) {
        StringBuilder tree = new StringBuilder(title);
        for (int i = 0; i < lines.size(); i++) {
            tree.append(i == lines.size() - 1 ? "\n└─ " : "\n├─ ").append(lines.get(i));
        }
        return tree.toString();
    }
}
