package dev.meridian.internal.routing;

import dev.meridian.placement.IdentityChooser;
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

    /** The rule of a co-located table's parent. */
    TableRule parent(TableRule.Colocated child) {
        return topology.rule(child.parent()).orElseThrow();
    }
}
