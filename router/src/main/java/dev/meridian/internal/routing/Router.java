package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Insertion;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.Statement.Kind;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.placement.ExecuteChooser;
import dev.meridian.placement.IdentityChooser;
import dev.meridian.placement.ShardChooser;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shards that a statement needs. The order of precedence is {@link #route}: a shard that was named, then the home
 * shard of a record (inside {@link Identities}), then the choosers. Immutable and safe for use by many threads.
 */
public final class Router {

    private final Topology topology;
    private final ExecuteChooser executeChooser;
    private final Identities identities;
    private final InsertRouting inserts;
    private final NamedShard named;
    private final WriteRules writeRules;

    /**
     * A router.
     *
     * @param topology the shards and tables
     * @param shardChooser where new rows go
     * @param identityChooser where primary keys may live
     * @param executeChooser which shards a statement asks
     */
    public Router(
            Topology topology,
            ShardChooser shardChooser,
            IdentityChooser identityChooser,
            ExecuteChooser executeChooser) {
        this.topology = topology;
        this.executeChooser = executeChooser;
        this.identities = new Identities(topology, identityChooser);
        this.inserts = new InsertRouting(shardChooser, identities);
        this.named = new NamedShard(topology, inserts);
        this.writeRules = new WriteRules(topology, identities);
    }

    /**
     * Routes a statement.
     *
     * @param statement the statement
     * @param hints what is known besides
     * @param rows finds rows by their primary key
     * @return its route
     * @throws RefusedException if the statement cannot be routed, or a write would put a row where its key does not point
     */
    public Route route(Statement statement, Hints hints, RowLocator rows) {
        if (statement.kind() == Kind.DDL) {
            throw new RefusedException(Rule.DDL, "The statement defines or drops objects.");
        }
        if (statement.kind() == Kind.MERGE && topology.shardIds().size() > 1) {
            throw new RefusedException(Rule.UNSUPPORTED, "It is a MERGE, whose new rows cannot be checked.");
        }
        statement.target().ifPresent(this::refuseOneCopy);
        Route route = hints.explicit().isPresent()
                ? named.route(statement, hints.explicit().get())
                : chosen(statement, hints, rows);
        if (route.shards().size() == 1) {
            writeRules.check(statement, route.shards().iterator().next(), hints);
        }
        return route;
    }

    /**
     * The shards that new rows would go to, whatever ids they have.
     *
     * @param statement an INSERT into a sharded or co-located table
     * @param hints what is known besides
     * @param rows finds rows by their primary key
     * @return the shards of its rows
     * @throws RefusedException if a row does not say where it belongs
     */
    public Set<ShardId> shardsOfRows(Statement statement, Hints hints, RowLocator rows) {
        return hints.explicit().isPresent()
                ? Set.of(hints.explicit().get())
                : inserts.shardsOf(
                        statement.target().orElseThrow(), statement.insertion().orElseThrow(), hints, rows);
    }

    private Route chosen(Statement statement, Hints hints, RowLocator rows) {
        boolean onlyShard = topology.shardIds().size() == 1;
        if (!onlyShard) {
            requireReadable(statement);
        }
        UseDomains domains = new UseDomains(statement, topology, identities, hints);
        Set<ShardId> provable = new LinkedHashSet<>();
        boolean spread = false;
        for (TableUse use : statement.uses()) {
            if (!(use.rule() instanceof TableRule.Reference)) {
                spread = true;
                provable.addAll(
                        isTarget(statement, use)
                                ? targetShards(statement, use, domains, hints, rows)
                                : domains.of(use));
                demandIdentity(statement, use, domains);
            }
        }
        if (!onlyShard && statement.kind().writes() && statement.target().isEmpty()) {
            throw new RefusedException(Rule.UNKNOWN_TABLE, "The table that it writes to is not known.");
        }
        if (onlyShard || !spread) {
            ShardId any = topology.shardIds().iterator().next();
            return new Route(
                    Set.of(any), Map.of(), List.of(onlyShard ? "there is one shard" : "every shard has these rows"));
        }
        List<String> reasons = new ArrayList<>(domains.reasons());
        statement
                .insertion()
                .flatMap(insertion -> statement.target())
                .ifPresent(target -> reasons.add(0, placing(target)));
        Set<ShardId> needed = WrittenRow.locate(statement, topology.inOrder(provable), rows);
        Set<ShardId> asked = asked(statement, needed);
        // One shard has all rows that matter, of every table.
        Map<String, Set<ShardId>> tables = asked.size() > 1 ? tables(statement, domains, asked) : Map.of();
        return new Route(asked, tables, reasons);
    }

    private static Map<String, Set<ShardId>> tables(Statement statement, UseDomains domains, Set<ShardId> asked) {
        Map<String, Set<ShardId>> tables = new HashMap<>();
        for (TableUse use : statement.uses()) {
            if (!(use.rule() instanceof TableRule.Reference)) {
                tables.merge(use.rule().table(), Truth.intersection(asked, domains.of(use)), Truth::union);
            }
        }
        return tables;
    }

    private static String placing(TableUse target) {
        if (target.rule() instanceof TableRule.Sharded sharded) {
            return "the row's " + sharded.table() + "." + sharded.key();
        }
        return target.rule() instanceof TableRule.Colocated child
                ? "the row's parent, by " + child.table() + "." + child.foreignKey()
                : "the place of " + target.rule().table();
    }

    private static boolean isTarget(Statement statement, TableUse use) {
        return statement.kind() == Kind.INSERT
                && statement.target().filter(use::equals).isPresent();
    }

    private Set<ShardId> targetShards(
            Statement statement, TableUse target, UseDomains domains, Hints hints, RowLocator rows) {
        Insertion insertion = statement.insertion().orElseThrow();
        return topology.root(target.rule()).isPresent()
                ? inserts.shardsOf(target, insertion, hints, rows)
                : domains.of(target);
    }

    private void requireReadable(Statement statement) {
        if (statement.kind() == Kind.OTHER
                && statement.unreadable().stream().noneMatch(name -> name.startsWith("SQL"))) {
            throw new RefusedException(Rule.UNSUPPORTED, "It is " + String.join(", ", statement.unreadable()) + ".");
        }
        if (statement.traits().contains(Trait.NESTED_WRITE)) {
            throw new RefusedException(Rule.UNSUPPORTED, "It has " + Trait.NESTED_WRITE.description() + ".");
        }
        if (!statement.unknownTables().isEmpty()) {
            throw new RefusedException(
                    Rule.UNKNOWN_TABLE, "No rule for " + String.join(", ", statement.unknownTables()) + ".");
        }
        if (!statement.unreadable().isEmpty()) {
            throw new RefusedException(
                    Rule.OPAQUE_SQL,
                    "SQL text that may name tables stands in " + String.join(", ", statement.unreadable()) + ".");
        }
    }

    /** The copies of a reference table must stay equal. */
    private void refuseOneCopy(TableUse target) {
        if (target.rule() instanceof TableRule.Reference && topology.shardIds().size() > 1) {
            throw new RefusedException(
                    Rule.COPIES,
                    "\"" + target.rule().table() + "\" has a copy on each of " + topology.shardIds() + ".");
        }
    }

    private Set<ShardId> asked(Statement statement, Set<ShardId> provable) {
        Set<ShardId> chosen = executeChooser.choose(
                new ExecuteChooser.Routed(statement.tables().keySet(), provable));
        if (!provable.containsAll(chosen)) {
            throw new RefusedException(
                    Rule.UNKNOWN_SHARD, "The execute chooser named " + chosen + "; possible are " + provable + ".");
        }
        return topology.inOrder(chosen);
    }

    private void demandIdentity(Statement statement, TableUse use, UseDomains domains) {
        Optional<String> searched = IdentityDemand.searched(statement, use);
        if (searched.isPresent() && domains.of(use).size() > 1) {
            throw new RefusedException(
                    Rule.IDENTITY_DEMANDED,
                    searched.get() + " leaves " + topology.inOrder(domains.of(use)) + ", and \""
                            + use.rule().table() + "\" demands one shard.");
        }
    }
}
