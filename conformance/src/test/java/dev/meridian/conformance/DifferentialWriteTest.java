package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.ShardedDSLContext;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.exception.RefusedException;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random writes change exactly the rows that the oracle changes and say so, or they are refused and change nothing; and every row is
 * on the shard that its key names. {@code -Dmeridian.queries} and {@code -Dmeridian.seed} as for the queries.
 */
@ExtendWith(Worlds.class)
class DifferentialWriteTest {

    private static final int WRITES_OF_ONE_DATA_SET = 25;

    @ParameterizedTest
    @EnumSource(
            names = {"SQLITE_DATABASE_4", "SQLITE_MIXED", "SQLITE_PREFIX_2", "POSTGRES_SCHEMA_4", "POSTGRES_DATABASE_2"
            })
    void randomWritesLeaveWhatOneDatabaseHasOrAreRefused(Layout layout, Worlds.Pool worlds) {
        World world = worlds.of(layout);
        long seed = Long.getLong("meridian.seed", 20_240_601L);
        int writes = Integer.getInteger("meridian.queries", 4000) / (layout.kind() == Layout.Kind.POSTGRES ? 16 : 5);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (long set = seed; set < seed + writes / WRITES_OF_ONE_DATA_SET; set++) {
            new Data(Choices.of(set)).load(world);
            Writes random = new Writes(Choices.of(set * 0x9E3779B97F4A7C15L), layout.kind() == Layout.Kind.POSTGRES);
            for (int i = 0; i < WRITES_OF_ONE_DATA_SET; i++) {
                String table = random.table();
                Writes.Write write = random.next(present(world, table), table);
                outcomes.merge(one(world, write, "-Dmeridian.seed=" + set + " write " + i), 1, Integer::sum);
            }
            requirePlaced(world, "-Dmeridian.seed=" + set);
        }
        System.out.println(layout + " writes: " + outcomes);
        assertThat(outcomes.getOrDefault("done", 0)).isGreaterThan(writes / 5);
    }

    private static List<Map<String, Object>> present(World world, String table) {
        return world.oracle().selectFrom(Columns.shape(table).table()).fetch().stream()
                .map(Record::intoMap)
                .toList();
    }

    private static String one(World world, Writes.Write write, String seed) {
        String what = seed + " on " + world.layout() + "\n" + world.oracle().renderInlined(write.query());
        List<String> before = sharded(world, write.table());
        assertThat(before).as("before %s", what).isEqualTo(unsharded(world, write.table()));
        int changed;
        try {
            changed = execute(world.context(), write.query());
        } catch (RefusedException refusal) {
            assertThat(sharded(world, write.table()))
                    .as("refused, so unchanged: %s", what)
                    .isEqualTo(before);
            return refusal.rule().id();
        } catch (DataAccessException e) {
            assertThat(sharded(world, write.table()))
                    .as("failed, so unchanged: %s", what)
                    .isEqualTo(before);
            requireFailure(world, write, what, e);
            return "failed on both";
        }
        assertThat(changed).as("count of %s", what).isEqualTo(executeOnOracle(world, write, what));
        assertThat(sharded(world, write.table()))
                .as("contents after %s", what)
                .isEqualTo(unsharded(world, write.table()));
        return "done";
    }

    private static int execute(ShardedDSLContext context, Query query) {
        return context.transactionResult(transaction -> DSL.using(transaction).execute(query));
    }

    private static int executeOnOracle(World world, Writes.Write write, String what) {
        try {
            return world.oracle().execute(write.query());
        } catch (DataAccessException e) {
            throw new AssertionError("only the oracle refuses " + what, e);
        }
    }

    private static void requireFailure(World world, Writes.Write write, String what, DataAccessException failure) {
        try {
            world.oracle().execute(write.query());
        } catch (DataAccessException e) {
            assertThat(failure.sqlStateClass()).as(what).isEqualTo(e.sqlStateClass());
            return;
        }
        throw new AssertionError("only the shards fail at " + what, failure);
    }

    private static List<String> sharded(World world, String table) {
        List<String> rows = new ArrayList<>();
        world.topology().shardIds().forEach(shard -> rows.addAll(world.rows(shard, table)));
        Collections.sort(rows);
        return rows;
    }

    private static List<String> unsharded(World world, String table) {
        return world.oracleRows(table);
    }

    private static void requirePlaced(World world, String seed) {
        for (Shape shape : Columns.ALL) {
            TableRule rule = world.topology().rule(shape.name()).orElseThrow();
            if (rule instanceof TableRule.Pinned) {
                continue;
            }
            for (ShardId shard : world.topology().shardIds()) {
                DSLContext there = world.context().onShard(shard);
                for (Record row : there.selectFrom(shape.table()).fetch()) {
                    if (rule instanceof TableRule.Sharded sharded) {
                        Object key = Data.placing(sharded, row.get(shape.key()));
                        assertThat(sharded.function().shardOf(key))
                                .as("%s: %s", seed, row)
                                .contains(shard);
                    } else if (rule instanceof TableRule.Colocated) {
                        requireBesideParent(world, shape, row, shard, seed);
                    }
                }
            }
        }
    }

    private static void requireBesideParent(World world, Shape shape, Record row, ShardId shard, String seed) {
        Shape parent = Columns.shape(shape.parent());
        for (ShardId each : world.topology().shardIds()) {
            boolean isThere = world.context()
                    .onShard(each)
                    .fetchExists(
                            parent.table(), Columns.field(parent.table(), "id").eq(row.get(shape.key())));
            assertThat(isThere && !each.equals(shard))
                    .as("%s: parent of %s", seed, row)
                    .isFalse();
        }
    }
}
