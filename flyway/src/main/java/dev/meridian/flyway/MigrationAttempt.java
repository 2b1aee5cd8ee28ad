package dev.meridian.flyway;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of one shard's migration.
 *
 * @param result what is reported
 * @param thrown what Flyway threw, without passwords: none or one
 */
record MigrationAttempt(ShardMigration result, List<Throwable> thrown) {

    static MigrationAttempt succeeded(ShardMigration result) {
        return new MigrationAttempt(result, List.of());
    }

    static MigrationAttempt failed(ShardMigration result, Throwable cause) {
        return new MigrationAttempt(result, List.of(cause));
    }

    static MigrationAttempt notBegun(ShardMigration result) {
        return new MigrationAttempt(result, List.of());
    }

    Stream<Throwable> causes() {
        return thrown.stream();
    }
}
