package dev.meridian.internal.routing;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.analysis.StatementReader;
import dev.meridian.placement.ExecuteChooser;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** Where the rows are that a predicate leaves out. */
class ComplementRoutingTest {

    private static final ShardId A = ShardId.of("a");
    private static final ShardId B = ShardId.of("b");

    private static Topology topology(TableRule rule) {
        return Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("a", SQLDialect.SQLITE, new SQLiteDataSource())
                .database("b", SQLDialect.SQLITE, new SQLiteDataSource())
                .shard("a")
                .shard("b")
                .table(rule)
                .build();
    }

    private static Set<ShardId> route(Topology topology, Condition condition) {
        Router router = new Router(
                topology,
                DefaultChoosers.shardChooser(),
                DefaultChoosers.identityChooser(topology),
                ExecuteChooser.Routed::provable);
        return router.route(
                        new StatementReader(topology)
                                .read(
                                        DSL.selectFrom(WEATHER_LOCATIONS).where(condition),
                                        new DefaultConfiguration().set(SQLDialect.SQLITE)),
                        Hints.NONE,
                        (parent, id, candidates) -> candidates)
                .shards();
    }

    /** A column that tells 'ASIA' from 'Asia' has the one where it is not the other, on the same shard. */
    @Test
    void whatIsNotEqualMayBeOnTheShardOfTheEqual() {
        Topology caseless =
                topology(TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, MapSharding.of(Map.of("asia", A, "europe", B)))
                        .withComparison(KeyComparison.IGNORE_CASE));
        assertThat(route(caseless, WEATHER_LOCATIONS.CONTINENT.eq("ASIA"))).containsExactly(A);
        assertThat(route(caseless, WEATHER_LOCATIONS.CONTINENT.ne("Asia"))).hasSize(2);
        assertThat(route(caseless, WEATHER_LOCATIONS.CONTINENT.notIn("Asia"))).hasSize(2);
    }
}
