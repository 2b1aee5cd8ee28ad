package dev.meridian.flyway;

/** The listener that tells nobody. */
enum NoProgress implements MigrationProgress {
    INSTANCE
}
