package dev.meridian.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableUse;
import dev.meridian.placement.ShardId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of routing, over random statements: the rows on the shards of a statement's route, alone, give what all rows give;
 * and whatever row of a table is in the result comes from inside the domain of that table's use.
 *
 * <p>A failure prints the seed of its case; {@code -Dmeridian.soundness.seed=...} runs that case alone in every world, {@code
 * -Dmeridian.soundness.cases=...} runs more.
 */
class RoutingSoundnessTest {

    private static final long FIRST = 1_000_000;
    private static final int CASES = Integer.getInteger("meridian.soundness.cases", 700);
    private static final Long ONLY = Long.getLong("meridian.soundness.seed");

    static List<ShardedWorld> worlds() {
        return ShardedWorld.all();
    }

    private interface Maker {
        GeneratedSelect make(Random random, Random values, ShardedWorld world);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everyRowThatSatisfiesAPredicateLiesInsideTheRoute(ShardedWorld world) throws SQLException {
        forEachSeed(world, CASES, GeneratedSelect::ofOneTable);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everyRowThatAJoinNeedsLiesInsideTheDomainOfItsUse(ShardedWorld world) throws SQLException {
        forEachSeed(world, CASES / 2, GeneratedSelect::ofJoins);
    }

    /** Two selects of one shape: the second is read by what is remembered of the first, where Meridian dares to. */
    private static void forEachSeed(ShardedWorld world, int cases, Maker maker) throws SQLException {
        try (world) {
            int narrowed = 0;
            for (long seed = FIRST; seed < FIRST + cases; seed++) {
                long used = ONLY == null ? seed : ONLY;
                GeneratedSelect first = maker.make(new Random(used), new Random(used), world);
                GeneratedSelect second = maker.make(new Random(used), new Random(~used), world);
                SQLDialect dialect = used % 2 == 0 ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
                String label = world + ", seed " + used + ", read as " + dialect;
                narrowed += isNarrowed(world, first, world.read(first.query(), dialect), label);
                isNarrowed(world, first, world.readAgain(first.query(), dialect), label + " by its text");
                isNarrowed(world, second, world.readAgain(second.query(), dialect), label + " as another's text");
                if (ONLY != null) {
                    return;
                }
            }
            // A router that always says "all" would be sound, and useless: the test would prove nothing.
            assertThat(narrowed).as("narrowed routes").isGreaterThan(cases / 50);
        }
    }

    /** Checks the law; 1 where the route has not every shard. */
    private static int isNarrowed(ShardedWorld world, GeneratedSelect generated, Statement statement, String label) {
        Route route = world.route(statement);
        String what = label + ", " + route + "\n" + world.inlined(generated.query()) + "\n";
        boolean everywhere = route.shards().containsAll(ShardedWorld.SHARDS);
        try {
            if (!everywhere) {
                assertThat(world.answer(generated.query(), route.shards()))
                        .as(what + "over the route's shards")
                        .isEqualTo(world.answer(generated.query(), Set.copyOf(ShardedWorld.SHARDS)));
            }
            contributions(world, generated, statement, what);
        } catch (DataAccessException e) {
            throw new AssertionError(what, e);
        }
        return everywhere ? 0 : 1;
    }

    private static void contributions(ShardedWorld world, GeneratedSelect generated, Statement statement, String what) {
        UseDomains domains = world.domains(statement);
        for (TableUse use : statement.uses()) {
            Set<String> domain = domains.of(use).stream().map(ShardId::name).collect(Collectors.toSet());
            Optional<WorldTables> table = generated.spread(use.alias());
            if (table.isPresent() && domain.size() < ShardedWorld.SHARDS.size()) {
                assertThat(world.records(generated.query()))
                        .extracting(row -> row.get(GeneratedSelect.shardOf(table.get()), String.class))
                        .as(what + "rows of " + use)
                        .allMatch(shard -> shard == null || domain.contains(shard));
            }
        }
    }
}
