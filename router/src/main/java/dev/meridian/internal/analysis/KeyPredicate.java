package dev.meridian.internal.analysis;

import dev.meridian.placement.KeyRange;
import java.util.List;

/**
 * What a condition says about key columns, in SQL's three-valued logic. All else that it says is {@link Unknown}. The text of a
 * predicate has placeholders for values.
 */
public sealed interface KeyPredicate {

    /** A condition that may be true or false of any row. */
    KeyPredicate UNKNOWN = new Unknown();

    /** A predicate about one column: the leaves of the tree. */
    sealed interface Leaf extends KeyPredicate {

        /**
         * The column that it is about.
         *
         * @return the column
         */
        KeyColumn column();
    }

    /** A condition that says nothing about key columns. */
    record Unknown() implements KeyPredicate {}

    /**
     * A condition with a constant result.
     *
     * @param mayBeTrue whether it is true
     * @param mayBeFalse whether it is false; neither means NULL
     */
    record Constant(boolean mayBeTrue, boolean mayBeFalse) implements KeyPredicate {}

    /**
     * The column equals one of some values.
     *
     * @param column the column
     * @param values canonical values, none of them null
     * @param orNull whether NULL is in the list too: then the condition is never false
     */
    record OneOf(KeyColumn column, List<Object> values, boolean orNull) implements Leaf {
        @Override
        public String toString() {
            int count = values.size() + (orNull ? 1 : 0);
            return column.name() + (count == 1 ? " = ?" : " in (" + count + " values)");
        }
    }

    /**
     * The column lies within a range.
     *
     * @param column the column, in the role of a key
     * @param range a range of canonical values, open at one end
     */
    record Within(KeyColumn column, KeyRange range) implements Leaf {
        @Override
        public String toString() {
            String operator = range.lower().isPresent()
                    ? range.lowerInclusive() ? " >= ?" : " > ?"
                    : range.upperInclusive() ? " <= ?" : " < ?";
            return column.name() + operator;
        }
    }

    /**
     * The column is NULL, which happens only where an outer join found no row.
     *
     * @param column the column
     */
    record IsNull(KeyColumn column) implements Leaf {
        @Override
        public String toString() {
            return column.name() + " is null";
        }
    }

    /**
     * Both.
     *
     * @param left one
     * @param right the other
     */
    record And(KeyPredicate left, KeyPredicate right) implements KeyPredicate {}

    /**
     * At least one.
     *
     * @param left one
     * @param right the other
     */
    record Or(KeyPredicate left, KeyPredicate right) implements KeyPredicate {}

    /**
     * The opposite: true where the input is false, NULL where it is NULL.
     *
     * @param input the input
     */
    record Not(KeyPredicate input) implements KeyPredicate {}
}
