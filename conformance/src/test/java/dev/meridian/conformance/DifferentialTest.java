package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.exception.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The law itself: random queries over random rows give what one unsharded database gives, or they are refused, which next to none is.
 *
 * <p>{@code -Dmeridian.queries=100000} for a long run, {@code -Dmeridian.seed=} to repeat one: each query has a seed of its own, which
 * a failure prints.
 */
@ExtendWith(Worlds.class)
class DifferentialTest {

    private static final int QUERIES_OF_ONE_DATA_SET = 100;
    private static final int MOST_FAILURES = 12;

    private static final List<Layout> SQLITE =
            List.of(Layout.SQLITE_DATABASE_4, Layout.SQLITE_SCHEMA_4, Layout.SQLITE_PREFIX_2, Layout.SQLITE_MIXED);
    private static final List<Layout> POSTGRES =
            List.of(Layout.POSTGRES_DATABASE_4, Layout.POSTGRES_PREFIX_4, Layout.POSTGRES_MIXED);

    @Test
    void randomQueriesOnSqliteGiveWhatOneDatabaseGives(Worlds.Pool worlds) {
        run(worlds, queries(), SQLITE);
    }

    @Test
    void randomQueriesOnPostgresGiveWhatOneDatabaseGives(Worlds.Pool worlds) {
        run(worlds, queries() / 5, POSTGRES);
    }

    private static int queries() {
        return Integer.getInteger("meridian.queries", 4000);
    }

    private static void run(Worlds.Pool pool, int queries, List<Layout> layouts) {
        List<World> worlds = layouts.stream().map(pool::of).toList();
        long seed = Long.getLong("meridian.seed", 20_240_601L);
        Tally tally = new Tally();
        for (long query = 0; query < queries; query++) {
            long mine = seed + query;
            if (query % QUERIES_OF_ONE_DATA_SET == 0) {
                Data data = new Data(new Random(mine / QUERIES_OF_ONE_DATA_SET));
                worlds.forEach(data::load);
            }
            one(worlds, mine, tally);
        }
        worlds.forEach(World::assertIdle);
        System.out.println(layouts.get(0).kind() + " " + tally);
        tally.throwFailures();
        assertThat(tally.compared).as("next to nothing is refused").isGreaterThan(tally.runs * 99 / 100);
    }

    private static void one(List<World> worlds, long seed, Tally tally) {
        World first = worlds.get(0);
        boolean postgres = first.layout().kind() == Layout.Kind.POSTGRES;
        Queries.Query query = new Queries(new Random(seed * 0x9E3779B97F4A7C15L), postgres).next();
        Outcome expected;
        try {
            expected = Outcome.of(first.oracle().fetch(query.select()), query.ordered());
        } catch (RuntimeException e) {
            tally.broken(e);
            return;
        }
        if (!postgres && dependsOnTheOrderOfRows(first.oracle().render(query.select()))) {
            return;
        }
        worlds.forEach(world -> compare(world, query, expected, seed, tally));
    }

    /**
     * SQLite (3.54.1) keeps the answer of a subquery from one row of a RIGHT or FULL JOIN to the next where it must not, so that such a query
     * depends on the order in which the rows were inserted: the oracle's answer is as good or bad as any.
     */
    static boolean dependsOnTheOrderOfRows(String sql) {
        return (sql.contains(" right outer join ") || sql.contains(" full outer join ")) && sql.contains("exists (");
    }

    private static void compare(World world, Queries.Query query, Outcome expected, long seed, Tally tally) {
        Outcome seen;
        try {
            seen = Outcome.of(fetch(world.context(), query, seed), query.ordered());
        } catch (RefusedException refusal) {
            tally.refused(refusal);
            return;
        } catch (RuntimeException e) {
            tally.failed(new AssertionError(report(world, query, seed) + "\nfailed:   " + e, e));
            return;
        }
        tally.compared(expected);
        boolean same = query.counted() ? seen.rows().size() == expected.rows().size() : seen.equals(expected);
        if (!same) {
            tally.failed(
                    new AssertionError(report(world, query, seed) + "\nexpected: " + expected + "\nseen:     " + seen));
        }
    }

    /** By turns in one piece, lazily, and inside a transaction. */
    private static Result<? extends Record> fetch(DSLContext context, Queries.Query query, long seed) {
        return switch (Math.floorMod(seed, 8)) {
            case 0 -> {
                try (var cursor = context.fetchLazy(query.select())) {
                    yield cursor.fetch();
                }
            }
            case 1 ->
                context.transactionResult(transaction -> DSL.using(transaction).fetch(query.select()));
            default -> context.fetch(query.select());
        };
    }

    private static String report(World world, Queries.Query query, long seed) {
        String explained;
        try {
            explained = world.context().explain(query.select()).plan();
        } catch (RuntimeException e) {
            explained = e.toString();
        }
        return "\n-Dmeridian.queries=1000 -Dmeridian.seed=" + Math.floorDiv(seed, 100) * 100 + " (query " + seed
                + ") on " + world.layout() + "\n" + world.oracle().renderInlined(query.select()) + "\n" + explained;
    }

    /** What became of the queries. */
    private static final class Tally {

        private final Map<String, Integer> refusals = new TreeMap<>();
        private final Map<String, Integer> errors = new TreeMap<>();
        private final List<AssertionError> failures = new ArrayList<>();
        private int runs;
        private int compared;
        private int withRows;

        void refused(RefusedException refusal) {
            runs++;
            refusals.merge(refusal.rule().id(), 1, Integer::sum);
        }

        void compared(Outcome outcome) {
            runs++;
            compared++;
            withRows += outcome.rows().isEmpty() ? 0 : 1;
        }

        void broken(RuntimeException e) {
            String message =
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            errors.merge(message.lines().findFirst().orElse("").replaceAll("[0-9]+", "N"), 1, Integer::sum);
        }

        void failed(AssertionError failure) {
            failures.add(failure);
            if (failures.size() >= MOST_FAILURES) {
                throwFailures();
            }
        }

        /** One failure may hide another, so that several are shown. */
        void throwFailures() {
            if (!failures.isEmpty()) {
                AssertionError first = new AssertionError(failures.size() + " wrong", failures.get(0));
                failures.subList(1, failures.size()).forEach(first::addSuppressed);
                failures.forEach(failure -> System.out.println(failure.getMessage()));
                throw first;
            }
        }

        @Override
        public String toString() {
            String wrong = errors.entrySet().stream()
                    .map(entry -> entry.getValue() + " x " + entry.getKey())
                    .limit(8)
                    .collect(Collectors.joining("; "));
            int refused = runs - compared;
            return "differential: " + runs + " runs, " + compared + " compared (" + withRows + " with rows), "
                    + String.format(Locale.ROOT, "refused %.2f%% ", 100.0 * refused / Math.max(1, runs)) + refusals
                    + ", skipped "
                    + Stream.of(errors.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum())
                            .findFirst()
                            .get() + " that no database takes: " + wrong;
        }
    }
}
