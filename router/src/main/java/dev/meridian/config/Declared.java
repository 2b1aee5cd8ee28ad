package dev.meridian.config;

import dev.meridian.placement.IdTable;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All that a file says, before any database is opened. */
record Declared(
        Strategy strategy,
        List<DatabaseSettings> databases,
        List<ShardSpec> shards,
        List<TableRule> rules,
        @Nullable IdTable idTable,
        int instance) {

    /**
     * The topology over the given data sources.
     *
     * @throws dev.meridian.exception.ConfigurationException with all problems that the topology has as a whole
     */
    Topology topology(Function<DatabaseSettings, DataSource> dataSources) {
        TopologyBuilder builder = Topology.builder().strategy(strategy).instance(instance);
        databases.forEach(each -> builder.database(each.name(), each.dialect(), dataSources.apply(each)));
        shards.forEach(builder::shard);
        rules.forEach(builder::table);
        if (idTable != null) {
            builder.idTable(idTable);
        }
        return builder.build();
    }
}
