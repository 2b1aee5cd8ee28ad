/**
 * The facade: {@link dev.meridian.ShardedDSLContext}, a jOOQ {@code DSLContext} whose statements are routed to shards, and what it
 * explains. Nothing else of Meridian imports this package.
 */
@NullMarked
package dev.meridian;

import org.jspecify.annotations.NullMarked;
