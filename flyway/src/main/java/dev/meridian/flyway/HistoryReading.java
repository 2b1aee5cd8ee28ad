package dev.meridian.flyway;

import dev.meridian.placement.Shard;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Compares one shard's history with the scripts. Of several things that are wrong it reports the gravest. */
final class HistoryReading {

    private final Shard shard;
    private final List<MigrationInfo> migrations;

    HistoryReading(Shard shard, MigrationInfo[] migrations) {
        this.shard = shard;
        this.migrations = Stream.of(migrations).filter(each -> !isMarker(each)).collect(Collectors.toList());
    }

    /** Baselines and created schemas are Flyway's own notes, no scripts. */
    private static boolean isMarker(MigrationInfo migration) {
        return migration.getType() != null && migration.getType().isSynthetic();
    }

    ShardStatus status() {
        if (migrations.stream().noneMatch(each -> each.getState().isResolved())) {
            return status(ShardState.UNREACHABLE, "there are no migration scripts to compare with");
        }
        return firstOf(ShardState.FAILED, each -> each.getState().isFailed(), "failed")
                .or(() -> firstOf(ShardState.CHANGED, HistoryReading::isChanged, "was changed after it ran"))
                .or(() -> firstOf(ShardState.MISSING_SCRIPT, in(MigrationState.MISSING_SUCCESS), "ran, but is gone"))
                .or(() -> firstOf(ShardState.AHEAD, in(MigrationState.FUTURE_SUCCESS), "ran, but is unknown here"))
                .orElseGet(this::progress);
    }

    private ShardStatus progress() {
        if (migrations.stream().noneMatch(HistoryReading::isApplied)) {
            return status(ShardState.NEVER_MIGRATED, "");
        }
        return pending() == 0
                ? status(ShardState.CURRENT, "")
                : firstOf(ShardState.BEHIND, HistoryReading::isPending, "did not run")
                        .orElseThrow();
    }

    private Optional<ShardStatus> firstOf(ShardState state, Predicate<MigrationInfo> matches, String what) {
        return migrations.stream()
                .filter(matches)
                .findFirst()
                .map(each -> status(state, each.getScript() + " " + what));
    }

    private ShardStatus status(ShardState state, String note) {
        return new ShardStatus(
                shard.id(),
                shard.database(),
                state,
                newest(HistoryReading::isApplied),
                newest(each -> each.getState().isResolved()),
                pending(),
                note);
    }

    private int pending() {
        return (int) migrations.stream().filter(HistoryReading::isPending).count();
    }

    private String newest(Predicate<MigrationInfo> matches) {
        return migrations.stream()
                .filter(matches)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElse("");
    }

    /** Repeatable scripts may change: they are pending then. */
    private static boolean isChanged(MigrationInfo migration) {
        return migration.isVersioned()
                && isApplied(migration)
                && migration.getState().isResolved()
                && !(migration.isChecksumMatching() && migration.isDescriptionMatching() && migration.isTypeMatching());
    }

    private static boolean isApplied(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isFailed();
    }

    /** A script that came late, with a version below the shard's, is pending too: the shard lacks it. */
    private static boolean isPending(MigrationInfo migration) {
        return migration.getState() == MigrationState.PENDING
                || migration.getState() == MigrationState.OUTDATED
                || migration.getState() == MigrationState.IGNORED;
    }

    private static Predicate<MigrationInfo> in(MigrationState state) {
        return migration -> migration.getState() == state;
    }
}
