package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.Explanation;
import dev.meridian.ShardedDSLContext;
import dev.meridian.Tier;
import dev.meridian.placement.ShardId;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How statements run: every explanation is a text that was looked at. No data source has a database, so explaining touches none. */
class ExplainTest {

    /** The golden files, and the statements of each. */
    static Stream<Arguments> themes() {
        return Stream.of(
                Arguments.of("routing", new ExplainRouting()),
                Arguments.of("concat", new ExplainConcat()),
                Arguments.of("merge", new ExplainMerge()),
                Arguments.of("one-statement", new ExplainOneStatement()),
                Arguments.of("reduce", new ExplainReduce()),
                Arguments.of("gather", new ExplainGather()),
                Arguments.of("refusals", new ExplainRefusals()));
    }

    @ParameterizedTest
    @MethodSource("themes")
    void everyExplanationIsTheOneThatWasAccepted(String theme, ExplainTheme statements) {
        Golden.compare(theme, statements.explained());
    }

    @Test
    void theTierIsToldApart() {
        var id = ExplainTheme.L.ID;
        var table = ExplainTheme.L;
        assertThat(tier(DSL.selectFrom(table).where(table.CONTINENT.eq("Asia"))))
                .isEqualTo(Tier.SINGLE);
        assertThat(tier(DSL.selectFrom(table))).isEqualTo(Tier.CONCAT);
        assertThat(tier(DSL.selectFrom(table).orderBy(id))).isEqualTo(Tier.MERGE);
        assertThat(tier(DSL.selectFrom(table).orderBy(table.CITY))).isEqualTo(Tier.REDUCE);
        assertThat(tier(DSL.selectFrom(table).union(DSL.selectFrom(table)))).isEqualTo(Tier.GATHER);
        ShardedDSLContext schemas = ExplainSetup.SQLITE_SCHEMA.context();
        assertThat(schemas.explain(schemas.selectFrom(table).orderBy(id)).tier())
                .contains(Tier.ONE_STATEMENT);
        assertThat(schemas.explain(DSL.truncate(table)).tier()).isEmpty();
    }

    private static Tier tier(Query query) {
        return ExplainSetup.SQLITE.context().explain(query).tier().orElseThrow();
    }

    @Test
    void theStatementsAreWhatShardsGet() {
        ShardedDSLContext ctx = ExplainSetup.POSTGRES.context();
        Explanation merged = ctx.explain(DSL.selectFrom(ExplainTheme.L)
                .orderBy(ExplainTheme.L.ID)
                .limit(2)
                .offset(1));
        assertThat(merged.statements().values()).hasSize(3).allMatch(sql -> sql.contains("fetch next 3 rows only"));
        Map<ShardId, String> gathered = ctx.explain(
                        DSL.selectFrom(ExplainTheme.L).union(DSL.selectFrom(ExplainTheme.L)))
                .statements();
        assertThat(gathered.get(ShardId.of("america"))).contains(" union ");
        assertThat(gathered.get(ShardId.of("asia"))).doesNotContain(" union ");
    }
}
