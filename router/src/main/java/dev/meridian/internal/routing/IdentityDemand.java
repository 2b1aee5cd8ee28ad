package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.Filter;
import dev.meridian.internal.analysis.KeyColumn;
import dev.meridian.internal.analysis.KeyPredicate;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.TableRule;
import java.util.Optional;

/** Finds look-ups by primary key on tables which demand that a primary key tells the shard. */
final class IdentityDemand {

    private IdentityDemand() {}

    /** The look-up by primary key, if the use's table demands that it has one shard. */
    static Optional<String> searched(Statement statement, TableUse use) {
        if (policy(use.rule()) != IdentityPolicy.DEMAND) {
            return Optional.empty();
        }
        return statement.filters().stream()
                .map(Filter::predicate)
                .flatMap(predicate -> Predicates.conjuncts(predicate).stream())
                .filter(conjunct -> isLookUp(conjunct, use))
                .map(Predicates::describe)
                .findFirst();
    }

    private static IdentityPolicy policy(TableRule rule) {
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.identity();
        }
        return rule instanceof TableRule.Colocated colocated ? colocated.identity() : IdentityPolicy.SEARCH;
    }

    private static boolean isLookUp(KeyPredicate conjunct, TableUse use) {
        return conjunct instanceof KeyPredicate.OneOf oneOf
                && oneOf.column().use() == use.index()
                && oneOf.column().role() == KeyColumn.Role.IDENTITY;
    }
}
