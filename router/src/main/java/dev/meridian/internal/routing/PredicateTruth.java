package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.KeyColumn;
import dev.meridian.internal.analysis.KeyPredicate;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyRange;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import dev.meridian.placement.TableRule;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/** Evaluates predicates to shards, for one use of a table. What a predicate says of other uses is unknown here. */
final class PredicateTruth {

    private final TableUse use;
    private final Set<ShardId> all;
    private final Identities identities;
    private final Hints hints;

    PredicateTruth(TableUse use, Set<ShardId> all, Identities identities, Hints hints) {
        this.use = use;
        this.all = all;
        this.identities = identities;
        this.hints = hints;
    }

    Truth of(KeyPredicate predicate) {
        if (predicate instanceof KeyPredicate.And and) {
            return of(and.left()).and(of(and.right()));
        }
        if (predicate instanceof KeyPredicate.Or or) {
            return of(or.left()).or(of(or.right()));
        }
        if (predicate instanceof KeyPredicate.Not not) {
            return of(not.input()).not();
        }
        if (predicate instanceof KeyPredicate.Constant constant) {
            return constant(constant);
        }
        boolean mine =
                predicate instanceof KeyPredicate.Leaf leaf && leaf.column().use() == use.index();
        return mine ? leaf((KeyPredicate.Leaf) predicate) : Truth.unknown(all);
    }

    private Truth constant(KeyPredicate.Constant constant) {
        return new Truth(
                constant.mayBeTrue() ? all : Set.of(),
                constant.mayBeTrue(),
                constant.mayBeFalse() ? all : Set.of(),
                constant.mayBeFalse());
    }

    /** Keys are never NULL in a row, so only a missing row makes {@code IS NULL} true. */
    private Truth leaf(KeyPredicate.Leaf leaf) {
        if (leaf instanceof KeyPredicate.OneOf oneOf) {
            return new Truth(equal(oneOf), false, oneOf.orNull() ? Set.of() : different(oneOf), false);
        }
        if (leaf instanceof KeyPredicate.Within within) {
            return new Truth(function().shardsWithin(within.range()), false, outside(within.range()), false);
        }
        return new Truth(Set.of(), true, all, false);
    }

    private Set<ShardId> equal(KeyPredicate.OneOf oneOf) {
        Set<ShardId> shards = new LinkedHashSet<>();
        Function<Object, Set<ShardId>> shardsOf = shardsOf(oneOf.column());
        oneOf.values().forEach(value -> shards.addAll(shardsOf.apply(value)));
        return Truth.intersection(all, shards);
    }

    private Function<Object, Set<ShardId>> shardsOf(KeyColumn column) {
        return switch (column.role()) {
            case KEY -> value -> function().shardOf(value).map(Set::of).orElse(Set.of());
            case IDENTITY -> value -> identities.shardsOf(use.rule(), value, hints);
            case PARENT -> value -> identities.shardsOfParent(use, value, hints);
        };
    }

    private Set<ShardId> different(KeyPredicate.OneOf oneOf) {
        // Folding may take texts for equal that the database tells apart, so it must not take them out.
        boolean known = oneOf.column().role() == KeyColumn.Role.KEY
                && ((TableRule.Sharded) use.rule()).comparison() != KeyComparison.IGNORE_CASE;
        return known ? function().shardsExcept(oneOf.values()) : all;
    }

    /** The complement of a range that is open at one end is a range again. */
    private Set<ShardId> outside(KeyRange range) {
        KeyRange complement = range.lower().isPresent()
                ? KeyRange.to(range.lower().get(), !range.lowerInclusive())
                : KeyRange.from(range.upper().orElseThrow(), !range.upperInclusive());
        return function().shardsWithin(complement);
    }

    private ShardingFunction function() {
        return ((TableRule.Sharded) use.rule()).function();
    }
}
