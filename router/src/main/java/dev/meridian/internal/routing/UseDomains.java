package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.KeyPredicate;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * For each use of a table, the shards outside which it has no row that matters. Computed once for a statement.
 *
 * <p>A filter narrows a use only where rows that fail it do not matter, and only by what rejects NULLs where the row may have
 * been replaced by NULLs. Equalities between columns that hold matching rows on one shard then carry domains from use to
 * use, until nothing changes.
 */
final class UseDomains {

    private final Statement statement;
    private final Topology topology;
    private final Identities identities;
    private final Hints hints;
    private final List<Set<ShardId>> domains = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final PresentRows present;

    UseDomains(Statement statement, Topology topology, Identities identities, Hints hints) {
        this.statement = statement;
        this.topology = topology;
        this.identities = identities;
        this.hints = hints;
        this.present = PresentRows.of(statement);
        statement.uses().forEach(use -> domains.add(narrowed(use)));
        boolean changed = true;
        while (changed) {
            changed = carry();
        }
    }

    /** The domain of a use; every shard for reference tables, whose rows are the same everywhere. */
    Set<ShardId> of(TableUse use) {
        return domains.get(use.index());
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** The shards on which a table of this rule has rows. */
    private Set<ShardId> universe(TableRule rule) {
        if (rule instanceof TableRule.Pinned pinned) {
            reasons.add(pinned.table() + " is pinned to " + pinned.shard());
            return Set.of(pinned.shard());
        }
        return topology.root(rule)
                .map(root -> topology.inOrder(root.function().shards()))
                .orElse(topology.shardIds());
    }

    private Set<ShardId> narrowed(TableUse use) {
        Set<ShardId> all = universe(use.rule());
        if (topology.root(use.rule()).isEmpty()) {
            return all;
        }
        Set<ShardId> domain = all;
        PredicateTruth truth = new PredicateTruth(use, all, identities, hints);
        for (Filter filter : statement.filters()) {
            if (filter.narrows().contains(use.index())) {
                for (KeyPredicate conjunct : Predicates.conjuncts(filter.predicate())) {
                    domain = Truth.intersection(domain, left(use, all, filter, conjunct, truth.of(conjunct)));
                }
            }
        }
        return domain;
    }

    /** What a member of a filter leaves of all shards. */
    private Set<ShardId> left(TableUse use, Set<ShardId> all, Filter filter, KeyPredicate conjunct, Truth truth) {
        if (truth.trueOfNull() && filter.nullable().contains(use.index())) {
            return all;
        }
        if (!truth.trueOfNull()) {
            present.require(use.index(), filter);
        }
        if (truth.whenTrue().size() < all.size()) {
            reasons.add(Predicates.describe(conjunct));
        }
        return truth.whenTrue();
    }

    /** One round over all equalities; true if a domain became smaller. */
    private boolean carry() {
        boolean changed = false;
        for (Filter filter : statement.filters()) {
            for (Filter.Tie tie : filter.ties()) {
                changed |= filter.narrows().contains(tie.right()) && carry(tie, tie.left(), tie.right());
                changed |= filter.narrows().contains(tie.left()) && carry(tie, tie.right(), tie.left());
            }
        }
        for (PresentRows.Link link : present.holding()) {
            changed |= carry(link.tie(), link.optional(), link.preserved());
        }
        return changed;
    }

    private boolean carry(Filter.Tie tie, int from, int to) {
        Set<ShardId> before = domains.get(to);
        Set<ShardId> after = Truth.intersection(before, domains.get(from));
        if (after.size() == before.size()) {
            return false;
        }
        domains.set(to, after);
        reasons.add(tie.text());
        return true;
    }
}
