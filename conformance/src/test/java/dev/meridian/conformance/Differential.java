package dev.meridian.conformance;

import dev.meridian.exception.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** Runs random queries on several layouts and on the oracle, and shrinks what differs. */
final class Differential {

    private static final int QUERIES_OF_ONE_DATA_SET = 100;
    private static final int LAYOUTS_OF_ONE_DATA_SET = 4;
    private static final int TRIES = Integer.getInteger("meridian.tries", 500);

    private final List<Layout> layouts;
    private final boolean postgres;
    private final Map<Layout, World> worlds = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private Data data = new Data(List.of());

    Differential(Worlds.Pool pool, List<Layout> layouts) {
        this.layouts = layouts;
        this.postgres = layouts.get(0).kind() == Layout.Kind.POSTGRES;
        layouts.forEach(layout -> worlds.put(layout, pool.of(layout)));
    }

    /** The same seed gives the same queries and rows. */
    Tally run(int queries, long seed) {
        List<Layout> turn = List.of();
        for (long mine = seed; mine < seed + queries; mine++) {
            if (turn.isEmpty() || mine % QUERIES_OF_ONE_DATA_SET == 0) {
                turn = turn(mine / QUERIES_OF_ONE_DATA_SET);
            }
            one(turn, mine);
            tally.query();
        }
        worlds.values().forEach(World::assertIdle);
        System.out.println(layouts.get(0).kind() + " " + tally);
        tally.throwFailures();
        return tally;
    }

    /** The layouts take turns; those whose turn it is get new rows. */
    private List<Layout> turn(long set) {
        data = new Data(Choices.of(set * 0x9E3779B97F4A7C15L + 1));
        List<Layout> turn = new ArrayList<>();
        for (int i = 0; i < Math.min(LAYOUTS_OF_ONE_DATA_SET, layouts.size()); i++) {
            turn.add(layouts.get(Math.floorMod((int) set * LAYOUTS_OF_ONE_DATA_SET + i, layouts.size())));
        }
        turn.forEach(layout -> data.load(worlds.get(layout)));
        return turn;
    }

    private void one(List<Layout> turn, long seed) {
        Choices choices = Choices.of(seed * 0x9E3779B97F4A7C15L);
        Query query = new Queries(choices, postgres).next();
        Expected expected;
        try {
            expected = Expected.of(worlds.get(turn.get(0)), query);
        } catch (RuntimeException e) {
            tally.broken(e);
            return;
        }
        if (!dependsOnTheOrderOfRows(worlds.get(turn.get(0)), query)) {
            turn.forEach(layout -> compare(layout, query, expected, choices.made(), seed));
        }
    }

    /**
     * SQLite (3.54.1) keeps the answer of a subquery from one row of a RIGHT or FULL JOIN to the next where it must not, so that such a query
     * depends on the order in which the rows were inserted: the oracle's answer is as good or bad as any.
     */
    static boolean dependsOnTheOrderOfRows(World world, Query query) {
        if (world.layout().kind() == Layout.Kind.POSTGRES) {
            return false;
        }
        String sql = world.oracle().render(query.select());
        return (sql.contains(" right outer join ") || sql.contains(" full outer join ")) && sql.contains("(select ");
    }

    private void compare(Layout layout, Query query, Expected expected, List<Integer> choices, long seed) {
        try {
            Optional<String> wrong =
                    expected.difference(fetch(worlds.get(layout).context(), query, seed));
            tally.compared(expected);
            wrong.ifPresent(text -> fail(layout, new Failure(query, choices, text, false), seed));
        } catch (RefusedException refusal) {
            tally.refused(refusal);
        } catch (RuntimeException e) {
            fail(layout, new Failure(query, choices, "failed:   " + e, true), seed);
        }
    }

    /** By turns in one piece, lazily, and inside a transaction. */
    private static Result<? extends Record> fetch(DSLContext context, Query query, long seed) {
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

    /** A query that went wrong: by an error, or by other rows. */
    private record Failure(Query query, List<Integer> choices, String text, boolean isError) {}

    private void fail(Layout layout, Failure failure, long seed) {
        Data before = data;
        Failure smallest = Shrinking.of(
                failure, Failure::choices, choices -> again(layout, choices, seed, failure.isError()), TRIES);
        List<Data.Row> rows = Shrinking.fewest(
                data.all(),
                fewer -> {
                    load(layout, new Data(fewer));
                    return again(layout, smallest.choices(), seed, failure.isError())
                            .isPresent();
                },
                TRIES / 2);
        load(layout, new Data(rows));
        Failure last =
                again(layout, smallest.choices(), seed, failure.isError()).orElse(smallest);
        String report = report(layout, last, seed);
        load(layout, before);
        tally.failed(report);
    }

    private void load(Layout layout, Data rows) {
        data = rows;
        rows.load(worlds.get(layout));
    }

    /** The failure of other choices, if they fail in the same way. */
    private Optional<Failure> again(Layout layout, List<Integer> script, long seed, boolean isError) {
        Choices choices = Choices.again(script);
        Query query;
        Expected expected;
        try {
            query = new Queries(choices, postgres).next();
            expected = Expected.of(worlds.get(layout), query);
            if (dependsOnTheOrderOfRows(worlds.get(layout), query)) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            return Optional.empty();
        }
        try {
            return expected.difference(fetch(worlds.get(layout).context(), query, seed))
                    .filter(text -> !isError)
                    .map(text -> new Failure(query, choices.made(), text, false));
        } catch (RefusedException refusal) {
            return Optional.empty();
        } catch (RuntimeException e) {
            return isError ? Optional.of(new Failure(query, choices.made(), "failed:   " + e, true)) : Optional.empty();
        }
    }

    private String report(Layout layout, Failure failure, long seed) {
        World world = worlds.get(layout);
        String explained;
        try {
            explained = worlds.get(layout)
                    .context()
                    .explain(failure.query().select())
                    .plan();
        } catch (RuntimeException e) {
            explained = e.toString();
        }
        return "\n-Dmeridian.queries=1 -Dmeridian.seed=" + seed + " on " + layout + ", shrunk:\n"
                + world.oracle().renderInlined(failure.query().select()) + "\n-- rows\n" + data.sql() + "\n-- plan\n"
                + explained + "\n" + failure.text();
    }
}
