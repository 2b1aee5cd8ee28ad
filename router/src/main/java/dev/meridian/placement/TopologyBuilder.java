package dev.meridian.placement;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** Collects a topology; {@link #build()} reports all of its problems at once. Not for use by several threads. */
public final class TopologyBuilder {

    private @Nullable Strategy strategy;
    private final List<ShardSpec> shards = new ArrayList<>();
    private final List<Database> databases = new ArrayList<>();
    private final List<TableRule> rules = new ArrayList<>();
    private @Nullable IdTable idTable;
    private int instance;

    TopologyBuilder() {}

    /**
     * How shards map to database objects. Required.
     *
     * @param newStrategy the strategy
     * @return this builder
     */
    public TopologyBuilder strategy(Strategy newStrategy) {
        this.strategy = newStrategy;
        return this;
    }

    /**
     * Adds a shard that follows the strategy: its own database of the same name, or its own schema or prefix in the only
     * database.
     *
     * @param name the shard's name, an identifier
     * @return this builder
     */
    public TopologyBuilder shard(String name) {
        return shard(ShardSpec.named(name));
    }

    /**
     * Adds a shard that says itself where it lives.
     *
     * @param shard the shard
     * @return this builder
     */
    public TopologyBuilder shard(ShardSpec shard) {
        shards.add(shard);
        return this;
    }

    /**
     * Adds a database.
     *
     * @param name its name
     * @param dialect {@link SQLDialect#SQLITE} or {@link SQLDialect#POSTGRES}, the same for all databases
     * @param dataSource where its connections come from; the caller goes on owning it
     * @return this builder
     */
    public TopologyBuilder database(String name, SQLDialect dialect, DataSource dataSource) {
        databases.add(new Database(name, dialect, dataSource));
        return this;
    }

    /**
     * Adds the rule of a table. A table without a rule cannot be used in routed statements.
     *
     * @param rule the rule
     * @return this builder
     */
    public TopologyBuilder table(TableRule rule) {
        rules.add(rule);
        return this;
    }

    /**
     * Names the table that hands out blocks of ids; needed where a table has {@link IdRule.Blocks}.
     *
     * @param newIdTable the table, which must have a pinned rule
     * @return this builder
     */
    public TopologyBuilder idTable(IdTable newIdTable) {
        this.idTable = newIdTable;
        return this;
    }

    /**
     * The number of this application instance: instances that run at the same time need different ones where a table has
     * {@link IdRule.TimeSorted} ids. The default is 0.
     *
     * @param newInstance 0 to 63
     * @return this builder
     */
    public TopologyBuilder instance(int newInstance) {
        this.instance = newInstance;
        return this;
    }

    /**
     * Checks everything and builds the topology.
     *
     * @return the topology
     * @throws ConfigurationException with all problems, if there are any
     */
    public Topology build() {
        List<Problem> problems = new ArrayList<>();
        List<Shard> resolved = new ShardResolution(strategy, shards, databases, problems).resolve();
        new TopologyCheck(resolved, databases, rules, idTable, instance, numbersStated(), problems).run();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Topology(Objects.requireNonNull(strategy), resolved, databases, rules, idTable, instance);
    }

    private boolean numbersStated() {
        return shards.stream().allMatch(shard -> shard.number() != null);
    }
}
