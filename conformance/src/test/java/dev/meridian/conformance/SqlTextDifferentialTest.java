package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.weather.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random queries as text, with values in it and with placeholders: what is not refused gives the rows, the names and the Java types that the same text
 * gives on one database. {@code -Dmeridian.queries} and {@code -Dmeridian.seed} as in the {@link DifferentialTest}.
 */
@ExtendWith(Worlds.class)
class SqlTextDifferentialTest {

    private static final int QUERIES_OF_ONE_DATA_SET = 100;

    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int compared;

    @Test
    void randomTextOnSqlite(Worlds.Pool worlds) {
        run(
                worlds,
                Integer.getInteger("meridian.queries", 4000) / 4,
                List.of(Layout.SQLITE_DATABASE_4, Layout.SQLITE_PREFIX_2));
    }

    @Test
    void randomTextOnPostgres(Worlds.Pool worlds) {
        run(
                worlds,
                Integer.getInteger("meridian.queries", 4000) / 10,
                List.of(Layout.POSTGRES_DATABASE_4, Layout.POSTGRES_SCHEMA_2));
    }

    private void run(Worlds.Pool pool, int queries, List<Layout> layouts) {
        Map<World, ShardedDSLContext> worlds = new LinkedHashMap<>();
        layouts.stream().map(pool::of).forEach(world -> worlds.put(world, context(world)));
        long seed = Long.getLong("meridian.seed", 20_240_701L);
        for (long query = 0; query < queries; query++) {
            long mine = seed + query;
            if (query % QUERIES_OF_ONE_DATA_SET == 0) {
                Data data = new Data(new Random(mine / QUERIES_OF_ONE_DATA_SET));
                worlds.keySet().forEach(data::load);
            }
            one(worlds, mine);
        }
        System.out.println(layouts.get(0).kind() + " text: " + compared + " compared, refused " + refusals);
        failures.forEach(System.out::println);
        assertThat(failures).isEmpty();
        assertThat(compared).as("not all is refused").isGreaterThan(queries);
    }

    private static ShardedDSLContext context(World world) {
        return world.context(
                UnaryOperator.identity(), builder -> builder.schema(App.APP).tables(Extra.ALL.toArray(Extra[]::new)));
    }

    private void one(Map<World, ShardedDSLContext> worlds, long seed) {
        World first = worlds.keySet().iterator().next();
        boolean postgres = first.layout().kind() == Layout.Kind.POSTGRES;
        Queries.Query query = new Queries(new Random(seed * 0x9E3779B97F4A7C15L), postgres).next();
        DSLContext oracle = first.oracle();
        boolean inlined = seed % 2 == 0;
        String text = inlined ? oracle.renderInlined(query.select()) : oracle.render(query.select());
        Object[] values = inlined
                ? new Object[0]
                : oracle.extractBindValues(query.select()).toArray();
        Outcome expected;
        try {
            expected = outcome(oracle, text, values, query);
        } catch (RuntimeException e) {
            return;
        }
        boolean anyOrder = !postgres && DifferentialTest.dependsOnTheOrderOfRows(text);
        if (!anyOrder) {
            worlds.forEach((world, context) -> compare(world, context, text, values, query, expected, seed));
        }
    }

    private static Outcome outcome(DSLContext context, String text, Object[] values, Queries.Query query) {
        Result<Record> result = context.fetch(text, values);
        return Outcome.of(result, query.ordered());
    }

    private void compare(
            World world,
            ShardedDSLContext context,
            String text,
            Object[] values,
            Queries.Query query,
            Outcome expected,
            long seed) {
        String report =
                "\nquery " + seed + " on " + world.layout() + "\n" + text + "\n" + java.util.Arrays.asList(values);
        try {
            Outcome seen = outcome(context, text, values, query);
            compared++;
            boolean same =
                    query.counted() ? seen.rows().size() == expected.rows().size() : seen.equals(expected);
            if (!same) {
                failures.add(report + "\nexpected: " + expected + "\nseen:     " + seen);
            }
        } catch (RefusedException refusal) {
            String why = String.valueOf(refusal.getMessage());
            refusals.merge(
                    why.startsWith("MR019") || why.startsWith("MR010")
                            ? why.replaceAll("(?s):? ?\\[.*", "")
                            : refusal.rule().id(),
                    1,
                    Integer::sum);
        } catch (RuntimeException e) {
            failures.add(report + "\nfailed:   " + e);
        }
    }
}
