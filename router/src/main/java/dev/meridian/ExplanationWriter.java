package dev.meridian;

import dev.meridian.exception.RefusedException;
import dev.meridian.internal.analysis.ParsedText;
import dev.meridian.internal.analysis.Pushdown;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.explain.PlanText;
import dev.meridian.internal.plan.Plan;
import java.util.List;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.Query;

/** Plans statements and has the plans written down, without touching a shard. */
final class ExplanationWriter {

    private final Planning planning;
    private final PlanText text;
    private final TextParser parser;

    ExplanationWriter(Planning planning, PlanText text, TextParser parser) {
        this.planning = planning;
        this.text = text;
        this.parser = parser;
    }

    Explanation explain(Query query, Configuration configuration) {
        boolean named = Scopes.hints(configuration).explicit().isPresent();
        if (named || !parser.reads(query)) {
            return explainTree(query, configuration);
        }
        try {
            ParsedText parsed = parser.parse(query);
            return explainTree(parsed.query(), parsed.configuration(configuration));
        } catch (RefusedException refusal) {
            return refused(refusal, query, configuration);
        }
    }

    private Explanation explainTree(Query query, Configuration configuration) {
        Statement statement = planning.read(query, configuration);
        try {
            Planning.Explained explained =
                    planning.explain(statement, Scopes.hints(configuration), new Pushdown(query, configuration));
            PlanText.Written written = text.write(query, statement, explained, configuration);
            return Explanation.of(
                    written.tree().render(),
                    tier(explained.plan()),
                    List.copyOf(explained.shards()),
                    written.statements());
        } catch (RefusedException refusal) {
            return refused(refusal, query, configuration);
        }
    }

    private Explanation refused(RefusedException refusal, Query query, Configuration configuration) {
        String message = Objects.toString(refusal.getMessage());
        return Explanation.refused(text.refused(query, message, configuration).render(), message);
    }

    private static Tier tier(Plan plan) {
        if (plan instanceof Plan.Single) {
            return Tier.SINGLE;
        }
        if (plan instanceof Plan.Concat) {
            return Tier.CONCAT;
        }
        if (plan instanceof Plan.OneStatement) {
            return Tier.ONE_STATEMENT;
        }
        if (plan instanceof Plan.Merge) {
            return Tier.MERGE;
        }
        return plan instanceof Plan.Reduce ? Tier.REDUCE : Tier.GATHER;
    }
}
