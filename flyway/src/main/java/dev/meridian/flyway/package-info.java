/**
 * Migrates the shards of a router with Flyway. May import the router's public packages; the router does not know it.
 */
@NullMarked
package dev.meridian.flyway;

import org.jspecify.annotations.NullMarked;
