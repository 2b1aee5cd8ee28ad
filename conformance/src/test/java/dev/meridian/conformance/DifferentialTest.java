package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The law itself: random queries over random rows give what one unsharded database gives, or they are refused.
 *
 * <p>{@code -Dmeridian.queries=100000} for a long run, {@code -Dmeridian.seed=} to repeat one: each query has a seed of its own, which
 * a failure prints. What fails is shrunk, in at most {@code -Dmeridian.tries=} runs; the test
 * ends after {@code -Dmeridian.failures=} failures.
 */
@ExtendWith(Worlds.class)
class DifferentialTest {

    private static final List<Layout> SQLITE = List.of(
            Layout.SQLITE_DATABASE_4,
            Layout.SQLITE_MIXED,
            Layout.SQLITE_DATABASE_3,
            Layout.SQLITE_PREFIX_2,
            Layout.SQLITE_DATABASE_2,
            Layout.SQLITE_SCHEMA_4,
            Layout.SQLITE_DATABASE_5,
            Layout.SQLITE_DATABASE_1);
    private static final List<Layout> POSTGRES = List.of(
            Layout.POSTGRES_DATABASE_4,
            Layout.POSTGRES_MIXED,
            Layout.POSTGRES_PREFIX_4,
            Layout.POSTGRES_DATABASE_2,
            Layout.POSTGRES_DATABASE_5,
            Layout.POSTGRES_DATABASE_3);

    @Test
    void randomQueriesOnSqliteGiveWhatOneDatabaseGives(Worlds.Pool worlds) {
        requireExact(new Differential(worlds, SQLITE).run(queries(), seed()));
    }

    @Test
    void randomQueriesOnPostgresGiveWhatOneDatabaseGives(Worlds.Pool worlds) {
        requireExact(new Differential(worlds, POSTGRES).run(Math.max(1, queries() / 5), seed()));
    }

    private static int queries() {
        return Integer.getInteger("meridian.queries", 4000);
    }

    private static long seed() {
        return Long.getLong("meridian.seed", 20_240_601L);
    }

    private static void requireExact(Tally tally) {
        assertThat(tally.compared()).as("next to nothing is refused").isGreaterThanOrEqualTo(tally.runs() * 98 / 100);
    }
}
