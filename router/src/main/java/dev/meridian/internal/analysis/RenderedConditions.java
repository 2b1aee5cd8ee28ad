package dev.meridian.internal.analysis;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Row;

/**
 * The conditions as they were rendered: shows what jOOQ's accessors keep to themselves, and what a visit listener of the user's has
 * replaced.
 */
final class RenderedConditions implements Conditions {

    private final IdentityHashMap<Condition, PartNode> nodes = new IdentityHashMap<>();

    RenderedConditions(PartNode root) {
        collect(root);
    }

    private void collect(PartNode node) {
        if (node.part() instanceof Condition condition) {
            nodes.put(condition, node);
        }
        node.children().forEach(this::collect);
    }

    /** The condition as it was rendered. */
    Optional<PartNode> node(Condition condition) {
        return Optional.ofNullable(nodes.get(condition));
    }

    @Override
    public boolean contains(Condition condition) {
        return nodes.containsKey(condition);
    }

    @Override
    public Optional<Condition> inner(Condition condition) {
        PartNode node = nodes.get(condition);
        if (node == null
                || node.children().size() != 1
                || !(node.is("ConditionProviderImpl") || node.is("RowInCondition"))) {
            return Optional.empty();
        }
        return node.children().get(0).part() instanceof Condition inner ? Optional.of(inner) : Optional.empty();
    }

    @Override
    public boolean isNegated(Condition condition) {
        PartNode node = nodes.get(condition);
        return node != null && node.keywords().contains("not");
    }

    @Override
    public Optional<RowIn> rowIn(Condition condition) {
        PartNode node = nodes.get(condition);
        if (node == null || !node.is("RowInCondition") || node.children().size() != 2) {
            return Optional.empty();
        }
        List<Row> list = node.children().get(1).children().stream()
                .map(PartNode::part)
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .toList();
        boolean readable = node.children().get(0).part() instanceof Row
                && list.size() == node.children().get(1).children().size()
                && !list.isEmpty();
        return readable
                ? Optional.of(new RowIn(
                        (Row) node.children().get(0).part(),
                        list,
                        !node.keywords().equals(List.of("in"))))
                : Optional.empty();
    }
}
