package dev.meridian.placement;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * The whole layout: shards, the databases that hold them, and the rule of each table. Checked when it is built; immutable and
 * safe for use by many threads.
 */
public final class Topology {

    private final Strategy strategy;
    private final Map<ShardId, Shard> shards;
    private final Map<String, Database> databases;
    private final Map<String, TableRule> rules;
    private final @Nullable IdTable idTable;
    private final int instance;

    Topology(
            Strategy strategy,
            List<Shard> shards,
            Collection<Database> databases,
            Collection<TableRule> rules,
            @Nullable IdTable idTable,
            int instance) {
        this.strategy = strategy;
        this.shards = byKey(shards, Shard::id);
        this.databases = byKey(databases, Database::name);
        this.rules = byKey(rules, TableRule::table);
        this.idTable = idTable;
        this.instance = instance;
    }

    private static <K, V> Map<K, V> byKey(Collection<V> values, Function<V, K> key) {
        Map<K, V> map = new LinkedHashMap<>();
        values.forEach(value -> map.put(key.apply(value), value));
        return map;
    }

    /**
     * Starts a topology.
     *
     * @return an empty builder
     */
    public static TopologyBuilder builder() {
        return new TopologyBuilder();
    }

    /**
     * The strategy that the shards follow unless they say otherwise.
     *
     * @return the strategy
     */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * All shards in the order of the configuration.
     *
     * @return at least one shard
     */
    public List<Shard> shards() {
        return List.copyOf(shards.values());
    }

    /**
     * The names of all shards in the order of the configuration.
     *
     * @return at least one name
     */
    public Set<ShardId> shardIds() {
        return java.util.Collections.unmodifiableSet(shards.keySet());
    }

    /**
     * A shard by its name.
     *
     * @param id the name
     * @return the shard, or empty where the topology has none of that name
     */
    public Optional<Shard> shard(ShardId id) {
        return Optional.ofNullable(shards.get(id));
    }

    /**
     * All databases in the order of the configuration.
     *
     * @return at least one database
     */
    public List<Database> databases() {
        return List.copyOf(databases.values());
    }

    /**
     * The database of a shard.
     *
     * @param shard a shard of this topology
     * @return its database
     */
    public Database database(Shard shard) {
        return Objects.requireNonNull(databases.get(shard.database()), shard.database());
    }

    /**
     * The dialect that all databases speak.
     *
     * @return the dialect
     */
    public SQLDialect dialect() {
        return databases.values().iterator().next().dialect();
    }

    /**
     * The rule of a table.
     *
     * @param table the logical table's name
     * @return the rule, or empty where the table has none
     */
    public Optional<TableRule> rule(String table) {
        return Optional.ofNullable(rules.get(table));
    }

    /**
     * The rules of all tables in the order of the configuration.
     *
     * @return the rules
     */
    public List<TableRule> rules() {
        return List.copyOf(rules.values());
    }

    /**
     * The sharded table whose key decides where a table's rows live.
     *
     * @param rule the rule of a sharded or co-located table
     * @return the rule at the root of its parents, or empty for other tables
     */
    public Optional<TableRule.Sharded> root(TableRule rule) {
        if (rule instanceof TableRule.Sharded sharded) {
            return Optional.of(sharded);
        }
        return rule instanceof TableRule.Colocated child ? rule(child.parent()).flatMap(this::root) : Optional.empty();
    }

    /**
     * The table that hands out blocks of ids.
     *
     * @return the table, or empty where no ids come from one
     */
    public Optional<IdTable> idTable() {
        return Optional.ofNullable(idTable);
    }

    /**
     * The number of this application instance, which keeps the time-sorted ids of instances apart.
     *
     * @return 0 to 63
     */
    public int instance() {
        return instance;
    }

    /**
     * The shards in the order of the configuration, whatever the order of the given ones.
     *
     * @param ids names of shards
     * @return the same names in order
     */
    public Set<ShardId> inOrder(Collection<ShardId> ids) {
        return shards.keySet().stream().filter(ids::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a person may read of it; data sources, and with them passwords, stay out. */
    @Override
    public String toString() {
        return Stream.of("Topology[" + strategy, shards.values().toString(), databases.values() + "]")
                .collect(Collectors.joining(", "));
    }
}
