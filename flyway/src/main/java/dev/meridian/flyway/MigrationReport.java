package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a migration did on each shard.
 *
 * @param shards one entry for each shard, in the order of the topology
 */
public record MigrationReport(List<ShardMigration> shards) {

    /**
     * Copies the list.
     */
    public MigrationReport {
        shards = List.copyOf(shards);
    }

    /**
     * Whether all scripts have run on every shard.
     *
     * @return false if any failed
     */
    public boolean succeeded() {
        return shards.stream().allMatch(ShardMigration::succeeded);
    }

    /**
     * The shards that failed or were not begun.
     *
     * @return their entries, in order
     */
    public List<ShardMigration> failures() {
        return shards.stream().filter(each -> !each.succeeded()).collect(Collectors.toList());
    }

    /**
     * What was done on one shard.
     *
     * @param id its name
     * @return its entry, or empty where the topology has no such shard
     */
    public Optional<ShardMigration> shard(ShardId id) {
        return shards.stream().filter(each -> each.shard().equals(id)).findFirst();
    }

    /**
     * The report as an aligned table, one line for each shard.
     *
     * @return lines without a line break at the end
     */
    public String render() {
        TextTable table = new TextTable("shard", "database", "version", "scripts", "ms", "result");
        for (ShardMigration each : shards) {
            table.row(
                    each.shard().name(),
                    each.database(),
                    each.version(),
                    String.valueOf(each.scripts()),
                    String.valueOf(each.duration().toMillis()),
                    each.succeeded() ? "ok" : "FAILED: " + each.failure());
        }
        return table.render();
    }

    @Override
    public String toString() {
        return render();
    }
}
