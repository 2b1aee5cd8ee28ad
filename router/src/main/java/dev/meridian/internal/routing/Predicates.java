package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.KeyPredicate;
import java.util.ArrayList;
import java.util.List;

/** Takes predicates apart, and writes them down. */
final class Predicates {

    private Predicates() {}

    /** The members of the top-level conjunction. */
    static List<KeyPredicate> conjuncts(KeyPredicate predicate) {
        List<KeyPredicate> conjuncts = new ArrayList<>();
        collect(predicate, conjuncts);
        return conjuncts;
    }

    private static void collect(KeyPredicate predicate, List<KeyPredicate> conjuncts) {
        if (predicate instanceof KeyPredicate.And and) {
            collect(and.left(), conjuncts);
            collect(and.right(), conjuncts);
        } else {
            conjuncts.add(predicate);
        }
    }

    /** The predicate as SQL with placeholders; what it does not know is three dots. */
    static String describe(KeyPredicate predicate) {
        if (predicate instanceof KeyPredicate.And and) {
            return describe(and.left()) + " and " + describe(and.right());
        }
        if (predicate instanceof KeyPredicate.Or or) {
            return "(" + describe(or.left()) + " or " + describe(or.right()) + ")";
        }
        if (predicate instanceof KeyPredicate.Not not) {
            return "not (" + describe(not.input()) + ")";
        }
        if (predicate instanceof KeyPredicate.Constant constant) {
            return constant.mayBeTrue() ? "true" : constant.mayBeFalse() ? "false" : "null";
        }
        return predicate instanceof KeyPredicate.Unknown ? "..." : predicate.toString();
    }
}
