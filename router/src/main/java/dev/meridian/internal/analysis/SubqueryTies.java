package dev.meridian.internal.analysis;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * The equalities between a row and the rows of a subquery that it must find in order to matter: {@code x IN (SELECT y ...)} is one of x and y, and
 * EXISTS has those in its WHERE. Only where the condition is a member of the topmost conjunction of a WHERE: elsewhere a row that finds none may
 * matter too, and under NOT IN a NULL on any shard does. Used once, by one thread.
 */
final class SubqueryTies {

    /** What else a subquery may do to its rows: any other way the rows that it finds would depend on those of all shards. */
    private static final Set<Trait> HARMLESS = Set.of(Trait.DISTINCT, Trait.ORDER_BY);

    private record Link(
            Columns outer, Filter filter, @Nullable TableField<?, ?> member) {}

    private final IdentityHashMap<PartNode, Link> links = new IdentityHashMap<>();

    /** Notes the subqueries in the WHERE of a scope. */
    void note(PartNode scope, Columns columns, Filter filter) {
        scope.after("where").forEach(condition -> note(condition, new Link(columns, filter, null)));
    }

    private void note(PartNode condition, Link link) {
        if (condition.part() instanceof QOM.And || condition.is("ConditionProviderImpl")) {
            condition.children().forEach(child -> note(child, link));
        } else if (condition.part() instanceof QOM.Exists) {
            link(condition.children(), link);
        } else if (condition.part() instanceof QOM.In<?>
                && condition.children().size() == 2
                && condition.children().get(0).part() instanceof TableField<?, ?> member) {
            link(condition.children().subList(1, 2), new Link(link.outer(), link.filter(), member));
        }
    }

    private void link(List<PartNode> subquery, Link link) {
        if (subquery.size() == 1) {
            scope(subquery.get(0)).ifPresent(scope -> links.put(scope, link));
        }
    }

    private static Optional<PartNode> scope(PartNode node) {
        if (node.isScope()) {
            return Optional.of(node);
        }
        boolean frame = node.part() instanceof Select<?> || node.is("ScalarSubquery");
        return frame && node.children().size() == 1 ? scope(node.children().get(0)) : Optional.empty();
    }

    /** The equality that IN makes of the subquery's only column. */
    List<Filter.Tie> member(PartNode subquery, Set<Trait> traits, Columns columns) {
        Link link = links.get(subquery);
        if (link == null || link.member() == null || !HARMLESS.containsAll(traits)) {
            return List.of();
        }
        return Stream.of("select", "distinct")
                .flatMap(keyword -> subquery.after(keyword).stream())
                .filter(list -> list.children().size() == 1)
                .map(list -> list.children().get(0).part())
                .filter(TableField.class::isInstance)
                .flatMap(column -> link.outer().tie(link.member(), (TableField<?, ?>) column, columns).stream())
                .toList();
    }

    /** What the equalities of a subquery say about the rows around it. */
    Optional<Filter> outward(PartNode subquery, Set<Trait> traits, List<Filter.Tie> ties) {
        Link link = links.get(subquery);
        return link == null || ties.isEmpty() || !HARMLESS.containsAll(traits)
                ? Optional.empty()
                : Optional.of(new Filter(
                        KeyPredicate.UNKNOWN,
                        ties,
                        link.filter().narrows(),
                        link.filter().nullable()));
    }
}
