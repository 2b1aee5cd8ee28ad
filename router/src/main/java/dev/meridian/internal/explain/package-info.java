/**
 * Writes plans down for people: a tree of lines, and the statements of the shards. Touches no shard. May import {@code execution} and all that is
 * below it, for the texts that it would run.
 */
@NullMarked
package dev.meridian.internal.explain;

import org.jspecify.annotations.NullMarked;
