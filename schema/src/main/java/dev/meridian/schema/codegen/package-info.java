/**
 * What jOOQ's code generator needs to read the migrations. Used at build time only, with jOOQ-meta, Flyway and SQLite
 * on the generator's class path; they are no dependencies of the schema jar's users.
 */
@NullMarked
package dev.meridian.schema.codegen;

import org.jspecify.annotations.NullMarked;
