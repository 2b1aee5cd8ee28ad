/**
 * Turns what a statement says about keys into a set of shards, and refuses writes that would leave a row where its key does not
 * point. Pure: no database, no clock, no thread.
 *
 * <p>Each predicate gives the set of shards where it can be true: AND intersects, OR unites, NOT exchanges true and false,
 * what is unknown is every shard. May import {@code analysis}, {@code placement} and {@code exception}.
 */
@NullMarked
package dev.meridian.internal.routing;

import org.jspecify.annotations.NullMarked;
