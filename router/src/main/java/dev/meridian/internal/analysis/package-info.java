/**
 * Reads jOOQ's syntax tree, once, into Meridian's own small statement model. The only package that knows
 * {@code org.jooq.impl.QOM} and the classes behind it.
 *
 * <p>A visitor rides a rendering ({@link dev.meridian.internal.analysis.RenderedTree}), so that nothing which becomes SQL can
 * hide: unions, locks, emulations and implicit joins included. Conditions are read through jOOQ's accessors. What is not
 * understood widens (a condition) or is reported as a {@link dev.meridian.internal.analysis.Trait} (anything else).
 *
 * <p>May import {@code placement} and {@code exception}.
 */
@NullMarked
package dev.meridian.internal.analysis;

import org.jspecify.annotations.NullMarked;
