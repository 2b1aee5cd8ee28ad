package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.Clause;
import org.jooq.QueryPart;

/** A part of a statement as the rendering visited it, with the parts inside it. */
final class PartNode {

    private final QueryPart part;
    private final boolean declaresTables;
    private final List<PartNode> children = new ArrayList<>();
    private final Set<Clause> clauses = EnumSet.noneOf(Clause.class);

    PartNode(QueryPart part, boolean declaresTables) {
        this.part = part;
        this.declaresTables = declaresTables;
    }

    void add(PartNode child) {
        children.add(child);
    }

    void addClause(Clause clause) {
        clauses.add(clause);
    }

    QueryPart part() {
        return part;
    }

    /** Whether a table that stands here is declared in a FROM clause or as a target, rather than the qualifier of a column. */
    boolean declaresTables() {
        return declaresTables;
    }

    List<PartNode> children() {
        return children;
    }

    /** The clauses that the part itself opened. */
    Set<Clause> clauses() {
        return clauses;
    }
}
