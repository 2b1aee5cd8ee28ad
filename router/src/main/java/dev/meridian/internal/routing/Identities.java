package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.IdentityChooser;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Optional;
import java.util.Set;

/** Answers where a primary key may live: the record's home shard before the chooser. */
final class Identities {

    private final Topology topology;
    private final IdentityChooser chooser;

    Identities(Topology topology, IdentityChooser chooser) {
        this.topology = topology;
        this.chooser = chooser;
    }

    /** The shards on which the row of a table with this primary key may live. */
    Set<ShardId> shardsOf(TableRule table, Object id, Hints hints) {
        Set<ShardId> chosen = chooser.choose(new IdentityChooser.Identity(table, id));
        Optional<Home> home = chosen.size() > 1
                ? hints.home().filter(record -> record.vouchesFor(table.table(), id))
                : Optional.empty();
        return home.isPresent() ? Set.of(home.get().shard()) : chosen;
    }

    /**
     * The shards on which the parent of a child may live, by the child's foreign key: where the parent is sharded by its own primary key, its sharding
     * function tells besides.
     */
    Set<ShardId> shardsOfParent(TableUse child, Object id, Hints hints) {
        TableRule.Colocated rule = (TableRule.Colocated) child.rule();
        TableRule parent = parent(rule);
        Set<ShardId> chosen = shardsOf(parent, id, hints);
        boolean keyed = parent instanceof TableRule.Sharded sharded
                && sharded.comparison() != KeyComparison.IGNORE_CASE
                && child.refersTo(sharded.key(), rule.foreignKey());
        return keyed
                ? Truth.intersection(
                        chosen,
                        ((TableRule.Sharded) parent)
                                .function()
                                .shardOf(id)
                                .map(Set::of)
                                .orElse(Set.of()))
                : chosen;
    }

    /** The rule of a co-located table's parent. */
    TableRule parent(TableRule.Colocated child) {
        return topology.rule(child.parent()).orElseThrow();
    }
}
