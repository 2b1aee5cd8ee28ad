package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each shard is at.
 *
 * @param shards one entry for each shard, in the order of the topology
 */
public record StatusReport(List<ShardStatus> shards) {

    /**
     * Copies the list.
     */
    public StatusReport {
        shards = List.copyOf(shards);
    }

    /**
     * Whether every shard is at the version of the scripts.
     *
     * @return false if any is not
     */
    public boolean isCurrent() {
        return shards.stream().allMatch(ShardStatus::isCurrent);
    }

    /**
     * The shards that are not at the version of the scripts, alone.
     *
     * @return a report that may be empty
     */
    public StatusReport notCurrent() {
        return new StatusReport(
                shards.stream().filter(each -> !each.isCurrent()).collect(Collectors.toList()));
    }

    /**
     * What one shard is at.
     *
     * @param id its name
     * @return its entry, or empty where the report has no such shard
     */
    public Optional<ShardStatus> shard(ShardId id) {
        return shards.stream().filter(each -> each.shard().equals(id)).findFirst();
    }

    /**
     * The report as an aligned table, one line for each shard.
     *
     * @return lines without a line break at the end
     */
    public String render() {
        TextTable table = new TextTable("shard", "database", "version", "expected", "pending", "state");
        for (ShardStatus each : shards) {
            table.row(
                    each.shard().name(),
                    each.database(),
                    each.version(),
                    each.expected(),
                    each.state() == ShardState.UNREACHABLE ? "" : String.valueOf(each.pending()),
                    each.state().words() + (each.note().isEmpty() ? "" : ": " + each.note()));
        }
        return table.render();
    }

    @Override
    public String toString() {
        return render();
    }
}
