/**
 * Picks the first way to run a routed statement that is exact, or refuses it. Pure. May import {@code merge},
 * {@code routing}, {@code analysis}, {@code placement} and {@code exception}.
 */
@NullMarked
package dev.meridian.internal.plan;

import org.jspecify.annotations.NullMarked;
