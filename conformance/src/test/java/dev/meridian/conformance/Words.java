package dev.meridian.conformance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.ShardedDSLContext;
import dev.meridian.placement.HashSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardSpec;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.placement.TopologyBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Texts over four shards and in an oracle, in a column for each collation. */
final class Words implements AutoCloseable {

    /** Texts that collations put in different orders, and that some take for equal. */
    private static final List<String> TEXTS = Arrays.asList(
            "a",
            "A",
            "b",
            "B",
            "ab",
            "Ab",
            "a b",
            "a-b",
            "a_b",
            "a ",
            "A  ",
            "",
            " ",
            "z",
            "Z",
            "\u00e4",
            "\u00c4",
            "\u00e1",
            "\u00e9",
            "e",
            "E",
            "\u00df",
            "ss",
            "SS",
            "10",
            "9",
            "-1",
            "_",
            null,
            null,
            "a",
            "b",
            "zz",
            "\u4e2d",
            "\ud83d\ude00");

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final DSLContext oracle;
    private final ShardedDSLContext context;

    private Words(
            boolean postgres,
            boolean oneDatabase,
            List<String> collations,
            java.util.function.UnaryOperator<String> urls) {
        SQLDialect dialect = postgres ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        oracle = DSL.using(pool(urls.apply("oracle"), postgres), dialect, new Settings().withRenderSchema(false));
        List<ShardId> shards =
                Stream.of("s0", "s1", "s2", "s3").map(ShardId::of).toList();
        HashSharding hash = HashSharding.over(shards);
        TopologyBuilder builder = Topology.builder().strategy(oneDatabase ? Strategy.PREFIX : Strategy.DATABASE);
        create(oracle, "words", collations);
        insert(oracle, "words", ids());
        if (oneDatabase) {
            builder.database("all", dialect, pool(urls.apply("all"), postgres));
        }
        for (ShardId shard : shards) {
            String prefix = oneDatabase ? shard.name() + "_" : "";
            if (!oneDatabase) {
                builder.database(shard.name(), dialect, pool(urls.apply(shard.name()), postgres));
            }
            builder.shard(
                    new ShardSpec(shard.name(), shards.indexOf(shard), oneDatabase ? "all" : shard.name(), "", prefix));
            DSLContext there = DSL.using(pools.get(pools.size() - 1), dialect);
            create(there, prefix + "words", collations);
            insert(
                    there,
                    prefix + "words",
                    ids().filter(id -> hash.shardOf(id).filter(shard::equals).isPresent()));
        }
        Topology topology = builder.table(TableRule.sharded(Extra.WORDS.column("id", Long.class), hash))
                .build();
        context = ShardedDSLContext.over(topology).build();
    }

    static Words onPostgres(String name, boolean oneDatabase, List<String> setUp, List<String> collations) {
        return new Words(true, oneDatabase, collations, database -> {
            String url = Postgres.create(name + "_" + database);
            try (HikariDataSource pool = new HikariDataSource(config(url, true))) {
                setUp.forEach(DSL.using(pool, SQLDialect.POSTGRES)::execute);
            }
            return url;
        });
    }

    static Words onSqlite(java.nio.file.Path folder, boolean oneDatabase, List<String> collations) {
        return new Words(false, oneDatabase, collations, database -> "jdbc:sqlite:" + folder.resolve(database + ".db"));
    }

    private static Stream<Long> ids() {
        return Stream.iterate(0L, id -> id < TEXTS.size(), id -> id + 1);
    }

    private HikariDataSource pool(String url, boolean postgres) {
        HikariDataSource pool = new HikariDataSource(config(url, postgres));
        pools.add(pool);
        return pool;
    }

    private static HikariConfig config(String url, boolean postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        if (postgres) {
            config.setUsername("postgres");
            config.setPassword("postgres");
        }
        return config;
    }

    private static void create(DSLContext context, String table, List<String> collations) {
        String columns = Extra.WORDS.columns().subList(1, 1 + collations.size()).stream()
                .map(column -> column.getName() + " VARCHAR(20) COLLATE "
                        + collations.get(Extra.WORDS.columns().indexOf(column) - 1))
                .collect(Collectors.joining(", "));
        context.execute("CREATE TABLE " + table + " (id BIGINT NOT NULL PRIMARY KEY, " + columns
                + (collations.size() < 4 ? ", fourth VARCHAR(20)" : "") + ")");
    }

    private static void insert(DSLContext context, String table, Stream<Long> ids) {
        ids.forEach(id -> {
            String text = TEXTS.get(id.intValue());
            context.execute("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)", id, text, text, text, text);
        });
    }

    DSLContext oracle() {
        return oracle;
    }

    ShardedDSLContext context() {
        return context;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
