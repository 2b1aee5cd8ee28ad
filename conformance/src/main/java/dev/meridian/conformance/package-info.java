/**
 * The contract's tests: one body on every strategy and database, compared with one unsharded database. They live beside
 * the router, since they need all of its modules at once; nothing here is published.
 */
@NullMarked
package dev.meridian.conformance;

import org.jspecify.annotations.NullMarked;
