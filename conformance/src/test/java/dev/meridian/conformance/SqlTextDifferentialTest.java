package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.weather.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
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
                Data data = new Data(Choices.of(mine / QUERIES_OF_ONE_DATA_SET));
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
        Query query = new Queries(Choices.of(seed * 0x9E3779B97F4A7C15L), postgres).next();
        boolean inlined = seed % 2 == 0;
        Expected expected;
        try {
            expected = Expected.of(first, query, select -> ask(first.oracle(), first.oracle(), select, inlined));
        } catch (RuntimeException e) {
            return;
        }
        if (!Differential.dependsOnTheOrderOfRows(first, query)) {
            worlds.forEach((world, context) -> compare(world, context, query, inlined, expected, seed));
        }
    }

    /** SQLite takes the types of expressions from the first row, which may be another one: NULL has none. */
    private static boolean startsWithNull(World world, Outcome outcome) {
        return world.layout().kind() == Layout.Kind.SQLITE
                && !outcome.rows().isEmpty()
                && outcome.rows().get(0).contains(null);
    }

    /** Asks in the words of the oracle. */
    private static Result<Record> ask(DSLContext context, DSLContext oracle, Select<?> select, boolean inlined) {
        return inlined
                ? context.fetch(oracle.renderInlined(select))
                : context.fetch(
                        oracle.render(select), oracle.extractBindValues(select).toArray());
    }

    private void compare(
            World world, ShardedDSLContext context, Query query, boolean inlined, Expected expected, long seed) {
        String report = "\nquery " + seed + " on " + world.layout() + "\n"
                + world.oracle().renderInlined(query.select());
        try {
            Result<Record> result = ask(context, world.oracle(), query.select(), inlined);
            if (startsWithNull(world, Outcome.of(result)) || startsWithNull(world, expected.outcome())) {
                return;
            }
            Optional<String> wrong = expected.difference(result);
            compared++;
            wrong.ifPresent(text -> failures.add(report + "\n" + text));
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
