/**
 * Runs planned statements below jOOQ's API: an execute listener plans each statement while jOOQ renders it and gives it the
 * connections of its shards; what jOOQ sees is one connection and one result set. The only package that starts threads.
 * May import all of {@code internal} but only the facade and {@code identity} import it.
 */
@NullMarked
package dev.meridian.internal.execution;

import org.jspecify.annotations.NullMarked;
