/**
 * Where rows live: shards, the databases that hold them, and the rule of each table.
 *
 * <p>Everything here is immutable and safe for use by many threads. This package knows no statement, opens no
 * transaction and starts no thread; it may import {@code dev.meridian.exception} and nothing else of Meridian.
 */
@NullMarked
package dev.meridian.placement;

import org.jspecify.annotations.NullMarked;
