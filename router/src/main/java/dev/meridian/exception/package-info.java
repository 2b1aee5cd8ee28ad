/** What Meridian throws: refusals with their rule, failures of shards with their outcome. Imports nothing of Meridian. */
@NullMarked
package dev.meridian.exception;

import org.jspecify.annotations.NullMarked;
