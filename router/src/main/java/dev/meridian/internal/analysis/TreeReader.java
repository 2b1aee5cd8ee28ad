package dev.meridian.internal.analysis;

import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.InsertQuery;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.QOM;
import org.jooq.impl.TableImpl;
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
    private final Set<PartNode> bound = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<PartNode, TableUse> useOf = new IdentityHashMap<>();
    private final Map<TableUse, List<Condition>> ownConditions = new HashMap<>();
    private final RenderedConditions rendered;
    private final Map<String, Table<?>> bases = new HashMap<>();
    private final Map<String, Table<?>> inline = new HashMap<>();
    private final Map<String, Table<?>> tables = new HashMap<>();
    private final Blocks blocks;
    private final NeededColumns columns;
    private final SubqueryTies subqueries = new SubqueryTies();
    private @Nullable TableUse target;

    TreeReader(Topology topology, PartNode root) {
        this.topology = topology;
        this.rendered = new RenderedConditions(root);
        this.blocks = new Blocks(root);
        this.columns = new NeededColumns(root);
        traits.read(root);
        walk(root, null);
        collectForgotten(root);
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

    Set<String> columns() {
        return columns.names(traits.traits());
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

    List<Block> blocks() {
        return blocks.all();
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

    /** The tables that the scope's own WITH defines. */
    private static void collectCommonTables(PartNode node, Scope scope) {
        for (PartNode child : node.children()) {
            if (child.part() instanceof CommonTableExpression<?> common) {
                scope.declareCommonTable(common.getName());
            } else if (!child.isScope()) {
                collectCommonTables(child, scope);
            }
        }
    }

    /** Every logical table in the SQL is a use: one that no scope declared is one about which nothing is known. */
    private void collectForgotten(PartNode node) {
        if (node.declaresTables()
                && !bound.contains(node)
                && node.part() instanceof TableImpl<?> table
                && LogicalTables.isLogical(table)) {
            Optional<TableRule> rule = topology.rule(table.getName());
            rule.ifPresent(known -> {
                uses.add(new TableUse(uses.size(), table.getName(), known, table));
                tables.putIfAbsent(table.getName(), table);
            });
            if (rule.isEmpty()) {
                unknownTables.add(table.getQualifiedName().toString());
            }
        }
        node.children().forEach(this::collectForgotten);
    }

    /** Only a table without an alias is renamed; a column of an alias finds it as it is. */
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
        collectCommonTables(node, scope);
        List<PartNode> tables = new ArrayList<>();
        collectTables(node, tables);
        tables.forEach(table -> declare(table, scope));
        Columns ofScope = new Columns(scope);
        ConditionReader conditions = new ConditionReader(ofScope, rendered);
        JoinTree tree = new JoinReader(useOf, blocks, conditions, filters).read(tables);
        if (blocks.isEmpty()) {
            target = tables.isEmpty() ? null : useOf.get(tables.get(0));
        }
        // The WHERE of an upsert is about the row that stands there, not about the new one.
        Condition where = node.part() instanceof InsertQuery<?>
                ? null
                : node.conditionAfter("where").orElse(null);
        List<Filter.Tie> ties = new ArrayList<>(conditions.ties(where));
        ties.addAll(subqueries.member(node, traits.traits(node), ofScope));
        Filter filter = new Filter(
                conditions.read(where),
                ties,
                scope.uses().stream().map(TableUse::index).collect(Collectors.toSet()),
                JoinReader.nullable(tree));
        filters.add(filter);
        subqueries.outward(node, traits.traits(node), ties).ifPresent(filters::add);
        subqueries.note(node, ofScope, filter);
        blocks.add(node, tree, filter, traits.traits(node), ofScope);
        scope.uses().stream()
                .filter(use -> !filter.nullable().contains(use.index()))
                .forEach(use -> ownConditions.put(use, new OwnConditions(rendered, ofScope).of(where, use)));
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
        Optional<PartNode> named = namedTable(node);
        Optional<Table<?>> base = named.map(found -> (Table<?>) found.part());
        Optional<TableRule> rule =
                base.filter(LogicalTables::isLogical).flatMap(found -> topology.rule(found.getName()));
        if (rule.isPresent()) {
            bound.add(named.get());
            if (scope.isCommonTable(base.get().getName())) {
                // Which of the two a database finds depends on where it looks, and on whether it is told a schema.
                unknownTables.add(base.get().getName() + ", of which WITH defines another");
            }
            use(node, table.getName(), rule.get(), base.get(), scope);
            return;
        }
        scope.declareOther(table.getName());
        named.ifPresent(bound::add);
        base.filter(found -> LogicalTables.isLogical(found) || !scope.isCommonTable(found.getName()))
                .map(found -> found.getQualifiedName().toString())
                .ifPresent(unknownTables::add);
        if (base.isEmpty() && isText(node)) {
            traits.markUnreadable(node.part());
        }
    }

    /** Whether a table is plain SQL: a bare name is one, and names a table that nobody can see. */
    private static boolean isText(PartNode node) {
        return node.part() instanceof SQL
                || node.children().stream()
                        .filter(child -> !child.isScope() && !(child.part() instanceof Select<?>))
                        .anyMatch(TreeReader::isText);
    }

    /** jOOQ declares the same table twice where it renders implicit joins: once as written, once as joined. */
    private void use(PartNode node, String alias, TableRule rule, Table<?> base, Scope scope) {
        Optional<TableUse> known = scope.own(alias).filter(use -> use.rule().equals(rule));
        TableUse use = known.orElseGet(() -> new TableUse(uses.size(), alias, rule, base));
        if (known.isEmpty()) {
            uses.add(use);
            if (alias.equals(base.getName())) {
                bases.putIfAbsent(alias, base);
            }
            tables.putIfAbsent(rule.table(), base);
            scope.declare(use);
        }
        useOf.put(node, use);
    }

    /**
     * The named table at the bottom of aliases; empty for joins under an alias, derived tables, values, functions and the like. A table-valued
     * function is a named table without a rule.
     */
    private static Optional<PartNode> namedTable(PartNode node) {
        if (node.part() instanceof QOM.JoinTable<?, ?>) {
            return Optional.empty();
        }
        for (PartNode child : node.children()) {
            boolean inner = !child.isScope() && !(child.part() instanceof Select<?>) && child.declaresTables();
            if (inner && !isList(child.part())) {
                Optional<PartNode> found = namedTable(child);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return node.part() instanceof TableImpl<?> && !hasAlias(node) ? Optional.of(node) : Optional.empty();
    }

    private static boolean isList(QueryPart part) {
        return part instanceof QOM.UnmodifiableCollection<?>;
    }

    private static boolean hasAlias(PartNode node) {
        return node.children().stream().anyMatch(child -> child.is("Alias"));
    }
}
