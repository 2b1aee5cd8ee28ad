/**
 * Puts the rows of several shards in the order that their database would have given them. Pure: it knows values, no result sets. May import
 * {@code analysis}. Its invariant: an order is reproduced exactly, or {@code RowOrder.isKnown} says no.
 */
@NullMarked
package dev.meridian.internal.merge;

import org.jspecify.annotations.NullMarked;
