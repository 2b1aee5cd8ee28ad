package dev.meridian.conformance;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.ShardedContextBuilder;
import dev.meridian.ShardedDSLContext;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.IdentityPolicy;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/**
 * The topologies over which statements are explained: three shards, of which {@code america} is the first. Their data sources have no database, and a
 * statement that asked one would fail.
 */
enum ExplainSetup {
    SQLITE(SQLDialect.SQLITE, Strategy.DATABASE),
    SQLITE_SCHEMA(SQLDialect.SQLITE, Strategy.SCHEMA),
    SQLITE_PREFIX(SQLDialect.SQLITE, Strategy.PREFIX),
    POSTGRES(SQLDialect.POSTGRES, Strategy.DATABASE),
    POSTGRES_SCHEMA(SQLDialect.POSTGRES, Strategy.SCHEMA),
    POSTGRES_PREFIX(SQLDialect.POSTGRES, Strategy.PREFIX),
    /** Asia and Europe are schemas of one database, America is one of another. */
    POSTGRES_MIXED(SQLDialect.POSTGRES, Strategy.SCHEMA),
    POSTGRES_NO_GATHERING(SQLDialect.POSTGRES, Strategy.DATABASE),
    /** Look-ups by primary key must name one shard. */
    POSTGRES_DEMAND(SQLDialect.POSTGRES, Strategy.DATABASE),
    /** Statements over several shards are refused. */
    POSTGRES_NO_SCATTER(SQLDialect.POSTGRES, Strategy.DATABASE),
    /** A statement may ask two shards. */
    POSTGRES_TWO_SHARDS(SQLDialect.POSTGRES, Strategy.DATABASE),
    /** All rows on one shard. */
    SQLITE_ONE(SQLDialect.SQLITE, Strategy.DATABASE);

    private static final ShardId AMERICA = ShardId.of("america");
    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");

    private final SQLDialect dialect;
    private final Strategy strategy;

    ExplainSetup(SQLDialect dialect, Strategy strategy) {
        this.dialect = dialect;
        this.strategy = strategy;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    ShardedDSLContext context() {
        ShardedContextBuilder builder = ShardedDSLContext.over(topology());
        return switch (this) {
            case POSTGRES_NO_GATHERING -> builder.gatherRowBudget(0).build();
            case POSTGRES_NO_SCATTER -> builder.scatter(ScatterPolicy.REFUSE).build();
            case POSTGRES_TWO_SHARDS -> builder.maxShardsPerStatement(2).build();
            default -> builder.build();
        };
    }

    private Topology topology() {
        TopologyBuilder builder = Topology.builder().strategy(strategy);
        List<ShardId> shards = this == SQLITE_ONE ? List.of(AMERICA) : List.of(AMERICA, ASIA, EUROPE);
        if (this == POSTGRES_MIXED) {
            builder.database("west", dialect, untouchable()).database("east", dialect, untouchable());
            shards.forEach(shard ->
                    builder.shard(ShardSpec.named(shard.name()).withDatabase(shard.equals(AMERICA) ? "west" : "east")));
        } else {
            if (strategy != Strategy.DATABASE) {
                builder.database("world", dialect, untouchable());
            }
            shards.forEach(shard -> alone(builder, shard.name()));
        }
        rules(shards).forEach(builder::table);
        return builder.build();
    }

    private void alone(TopologyBuilder builder, String shard) {
        builder.shard(shard);
        if (strategy == Strategy.DATABASE) {
            builder.database(shard, dialect, untouchable());
        }
    }

    private List<TableRule> rules(List<ShardId> shards) {
        ShardId last = shards.get(shards.size() - 1);
        ShardId middle = shards.get(shards.size() / 2);
        return List.of(
                TableRule.sharded(WEATHER_LOCATIONS.CONTINENT, byContinent(middle, last))
                        .withIdentity(this == POSTGRES_DEMAND ? IdentityPolicy.DEMAND : IdentityPolicy.SEARCH),
                TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, WEATHER_LOCATIONS),
                TableRule.pinned(IDS, AMERICA.name()),
                TableRule.reference(Extra.COUNTRIES),
                TableRule.sharded(Extra.USERS.column("id", Long.class), HashSharding.over(shards)),
                TableRule.colocated(Extra.ORDERS.column("user_id", Long.class), Extra.USERS),
                TableRule.colocated(Extra.ITEMS.column("order_id", Long.class), Extra.ORDERS),
                TableRule.sharded(
                        Extra.EVENTS.column("day", Integer.class),
                        RangeSharding.below(10, AMERICA).below(20, middle).rest(last)),
                TableRule.sharded(
                                Extra.TAGS.column("label", String.class),
                                RangeSharding.below("F", AMERICA)
                                        .below("m", middle)
                                        .rest(last))
                        .withComparison(KeyComparison.BINARY),
                TableRule.sharded(Extra.BRANDS.column("brand", String.class), HashSharding.over(shards))
                        .withComparison(KeyComparison.IGNORE_CASE));
    }

    /** In an order, which the messages keep. */
    private static MapSharding byContinent(ShardId asia, ShardId europe) {
        Map<String, ShardId> shards = new LinkedHashMap<>();
        shards.put("North America", AMERICA);
        shards.put("Asia", asia);
        shards.put("Europe", europe);
        return MapSharding.of(shards);
    }

    private static DataSource untouchable() {
        return (DataSource) Proxy.newProxyInstance(
                ExplainSetup.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("explain must touch no shard");
                });
    }
}
