/**
 * Makes ids that are unique over all shards. May import {@code execution}, {@code transaction}, {@code routing} and
 * {@code placement}.
 */
@NullMarked
package dev.meridian.internal.identity;

import org.jspecify.annotations.NullMarked;
