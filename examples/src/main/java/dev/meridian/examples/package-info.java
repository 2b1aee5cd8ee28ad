/** The programs that show Meridian: one per strategy, asynchronous, and one where a configuration file chooses. */
@NullMarked
package dev.meridian.examples;

import org.jspecify.annotations.NullMarked;
