/**
 * The configuration file: reads it, says all that is wrong with it and where, and opens the databases that it names.
 *
 * <p>It may import {@code dev.meridian.placement} and {@code dev.meridian.exception}, and nothing else of Meridian. It is the
 * only package that knows YAML and HikariCP. Invariant: no text that it hands out, be it a message or a
 * {@code toString()}, has the value of a password in it.
 */
@NullMarked
package dev.meridian.config;

import org.jspecify.annotations.NullMarked;
