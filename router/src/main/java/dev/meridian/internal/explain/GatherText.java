package dev.meridian.internal.explain;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.execution.TableRows;
import dev.meridian.internal.plan.Plan;
import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Writes down which rows travel, and where the statement then runs. Used once. */
final class GatherText {

    private final Query query;
    private final Statement statement;
    private final Plan.Gather plan;
    private final int budget;
    private final ShardTexts texts;
    private final Map<ShardId, String> statements = new LinkedHashMap<>();

    GatherText(Query query, Statement statement, Plan.Gather plan, int budget, ShardTexts texts) {
        this.query = query;
        this.statement = statement;
        this.plan = plan;
        this.budget = budget;
        this.texts = texts;
        plan.shards().forEach(id -> statements.put(id, ""));
    }

    Steps steps() {
        ShardId coordinator = plan.shards().get(0);
        List<Node> tables = new ArrayList<>();
        new TreeSet<>(plan.slices().keySet()).forEach(table -> tables.add(table(table)));
        String then = texts.of(query, List.of(coordinator)).values().iterator().next();
        statements.merge(coordinator, then, GatherText::joined);
        statements.values().removeIf(String::isEmpty);
        Node gathered = new Node("gathered, at most " + Budgets.rows(budget) + " in all", tables);
        Node last =
                Node.leaf("then " + texts.place(coordinator) + ", over all of these rows: " + texts.readable(query));
        return new Steps(
                "gather: " + coordinator + " does all of it, where the rows of other databases are gathered",
                List.of(gathered, last),
                statements);
    }

    private Node table(String name) {
        List<ShardId> shards = TableRows.fetched(texts.topology(), plan, name);
        if (shards.isEmpty()) {
            return Node.leaf(name + ": nothing, what matters is in the database already");
        }
        Select<?> rows = TableRows.of(DSL.using(texts.configuration()), statement, name);
        Map<ShardId, String> questions = texts.of(rows, shards);
        questions.forEach((id, sql) -> statements.merge(id, sql, GatherText::joined));
        return new Node(name, texts.nodes(questions));
    }

    private static String joined(String before, String next) {
        return before.isEmpty() ? next : before + ";\n" + next;
    }
}
