/**
 * Migrates the shards of a router with Flyway and tells what each is at: {@link dev.meridian.flyway.ShardMigrator}. May
 * import the router's public packages; the router does not know it.
 *
 * <p>The invariant: each shard has a history table of its own, in its own schema and under its own prefix, and one
 * physical database is never migrated by two threads.
 */
@NullMarked
package dev.meridian.flyway;

import org.jspecify.annotations.NullMarked;
