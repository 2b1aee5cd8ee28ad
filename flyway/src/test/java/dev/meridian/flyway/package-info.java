/** Tests of migrating, on real SQLite files and a real PostgreSQL. */
package dev.meridian.flyway;
