package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.Block;
import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.JoinTree;
import dev.meridian.internal.analysis.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of an outer join's optional side that a WHERE needs to be there: for them the join is an inner one, so that its ON holds too ("null-rejecting
 * predicates", Galindo-Legaria and Rosenthal, 1997). Used once, by one thread.
 */
final class PresentRows {

    /** An equality of the ON of an outer join. */
    record Link(Filter.Tie tie, int optional, int preserved) {}

    private static final PresentRows NONE = new PresentRows(List.of());

    private final Set<Filter> wheres = new HashSet<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<Integer> present = new HashSet<>();

    /** Those of a statement; most have no join. */
    static PresentRows of(Statement statement) {
        boolean simple = statement.blocks().size() == 1 && statement.from() instanceof JoinTree.Leaf;
        return simple ? NONE : new PresentRows(statement.blocks());
    }

    private PresentRows(List<Block> blocks) {
        for (Block block : blocks) {
            collect(block.from());
            if (!links.isEmpty()) {
                wheres.add(block.where());
            }
        }
    }

    private void collect(JoinTree tree) {
        if (!(tree instanceof JoinTree.Join join)) {
            return;
        }
        collect(join.left());
        collect(join.right());
        if (join.kind() == JoinTree.Kind.LEFT) {
            link(join.on(), join.right().uses(), join.left().uses());
        } else if (join.kind() == JoinTree.Kind.RIGHT) {
            link(join.on(), join.left().uses(), join.right().uses());
        }
    }

    private void link(Filter on, Set<Integer> optional, Set<Integer> preserved) {
        for (Filter.Tie tie : on.ties()) {
            if (optional.contains(tie.left()) && preserved.contains(tie.right())) {
                links.add(new Link(tie, tie.left(), tie.right()));
            } else if (optional.contains(tie.right()) && preserved.contains(tie.left())) {
                links.add(new Link(tie, tie.right(), tie.left()));
            }
        }
    }

    /** Notes a member of a filter that is not true of a row of NULLs. */
    void require(int use, Filter filter) {
        if (wheres.contains(filter)) {
            present.add(use);
        }
    }

    /** The equalities that hold, since the row on the optional side is there; then the row on the other side is too. */
    List<Link> holding() {
        if (links.isEmpty()) {
            return List.of();
        }
        List<Link> holding = new ArrayList<>();
        for (Link link : links) {
            if (present.contains(link.optional())) {
                present.add(link.preserved());
                holding.add(link);
            }
        }
        return holding;
    }
}
