package dev.meridian.flyway;

import dev.meridian.exception.MeridianException;
import dev.meridian.exception.Rule;
import dev.meridian.placement.ShardId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some shards are not at the version of the scripts: because a migration failed ({@link Rule#MIGRATION_FAILED}), or because
 * an application starts before they were migrated ({@link Rule#NOT_MIGRATED}). The message has a table of shards; neither it
 * nor any cause has passwords in it.
 */
public final class MigrationException extends MeridianException {

    private static final long serialVersionUID = 1L;

    private final transient Set<ShardId> shards;

    private MigrationException(Rule rule, String seen, Set<ShardId> shards, @Nullable Throwable cause) {
        super(rule, rule.title() + ": " + seen + "\n" + rule.wayOut(), cause);
        this.shards = Collections.unmodifiableSet(shards);
    }

    static MigrationException failed(MigrationReport report, List<Throwable> causes) {
        Set<ShardId> failed = names(report.failures().stream().map(ShardMigration::shard));
        MigrationException exception = new MigrationException(
                Rule.MIGRATION_FAILED,
                count(failed, report.shards().size(), "failed") + "\n" + report.render(),
                failed,
                causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).forEach(exception::addSuppressed);
        return exception;
    }

    static MigrationException notCurrent(StatusReport report) {
        StatusReport wrong = report.notCurrent();
        Set<ShardId> names = names(wrong.shards().stream().map(ShardStatus::shard));
        return new MigrationException(
                Rule.NOT_MIGRATED,
                count(names, report.shards().size(), "not current") + "\n" + wrong.render(),
                names,
                null);
    }

    private static Set<ShardId> names(Stream<ShardId> shards) {
        return shards.collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String count(Set<ShardId> shards, int total, String what) {
        return shards.size() + " of " + total + " " + what + ": "
                + shards.stream().map(ShardId::name).collect(Collectors.joining(", "));
    }

    /**
     * The shards at fault: those that failed or were not begun, or those that are not current.
     *
     * @return their names in the order of the topology
     */
    public Set<ShardId> shards() {
        return shards;
    }
}
