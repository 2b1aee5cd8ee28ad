package dev.meridian.flyway;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a migrator needs; {@link #build()} reports all problems at once. Not for use by several threads.
 *
 * <p>Essential: {@link #locations}. Needed for schemas on SQLite: {@link #dataSources}. Rare: {@link #placeholder},
 * {@link #progress}, {@link #threads}.
 */
public final class ShardMigratorBuilder {

    private static final int DEFAULT_THREADS = 8;

    private final Topology topology;
    private final List<String> locations = new ArrayList<>();
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private Function<? super ShardId, ? extends @Nullable DataSource> dataSources = shard -> null;
    private MigrationProgress progress = MigrationProgress.none();
    private int threads = DEFAULT_THREADS;

    ShardMigratorBuilder(Topology topology) {
        this.topology = topology;
    }

    /**
     * Adds places of migration scripts. At least one is required.
     *
     * @param newLocations Flyway locations such as {@code classpath:db/migration} or {@code filesystem:/srv/migrations}
     * @return this builder
     */
    public ShardMigratorBuilder locations(String... newLocations) {
        locations.addAll(List.of(newLocations));
        return this;
    }

    /**
     * Adds a placeholder that is the same for all shards. The value of one whose name speaks of a password, a secret or a
     * token is kept out of all messages.
     *
     * @param name the name between <code>${</code> and <code>}</code>; not {@code prefix} or {@code identity}, which
     *     each shard gets by itself
     * @param value what stands there
     * @return this builder
     */
    public ShardMigratorBuilder placeholder(String name, String value) {
        placeholders.put(name, value);
        return this;
    }

    /**
     * Says through which data sources shards are migrated. By default that is the data source of the shard's database.
     *
     * <p>SQLite needs it for shards that are schemas: their files are migrated one by one, since DDL through an attached
     * database would end in {@code main}. On PostgreSQL it serves to migrate as a user with more rights.
     *
     * @param newDataSources a shard's name to its data source, or to null for the default; a map's {@code get} will do
     * @return this builder
     */
    public ShardMigratorBuilder dataSources(Function<? super ShardId, ? extends @Nullable DataSource> newDataSources) {
        this.dataSources = newDataSources;
        return this;
    }

    /**
     * Who is told while shards are migrated. By default nobody is.
     *
     * @param newProgress the listener
     * @return this builder
     */
    public ShardMigratorBuilder progress(MigrationProgress newProgress) {
        this.progress = newProgress;
        return this;
    }

    /**
     * How many databases are worked on at the same time, at most. The default is 8.
     *
     * @param newThreads at least 1
     * @return this builder
     */
    public ShardMigratorBuilder threads(int newThreads) {
        this.threads = newThreads;
        return this;
    }

    /**
     * Checks everything and builds the migrator. Connects to nothing.
     *
     * @return the migrator
     * @throws ConfigurationException with all problems, if there are any
     */
    public ShardMigrator build() {
        List<Problem> problems = new ArrayList<>(generalProblems());
        List<ShardFlyway> shards = new ArrayList<>();
        Scripts scripts = new Scripts(List.copyOf(locations), Map.copyOf(placeholders), topology.dialect());
        for (Shard shard : topology.shards()) {
            DataSource direct = dataSources.apply(shard.id());
            shardProblem(shard, direct, problems);
            shards.add(new ShardFlyway(
                    shard, direct == null ? topology.database(shard).dataSource() : direct, scripts));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new ShardMigrator(shards, threads, progress);
    }

    private List<Problem> generalProblems() {
        List<Problem> problems = new ArrayList<>();
        if (locations.isEmpty()) {
            problems.add(
                    Problem.at("migration.locations", "there are none", "Name one, such as classpath:db/migration."));
        }
        if (threads < 1) {
            problems.add(Problem.at("migration.threads", threads + " is too few", "Use at least 1."));
        }
        for (String name : Set.of(Scripts.PREFIX, Scripts.IDENTITY)) {
            if (placeholders.containsKey(name)) {
                problems.add(Problem.at(
                        "migration.placeholders." + name,
                        "each shard has its own value for it",
                        "Choose another name."));
            }
        }
        return problems;
    }

    private void shardProblem(Shard shard, @Nullable DataSource direct, List<Problem> problems) {
        if (topology.dialect() == SQLDialect.SQLITE && !shard.schema().isEmpty() && direct == null) {
            problems.add(Problem.at(
                    "shards." + shard.id() + ".schema",
                    "an attached SQLite file cannot be migrated through ATTACH: its tables would be created in main",
                    "Give a data source that opens the file itself."));
        }
        if (topology.dialect() == SQLDialect.POSTGRES && shard.prefix().length() > ShardFlyway.LONGEST_PREFIX) {
            problems.add(Problem.at(
                    "shards." + shard.id() + ".prefix",
                    "with \"" + shard.prefix() + "\" the names of the history table do not fit PostgreSQL's 63 bytes",
                    "Use at most " + ShardFlyway.LONGEST_PREFIX + " characters."));
        }
    }

    /** What was set; the values of placeholders, which may be secret, stay out. */
    @Override
    public String toString() {
        return "ShardMigratorBuilder[" + topology + ", locations=" + locations + ", placeholders="
                + placeholders.keySet().stream().sorted().collect(Collectors.toList()) + ", threads=" + threads + "]";
    }
}
