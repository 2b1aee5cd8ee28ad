package dev.meridian.internal.routing;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Insertion;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.internal.analysis.Trait;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routes statements to the shard that {@code onShard} named: whatever they say, but never a row to a shard that is not its own. */
final class NamedShard {

    private final Topology topology;
    private final InsertRouting inserts;

    NamedShard(Topology topology, InsertRouting inserts) {
        this.topology = topology;
        this.inserts = inserts;
    }

    Route route(Statement statement, ShardId shard) {
        if (statement.traits().contains(Trait.NESTED_WRITE)
                && topology.shardIds().size() > 1) {
            throw new RefusedException(Rule.UNSUPPORTED, "It has " + Trait.NESTED_WRITE.description() + ".");
        }
        for (TableUse use : statement.uses()) {
            if (use.rule() instanceof TableRule.Pinned pinned && !pinned.shard().equals(shard)) {
                throw new RefusedException(
                        Rule.WRONG_SHARD,
                        "\"" + use.rule().table() + "\" is pinned to " + pinned.shard() + ", not to " + shard + ".");
            }
        }
        if (statement.target().isPresent() && statement.insertion().isPresent()) {
            insert(statement.target().get(), statement.insertion().get(), shard);
        }
        return new Route(Set.of(shard), Map.of(), List.of("onShard(" + shard + ")"));
    }

    /** A child row is the application's word that its parent is there. */
    private void insert(TableUse target, Insertion insertion, ShardId shard) {
        if (topology.root(target.rule()).isEmpty()) {
            return;
        }
        Set<ShardId> shards = inserts.shardsOf(target, insertion, Hints.NONE, (key, id, candidates) -> Set.of(shard));
        if (!Set.of(shard).containsAll(shards)) {
            throw new RefusedException(
                    Rule.WRONG_SHARD,
                    "A row of \"" + target.rule().table() + "\" belongs to " + List.copyOf(shards) + ", not to " + shard
                            + ".");
        }
    }
}
