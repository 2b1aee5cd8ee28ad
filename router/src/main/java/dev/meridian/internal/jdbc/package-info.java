/**
 * JDBC over the shards: what a JDBC program says is SQL text, and goes the way of SQL text. May import {@code analysis}, {@code transaction} and
 * {@code exception}.
 */
@NullMarked
package dev.meridian.internal.jdbc;

import org.jspecify.annotations.NullMarked;
