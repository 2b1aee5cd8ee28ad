package dev.meridian.internal.analysis;

import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * Walks one rendered tree: finds the scopes, the tables that each declares, the joins between them and the conditions that
 * narrow them. Used once, by one thread.
 */
final class TreeReader {

    private final Topology topology;
    private final TraitReader traits = new TraitReader();
    private final List<TableUse> uses = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final Set<String> unknownTables = new TreeSet<>();
    private final Set<String> commonTables = new LinkedHashSet<>();
    private final IdentityHashMap<PartNode, TableUse> useOf = new IdentityHashMap<>();
    private final Map<TableUse, List<Condition>> ownConditions = new HashMap<>();
    private final RenderedConditions rendered;
    private final Map<String, Table<?>> bases = new HashMap<>();
    private final Map<String, Table<?>> inline = new HashMap<>();
    private final Map<String, Table<?>> tables = new HashMap<>();
    private @Nullable JoinTree outermost;
    private @Nullable TableUse target;

    TreeReader(Topology topology, PartNode root) {
        this.topology = topology;
        this.rendered = new RenderedConditions(root);
        traits.read(root);
        collectCommonTables(root);
        walk(root, null);
        collectInline(root);
    }

    List<TableUse> uses() {
        return List.copyOf(uses);
    }

    List<Filter> filters() {
        return List.copyOf(filters);
    }

    /** The first table of the outermost scope, which is what a write writes to. */
    Optional<TableUse> target() {
        return Optional.ofNullable(target);
    }

    Map<String, Table<?>> inline() {
        return Map.copyOf(inline);
    }

    Map<String, Table<?>> tables() {
        return Map.copyOf(tables);
    }

    /** For each table that is used once, what its rows must satisfy to matter. */
    Map<String, Statement.Restriction> restrictions() {
        Map<String, Statement.Restriction> restrictions = new HashMap<>();
        ownConditions.forEach((use, conditions) -> {
            String table = use.rule().table();
            boolean once = uses.stream()
                            .filter(other -> other.rule().table().equals(table))
                            .count()
                    == 1;
            if (once && !conditions.isEmpty()) {
                restrictions.put(table, new Statement.Restriction(use.alias(), conditions));
            }
        });
        return restrictions;
    }

    JoinTree from() {
        return outermost == null ? new JoinTree.Other("nothing") : outermost;
    }

    Set<Trait> traits() {
        return traits.traits();
    }

    Set<String> unknownTables() {
        return unknownTables;
    }

    Set<String> unreadable() {
        return traits.unreadable();
    }

    Set<String> strange() {
        return traits.strange();
    }

    private void collectCommonTables(PartNode node) {
        if (node.part() instanceof CommonTableExpression<?> common) {
            commonTables.add(common.getName());
        }
        node.children().forEach(this::collectCommonTables);
    }

    private void collectInline(PartNode node) {
        InlineColumns.table(node.part())
                .filter(bases::containsKey)
                .ifPresent(name -> inline.put(name, bases.get(name)));
        node.children().forEach(this::collectInline);
    }

    /** Finds the scopes below a node, and reads each. */
    private void walk(PartNode node, @Nullable Scope outer) {
        Scope scope = node.isScope() ? scope(node, outer) : outer;
        node.children().forEach(child -> walk(child, scope));
    }

    private Scope scope(PartNode node, @Nullable Scope outer) {
        Scope scope = new Scope(outer);
        List<PartNode> tables = new ArrayList<>();
        collectTables(node, tables);
        tables.forEach(table -> declare(table, scope));
        Columns columns = new Columns(scope);
        ConditionReader conditions = new ConditionReader(columns, rendered);
        JoinTree tree = new JoinReader(useOf, conditions, filters).read(tables);
        if (outermost == null) {
            outermost = tree;
            target = tables.isEmpty() ? null : useOf.get(tables.get(0));
        }
        Condition where = node.conditionAfter("where").orElse(null);
        Filter filter = new Filter(
                conditions.read(where),
                conditions.ties(where),
                scope.uses().stream().map(TableUse::index).collect(Collectors.toSet()),
                JoinReader.nullable(tree));
        filters.add(filter);
        scope.uses().stream()
                .filter(use -> !filter.nullable().contains(use.index()))
                .forEach(use -> ownConditions.put(use, new OwnConditions(rendered, columns).of(where, use)));
        return scope;
    }

    /** The topmost tables that a scope declares; what nested scopes declare is theirs. */
    private static void collectTables(PartNode node, List<PartNode> tables) {
        for (PartNode child : node.children()) {
            if (child.part() instanceof Table<?> && child.declaresTables()) {
                tables.add(child);
            } else if (!child.isScope()) {
                collectTables(child, tables);
            }
        }
    }

    private void declare(PartNode node, Scope scope) {
        Table<?> table = (Table<?>) node.part();
        if (table instanceof QOM.JoinTable<?, ?>) {
            List<PartNode> sides = new ArrayList<>();
            collectTables(node, sides);
            sides.forEach(side -> declare(side, scope));
            return;
        }
        Optional<Table<?>> named = namedTable(node);
        Optional<TableRule> rule =
                named.filter(LogicalTables::isLogical).flatMap(base -> topology.rule(base.getName()));
        if (rule.isPresent()) {
            use(node, table.getName(), rule.get(), named.get(), scope);
            return;
        }
        scope.declareOther(table.getName());
        named.filter(base -> !commonTables.contains(base.getName()) || LogicalTables.isLogical(base))
                .map(base -> base.getQualifiedName().toString())
                .ifPresent(unknownTables::add);
    }

    /** jOOQ declares the same table twice where it renders implicit joins: once as written, once as joined. */
    private void use(PartNode node, String alias, TableRule rule, Table<?> base, Scope scope) {
        Optional<TableUse> known = scope.own(alias).filter(use -> use.rule().equals(rule));
        TableUse use = known.orElseGet(() -> new TableUse(uses.size(), alias, rule, primaryKey(base)));
        if (known.isEmpty()) {
            uses.add(use);
            bases.putIfAbsent(alias, base);
            tables.putIfAbsent(rule.table(), base);
            scope.declare(use);
        }
        useOf.put(node, use);
    }

    private static Optional<TableField<?, ?>> primaryKey(Table<?> base) {
        return Optional.ofNullable(base.getPrimaryKey())
                .filter(key -> key.getFields().size() == 1)
                .map(key -> key.getFields().get(0));
    }

    /**
     * The named table at the bottom of aliases; empty for derived tables, values, functions and the like. A table-valued
     * function is a named table without a rule.
     */
    private static Optional<Table<?>> namedTable(PartNode node) {
        for (PartNode child : node.children()) {
            boolean inner = !child.isScope() && !(child.part() instanceof Select<?>) && child.declaresTables();
            if (inner && !isList(child.part())) {
                Optional<Table<?>> found = namedTable(child);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return node.part() instanceof org.jooq.impl.TableImpl<?> table && !hasAlias(node)
                ? Optional.of(table)
                : Optional.empty();
    }

    private static boolean isList(QueryPart part) {
        return part instanceof QOM.UnmodifiableCollection<?>;
    }

    private static boolean hasAlias(PartNode node) {
        return node.children().stream().anyMatch(child -> child.is("Alias"));
    }
}
