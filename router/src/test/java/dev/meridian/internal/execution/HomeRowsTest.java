package dev.meridian.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.routing.Route;
import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.tools.jdbc.MockResultSet;
import org.junit.jupiter.api.Test;

class HomeRowsTest {

    private static final ShardId A = ShardId.of("a");
    private static final ShardId B = ShardId.of("b");
    private static final Field<String> CITY = DSL.field(DSL.name("city"), SQLDataType.VARCHAR);

    private final Planned planned = new Planned(
            Statement.unread(Statement.Kind.SELECT, Set.of(), Set.of()),
            new Plan.OneStatement(List.of(A, B), Map.of(), new Route(Set.of(A, B), Map.of(), List.of())),
            true);

    private static ResultSet rows(String first, String second, Integer[]... homes) {
        DSLContext ctx = DSL.using(SQLDialect.SQLITE);
        Field<Integer> left = DSL.field(DSL.name(first), SQLDataType.INTEGER);
        Field<Integer> right = DSL.field(DSL.name(second), SQLDataType.INTEGER);
        Result<Record3<String, Integer, Integer>> result = ctx.newResult(CITY, left, right);
        for (Integer[] home : homes) {
            result.add(ctx.newRecord(CITY, left, right).values("x", home[0], home[1]));
        }
        return new MockResultSet(result);
    }

    @Test
    void theHomeIsTheOneThatAllPartsOfARowHave() throws SQLException {
        ResultSet rows = HomeRows.over(
                rows(
                        "meridian.home0",
                        "meridian.home1",
                        new Integer[] {0, 0},
                        new Integer[] {1, null},
                        new Integer[] {null, 1},
                        new Integer[] {0, 1},
                        new Integer[] {null, null}),
                planned);

        List<String> homes = new ArrayList<>();
        while (rows.next()) {
            homes.add(planned.hasHome() ? planned.shard().name() : "none");
        }
        assertThat(homes).containsExactly("a", "b", "b", "none", "none");
        assertThat(planned.hasHome()).as("after the last row").isFalse();
    }

    @Test
    void theColumnsAreHidden() throws SQLException {
        ResultSet rows = HomeRows.over(rows("temperature", "meridian.home0", new Integer[] {1, 1}), planned);
        assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
        assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("temperature");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("x");
        assertThat(planned.shard()).isEqualTo(B);
    }

    @Test
    void rowsThatSayNothingAreLeftAsTheyAre() throws SQLException {
        ResultSet plain = rows("meridian.home0", "last", new Integer[] {1, 1});
        assertThat(HomeRows.over(plain, planned)).isSameAs(plain);
        assertThat(planned.hasHome()).isFalse();
    }
}
