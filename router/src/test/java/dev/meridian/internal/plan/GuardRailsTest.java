package dev.meridian.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.StatementReader;
import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

class GuardRailsTest {

    private static final ShardId A = ShardId.of("a");
    private static final ShardId B = ShardId.of("b");
    private static final ShardId C = ShardId.of("c");
    private static final Hints ALLOWED = new Hints(Optional.empty(), Optional.empty(), true, false);
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final List<String> warnings = new ArrayList<>();
    private final Statement statement = statement();

    @Test
    void byDefaultNothingIsRefusedAndNothingIsSaid() {
        rails(ScatterPolicy.ALLOW, NO_LIMIT).pass(statement, over(A, B, C), Hints.NONE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aWarningHasTablesAndRouteAndNoValues() {
        rails(ScatterPolicy.WARN, NO_LIMIT).pass(statement, over(A, B), Hints.NONE);
        assertThat(warnings).containsExactly("The SELECT of notes n needs 2 shards, [a, b]");
    }

    @Test
    void explainingDoesNotWarn() {
        rails(ScatterPolicy.WARN, NO_LIMIT).check(statement, over(A, B), Hints.NONE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void severalShardsAreRefused() {
        assertThatThrownBy(() -> rails(ScatterPolicy.REFUSE, NO_LIMIT).check(statement, over(A, B), Hints.NONE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(Rule.SCATTER))
                .hasMessageContaining("The SELECT of notes n needs 2 shards, [a, b].");
    }

    @Test
    void moreShardsThanAllowedAreRefused() {
        GuardRails two = rails(ScatterPolicy.ALLOW, 2);
        two.check(statement, over(A, B), Hints.NONE);
        assertThatThrownBy(() -> two.check(statement, over(A, B, C), Hints.NONE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(Rule.TOO_MANY_SHARDS))
                .hasMessageContaining("needs 3 shards, [a, b, c]; at most 2 are allowed.");
    }

    @Test
    void aRefusedStatementIsNotWarnedOf() {
        assertThatThrownBy(() -> rails(ScatterPolicy.WARN, 2).pass(statement, over(A, B, C), Hints.NONE))
                .isInstanceOf(RefusedException.class);
        assertThat(warnings).isEmpty();
    }

    @Test
    void permissionWinsOverAllRails() {
        assertThatCode(() -> {
                    rails(ScatterPolicy.REFUSE, 1).pass(statement, over(A, B, C), ALLOWED);
                    rails(ScatterPolicy.WARN, 1).pass(statement, over(A, B, C), ALLOWED);
                })
                .doesNotThrowAnyException();
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneShardAndNoShardAreNeverAffected() {
        GuardRails strict = rails(ScatterPolicy.REFUSE, 1);
        strict.pass(statement, new Plan.Single(A, route(A)), Hints.NONE);
        strict.pass(statement, new Plan.Single(A, route()), Hints.NONE);
        rails(ScatterPolicy.WARN, 1).pass(statement, new Plan.Single(A, route()), Hints.NONE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyKindOfPlanIsGuarded() {
        Route route = route(A, B);
        for (Plan plan : List.of(
                new Plan.OneStatement(List.of(A, B), Map.of(), route),
                new Plan.Gather(List.of(A, B), Map.of(), route))) {
            assertThatThrownBy(() -> rails(ScatterPolicy.REFUSE, NO_LIMIT).check(statement, plan, Hints.NONE))
                    .isInstanceOf(RefusedException.class);
        }
    }

    private GuardRails rails(ScatterPolicy policy, int maxShards) {
        return new GuardRails(policy, maxShards, warnings::add);
    }

    private static Plan over(ShardId... shards) {
        return new Plan.Concat(List.of(shards), route(shards));
    }

    private static Route route(ShardId... shards) {
        return new Route(new LinkedHashSet<>(List.of(shards)), Map.of(), List.of());
    }

    private static Statement statement() {
        Table<Record> notes = DSL.table(DSL.name("app", "notes"));
        Topology topology = Topology.builder()
                .strategy(Strategy.DATABASE)
                .database("a", SQLDialect.SQLITE, new SQLiteDataSource())
                .shard("a")
                .table(TableRule.pinned(notes, "a"))
                .build();
        return new StatementReader(topology)
                .read(
                        DSL.selectOne()
                                .from(notes.as("n"))
                                .where(DSL.val("secret").eq("secret")),
                        new DefaultConfiguration().set(SQLDialect.SQLITE));
    }
}
