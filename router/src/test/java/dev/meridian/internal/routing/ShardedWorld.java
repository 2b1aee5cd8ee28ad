package dev.meridian.internal.routing;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.StatementReader;
import dev.meridian.internal.routing.WorldTables.Codes;
import dev.meridian.internal.routing.WorldTables.Items;
import dev.meridian.internal.routing.WorldTables.Parts;
import dev.meridian.placement.ExecuteChooser;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.KeyValues;
import dev.meridian.placement.MapSharding;
import dev.meridian.placement.RangeSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.ShardingFunction;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.SQLDataType;
import org.sqlite.SQLiteDataSource;

/**
 * Rows over four shards under one sharding function, and what SQLite says of any subset of the shards: a database for each
 * subset holds exactly its rows, and all rows of the reference table. A route is sound if the database of its shards gives
 * the same answer as the database of all.
 */
final class ShardedWorld implements AutoCloseable {

    static final List<ShardId> SHARDS = List.of(ShardId.of("s0"), ShardId.of("s1"), ShardId.of("s2"), ShardId.of("s3"));

    private static final Settings SETTINGS = new Settings().withRenderSchema(false);

    /** Keys of rows. Some differ in case only, some sort otherwise by UTF-16 unit than by code point. */
    private static final List<Object> TEXTS = List.of(
            "Asia",
            "asia",
            "ASIA",
            "Europe",
            "europe",
            "Zealandia",
            "",
            "5",
            "10",
            "a%",
            "M",
            "\u00e9",
            "\u00c9",
            "\uffff",
            "\ud83d\ude00",
            "a ");

    private static final List<Object> NUMBERS = List.of(
            Long.MIN_VALUE,
            -5_000_000_000L,
            -5L,
            -1L,
            0L,
            1L,
            2L,
            3L,
            4L,
            5L,
            10L,
            1L << 32,
            (1L << 53) + 1,
            Long.MAX_VALUE);

    private final String name;
    private final Items items;
    private final Parts parts = new Parts();
    private final Codes codes = new Codes();
    private final Topology topology;
    private final StatementReader reader;
    private final Router router;
    private final List<Object> keys;
    private final KeyComparison comparison;
    private final ShardingFunction function;
    private final Map<Set<ShardId>, Connection> databases = new HashMap<>();

    private ShardedWorld(
            String name, DataType<?> type, List<Object> keys, KeyComparison comparison, ShardingFunction function) {
        this.name = name;
        this.items = new Items(type);
        this.keys = keys;
        this.comparison = comparison;
        TableRule.Sharded rule = TableRule.sharded(items.key, function)
                .withComparison(comparison)
                .withIds(IdRule.TIME_SORTED);
        this.function = rule.function();
        this.topology = topology(rule);
        this.reader = new StatementReader(topology);
        this.router = new Router(
                topology,
                DefaultChoosers.shardChooser(),
                DefaultChoosers.identityChooser(topology),
                ExecuteChooser.Routed::provable);
    }

    private Topology topology(TableRule.Sharded rule) {
        var builder = Topology.builder()
                .strategy(Strategy.SCHEMA)
                .database("world", SQLDialect.SQLITE, new SQLiteDataSource())
                .table(rule)
                .table(TableRule.colocated(parts.item, items))
                .table(TableRule.reference(codes));
        for (int number = 0; number < SHARDS.size(); number++) {
            builder.shard(ShardSpec.named(SHARDS.get(number).name()).withNumber(number));
        }
        return builder.build();
    }

    /** Every kind of function over every kind of key. */
    static List<ShardedWorld> all() {
        List<ShardedWorld> worlds = new ArrayList<>();
        for (KeyComparison comparison : KeyComparison.values()) {
            worlds.add(texts("map", comparison, map(TEXTS, comparison)));
            worlds.add(texts("hash", comparison, HashSharding.over(SHARDS)));
            worlds.add(texts("range", comparison, range("M", "a", "\uffff")));
        }
        worlds.add(numbers("map", map(NUMBERS, KeyComparison.EXACT)));
        worlds.add(numbers("hash", HashSharding.over(SHARDS)));
        worlds.add(numbers("range", range(0, 3, 10)));
        return worlds;
    }

    private static ShardedWorld texts(String kind, KeyComparison comparison, ShardingFunction function) {
        return new ShardedWorld(kind + " of texts " + comparison, SQLDataType.VARCHAR, TEXTS, comparison, function);
    }

    private static ShardedWorld numbers(String kind, ShardingFunction function) {
        return new ShardedWorld(kind + " of numbers", SQLDataType.BIGINT, NUMBERS, KeyComparison.EXACT, function);
    }

    /** Keys that compare as equal go to one shard; the others take turns. */
    private static ShardingFunction map(List<Object> keys, KeyComparison comparison) {
        Map<Object, ShardId> canonical = new LinkedHashMap<>();
        Map<Object, ShardId> map = new LinkedHashMap<>();
        for (Object key : keys) {
            Object same = comparison == KeyComparison.IGNORE_CASE ? KeyValues.fold(key) : key;
            ShardId next = SHARDS.get(canonical.size() % SHARDS.size());
            map.put(key, canonical.computeIfAbsent(same, any -> next));
        }
        return MapSharding.of(map);
    }

    private static ShardingFunction range(Object first, Object second, Object third) {
        return RangeSharding.below(first, SHARDS.get(2))
                .below(second, SHARDS.get(0))
                .below(third, SHARDS.get(3))
                .rest(SHARDS.get(1));
    }

    Items items() {
        return items;
    }

    Parts parts() {
        return parts;
    }

    Codes codes() {
        return codes;
    }

    List<Object> keys() {
        return keys;
    }

    /** An id of a row on a shard, which carries the shard's number. */
    static long id(int shard, int number) {
        return ((long) number << 22) | ((long) shard << 12);
    }

    /** What Meridian reads from a query as a dialect renders it. */
    Statement read(Query query, SQLDialect dialect) {
        return reader.read(query, configuration(dialect));
    }

    /** What Meridian reads where it may remember an earlier statement of the same text. */
    Statement readAgain(Query query, SQLDialect dialect) {
        Configuration configuration = configuration(dialect);
        return reader.read(query, configuration, DSL.using(configuration).render(query));
    }

    Route route(Statement statement) {
        return router.route(statement, Hints.NONE, (parent, id, candidates) -> candidates);
    }

    UseDomains domains(Statement statement) {
        return new UseDomains(
                statement, topology, new Identities(topology, DefaultChoosers.identityChooser(topology)), Hints.NONE);
    }

    /** The rows that a query gives over the rows of some shards, in an order of their own. */
    List<String> answer(Select<?> query, Set<ShardId> shards) {
        return using(database(shards)).fetch(query).map(Record::valuesRow).stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /** The values in one column of a query's answer over all rows. */
    List<Record> records(Select<?> query) {
        return List.copyOf(using(database(Set.copyOf(SHARDS))).fetch(query));
    }

    /** A query as SQL without placeholders. */
    String inlined(Query query) {
        Settings inline = new Settings().withRenderSchema(false).withStatementType(StatementType.STATIC_STATEMENT);
        return DSL.using(SQLDialect.SQLITE, inline).render(query);
    }

    private static Configuration configuration(SQLDialect dialect) {
        return new DefaultConfiguration().set(dialect).set(SETTINGS);
    }

    private static DSLContext using(Connection connection) {
        return DSL.using(connection, SQLDialect.SQLITE, SETTINGS);
    }

    private Connection database(Set<ShardId> shards) {
        return databases.computeIfAbsent(Set.copyOf(shards), this::create);
    }

    private Connection create(Set<ShardId> shards) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            fill(using(connection), shards);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(DSLContext context, Set<ShardId> shards) {
        boolean number = items.key.getType() == Long.class;
        String collation = comparison == KeyComparison.IGNORE_CASE ? " collate nocase" : "";
        String keyType = number ? "bigint" : "varchar" + collation;
        context.execute(
                "create table items (id bigint primary key, n int, t varchar, shard varchar, k " + keyType + ")");
        context.execute("create table parts (id bigint primary key, n int, t varchar, shard varchar, item_id bigint)");
        context.execute("create table codes (id bigint primary key, n int, t varchar, shard varchar)");
        for (int i = 0; i < keys.size() + 4; i++) {
            row(context, shards, i);
        }
        for (int code = 0; code < 4; code++) {
            context.execute("insert into codes values (?, ?, ?, 'everywhere')", code, number(code), text(code));
        }
    }

    /** Each key at least once, some twice; two parts for every third row. */
    private void row(DSLContext context, Set<ShardId> shards, int i) {
        Object key = keys.get(i % keys.size());
        Object canonical = comparison == KeyComparison.IGNORE_CASE ? KeyValues.fold(key) : key;
        ShardId shard = function.shardOf(canonical).orElseThrow();
        if (!shards.contains(shard)) {
            return;
        }
        long id = id(SHARDS.indexOf(shard), i);
        context.execute("insert into items values (?, ?, ?, ?, ?)", id, number(i), text(i), shard.name(), key);
        for (int part = 0; part < 2 && i % 3 == 0; part++) {
            context.execute(
                    "insert into parts values (?, ?, ?, ?, ?)",
                    i * 2 + part,
                    number(i + part),
                    text(part),
                    shard.name(),
                    id);
        }
    }

    private static Integer number(int i) {
        return i % 4 == 3 ? null : i % 4;
    }

    private static String text(int i) {
        return i % 3 == 1 ? null : "Asia".substring(i % 4);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : databases.values()) {
            connection.close();
        }
    }
}
