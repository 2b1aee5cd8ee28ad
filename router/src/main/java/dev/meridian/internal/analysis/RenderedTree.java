package dev.meridian.internal.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jooq.Configuration;
import org.jooq.Keyword;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.VisitContext;
import org.jooq.VisitListener;

/**
 * The tree of all parts that a statement renders, as a visitor saw them.
 *
 * <p>jOOQ's accessors do not show everything: the branches of a union after the first, locks and implicit joins are invisible
 * to them. Rendering visits every part, because a part that is not visited is not in the SQL. This is what makes the reading
 * complete: it costs a rendering.
 */
final class RenderedTree implements VisitListener {

    private final Deque<PartNode> path = new ArrayDeque<>();

    private RenderedTree(PartNode root) {
        path.push(root);
    }

    /**
     * Renders a query and returns what was seen.
     *
     * @param query the query; it is not changed, and nothing is executed
     * @param configuration how to render; its own visit listeners see the rendering too, so that what they replace is read as
     *     replaced
     * @return the node of the query
     */
    static PartNode of(Query query, Configuration configuration) {
        PartNode root = new PartNode(query, false);
        RenderedTree visitor = new RenderedTree(root);
        Rendering.render(query, configuration, visitor);
        return root.children().get(0);
    }

    @Override
    public void visitStart(VisitContext context) {
        PartNode node = new PartNode(context.queryPart(), context.context().declareTables());
        if (context.queryPart() instanceof Keyword keyword) {
            path.element().addKeyword(keyword.toString());
        } else if (!(context.queryPart() instanceof Name)) {
            path.element().add(node);
        }
        path.push(node);
    }

    @Override
    public void visitEnd(VisitContext context) {
        path.pop();
    }
}
