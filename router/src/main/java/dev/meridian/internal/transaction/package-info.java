/**
 * Transactions over the databases that they touch. The only package that commits. May import {@code placement} and
 * {@code exception}.
 */
@NullMarked
package dev.meridian.internal.transaction;

import org.jspecify.annotations.NullMarked;
