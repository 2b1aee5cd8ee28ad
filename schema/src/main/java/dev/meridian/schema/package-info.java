/**
 * The weather schema that Meridian's tests and examples share: Flyway migrations and the names of their placeholders.
 * Knows nothing of the router.
 */
@NullMarked
package dev.meridian.schema;

import org.jspecify.annotations.NullMarked;
