package dev.meridian.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.meridian.exception.ShardFailureException;
import dev.meridian.internal.analysis.Ordering;
import dev.meridian.placement.ShardId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Literal rows of shards in, literal rows out. */
class MergedRowsTest {

    private static final Field<Integer> NUMBER = field(name("n"), Integer.class);
    private static final Field<String> TEXT = field(name("t"), String.class);
    private static final Ordering.Limit ALL = new Ordering.Limit(0, Long.MAX_VALUE, false);

    private Connection connection;
    private final List<String> homes = new ArrayList<>();

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private ResultSet merged(Ordering.Limit limit, long maxRows, Ordering.Key key, String... shards)
            throws SQLException {
        ShardWork work = new ShardWork();
        for (String rows : shards) {
            work.add(new ShardWork.Part(
                    ShardId.of("s" + work.parts().size()),
                    connection.prepareStatement("select column1 as t, column2 as n from (" + rows + ")")));
        }
        work.run();
        Select<?> share = select(TEXT, NUMBER);
        MergedRows.Source source =
                new MergedRows.Source(new Ordering(List.of(key), limit, share, 1), 0, SQLDialect.SQLITE);
        return source.over(work.parts(), maxRows, shard -> homes.add(shard.name()));
    }

    private static String texts(ResultSet rows) throws SQLException {
        StringBuilder texts = new StringBuilder();
        while (rows.next()) {
            texts.append(rows.getString(1));
        }
        return texts.toString();
    }

    private static final String ONE = "values ('a', null), ('c', 2), ('e', 4)";
    private static final String NONE = "select 'x' as column1, 0 as column2 where 0";
    private static final String TWO = "values ('b', 1), ('d', 2), ('f', 9007199254740993)";
    private static final Ordering.Key ASCENDING = new Ordering.Key(2, Integer.class, false, true);

    @Test
    void rowsComeInOrderAndTiesInTheOrderOfTheShards() throws SQLException {
        assertThat(texts(merged(ALL, 0, ASCENDING, ONE, NONE, TWO))).isEqualTo("abcdef");
        assertThat(texts(merged(ALL, 0, ASCENDING, TWO, ONE))).isEqualTo("abdcef");
        assertThat(texts(merged(ALL, 0, ASCENDING, NONE, NONE))).isEmpty();
    }

    @Test
    void theOtherOrderAndTheOtherPlaceOfNulls() throws SQLException {
        Ordering.Key descending = new Ordering.Key(2, Integer.class, true, false);
        assertThat(texts(merged(
                        ALL,
                        0,
                        descending,
                        "values ('e', 4), ('c', 2), ('a', null)",
                        "values ('f', 9007199254740993), ('d', 2), ('b', 1)")))
                .isEqualTo("fecdba");
    }

    @Test
    void aLimitIsTakenOfAll() throws SQLException {
        assertThat(texts(merged(new Ordering.Limit(1, 2, false), 0, ASCENDING, ONE, TWO)))
                .isEqualTo("bc");
        assertThat(texts(merged(new Ordering.Limit(1, 2, true), 0, ASCENDING, ONE, TWO)))
                .isEqualTo("bcd");
        assertThat(texts(merged(new Ordering.Limit(0, 0, true), 0, ASCENDING, ONE, TWO)))
                .isEmpty();
        assertThat(texts(merged(new Ordering.Limit(99, 2, true), 0, ASCENDING, ONE, TWO)))
                .isEmpty();
        assertThat(texts(merged(new Ordering.Limit(4, Long.MAX_VALUE, false), 0, ASCENDING, ONE, TWO)))
                .isEqualTo("ef");
    }

    @Test
    void noMoreRowsThanAskedForBehindTheOffset() throws SQLException {
        assertThat(texts(merged(new Ordering.Limit(2, Long.MAX_VALUE, false), 3, ASCENDING, ONE, TWO)))
                .isEqualTo("cde");
        MergedRows.Source source = new MergedRows.Source(
                new Ordering(List.of(ASCENDING), new Ordering.Limit(2, 5, false), select(TEXT, NUMBER), 1),
                0,
                SQLDialect.SQLITE);
        assertThat(source.rowsOfShard(3)).isEqualTo(5);
        assertThat(source.rowsOfShard(0)).isZero();
    }

    @Test
    void hiddenColumnsAreNotDescribed() throws SQLException {
        assertThat(merged(ALL, 0, ASCENDING, ONE, TWO).getMetaData().getColumnCount())
                .isEqualTo(1);
        assertThat(merged(ALL, 0, ASCENDING, NONE, TWO).getMetaData().getColumnLabel(1))
                .isEqualTo("t");
    }

    @Test
    void eachRowTellsItsShard() throws SQLException {
        ResultSet rows = merged(ALL, 0, ASCENDING, ONE, TWO);
        homes.clear();
        texts(rows);
        assertThat(homes).containsExactly("s0", "s1", "s0", "s1", "s0", "s1");
    }

    @Test
    void aShardThatFailsFailsTheWhole() throws SQLException {
        // The third row's number is beyond what SQLite can compute.
        String failing = "select column1, abs(column2) as column2 from"
                + " (values ('b', 1), ('d', 2), ('f', -9223372036854775807 - 1))";
        ResultSet rows = merged(ALL, 0, ASCENDING, ONE, failing);
        assertThatThrownBy(() -> texts(rows))
                .isInstanceOf(ShardFailureException.class)
                .hasMessageContaining("s1 failed")
                .hasRootCauseInstanceOf(SQLException.class);
        rows.close();
        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void rowsAreReadForward() throws SQLException {
        ResultSet rows = merged(ALL, 0, ASCENDING, ONE, TWO);
        assertThatThrownBy(rows::first).isInstanceOf(SQLException.class);
        rows.close();
    }
}
