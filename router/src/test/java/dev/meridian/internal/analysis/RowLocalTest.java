package dev.meridian.internal.analysis;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import dev.meridian.placement.MapSharding;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Strategy;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import dev.meridian.weather.tables.WeatherLocations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

class RowLocalTest {

    private static final WeatherLocations W = WEATHER_LOCATIONS;
    private static final Field<Long> ID = W.ID;
    private static final Field<String> CITY = W.CITY;
    private static final Map<Class<?>, QueryPart> EXAMPLES = new LinkedHashMap<>();

    private static final StatementReader READER = new StatementReader(Topology.builder()
            .strategy(Strategy.SCHEMA)
            .database("weather", SQLDialect.SQLITE, new SQLiteDataSource())
            .shard("a")
            .shard("b")
            .table(TableRule.sharded(
                    W.CONTINENT, MapSharding.of(Map.of("Asia", ShardId.of("a"), "Europe", ShardId.of("b")))))
            .table(TableRule.colocated(WEATHER_REPORTS.LOCATION_ID, W))
            .build());

    static {
        logic();
        comparisons();
        patterns();
        rows();
        numbers();
        choices();
        texts();
        tables();
    }

    private static void logic() {
        EXAMPLES.put(QOM.And.class, ID.eq(1L).and(CITY.eq("x")));
        EXAMPLES.put(QOM.Or.class, ID.eq(1L).or(CITY.eq("x")));
        EXAMPLES.put(QOM.Xor.class, ID.eq(1L).xor(CITY.eq("x")));
        EXAMPLES.put(QOM.Not.class, DSL.not(ID.eq(1L)));
        EXAMPLES.put(QOM.True.class, DSL.trueCondition());
        EXAMPLES.put(QOM.False.class, DSL.falseCondition());
        EXAMPLES.put(QOM.Null.class, DSL.nullCondition());
        EXAMPLES.put(QOM.FieldCondition.class, DSL.condition(DSL.coalesce(DSL.field(ID.eq(1L)), inline(false))));
        EXAMPLES.put(QOM.ConditionAsField.class, DSL.field(ID.eq(1L)));
    }

    private static void comparisons() {
        EXAMPLES.put(QOM.Eq.class, ID.eq(1L));
        EXAMPLES.put(QOM.Ne.class, ID.ne(1L));
        EXAMPLES.put(QOM.Lt.class, ID.lt(1L));
        EXAMPLES.put(QOM.Le.class, ID.le(1L));
        EXAMPLES.put(QOM.Gt.class, ID.gt(1L));
        EXAMPLES.put(QOM.Ge.class, ID.ge(1L));
        EXAMPLES.put(QOM.Between.class, ID.between(1L).and(2L));
        EXAMPLES.put(QOM.InList.class, ID.in(1L, 2L));
        EXAMPLES.put(QOM.NotInList.class, ID.notIn(1L, 2L));
        EXAMPLES.put(QOM.IsNull.class, ID.isNull());
        EXAMPLES.put(QOM.IsNotNull.class, ID.isNotNull());
        EXAMPLES.put(QOM.IsDistinctFrom.class, ID.isDistinctFrom(1L));
        EXAMPLES.put(QOM.IsNotDistinctFrom.class, ID.isNotDistinctFrom(1L));
    }

    private static void patterns() {
        EXAMPLES.put(QOM.Like.class, CITY.like("T%"));
        EXAMPLES.put(QOM.NotLike.class, CITY.notLike("T%"));
        EXAMPLES.put(QOM.LikeIgnoreCase.class, CITY.likeIgnoreCase("t%"));
        EXAMPLES.put(QOM.NotLikeIgnoreCase.class, CITY.notLikeIgnoreCase("t%"));
        EXAMPLES.put(QOM.Contains.class, CITY.contains("o"));
        EXAMPLES.put(QOM.ContainsIgnoreCase.class, CITY.containsIgnoreCase("o"));
        EXAMPLES.put(QOM.StartsWith.class, CITY.startsWith("T"));
        EXAMPLES.put(QOM.StartsWithIgnoreCase.class, CITY.startsWithIgnoreCase("t"));
        EXAMPLES.put(QOM.EndsWith.class, CITY.endsWith("o"));
        EXAMPLES.put(QOM.EndsWithIgnoreCase.class, CITY.endsWithIgnoreCase("O"));
    }

    private static void rows() {
        EXAMPLES.put(QOM.RowEq.class, row(ID, CITY).eq(1L, "x"));
        EXAMPLES.put(QOM.RowNe.class, row(ID, CITY).ne(1L, "x"));
        EXAMPLES.put(QOM.RowLt.class, row(ID, CITY).lt(1L, "x"));
        EXAMPLES.put(QOM.RowLe.class, row(ID, CITY).le(1L, "x"));
        EXAMPLES.put(QOM.RowGt.class, row(ID, CITY).gt(1L, "x"));
        EXAMPLES.put(QOM.RowGe.class, row(ID, CITY).ge(1L, "x"));
        EXAMPLES.put(QOM.RowIsNull.class, row(ID, CITY).isNull());
        EXAMPLES.put(QOM.RowIsNotNull.class, row(ID, CITY).isNotNull());
    }

    private static void numbers() {
        EXAMPLES.put(QOM.Neg.class, ID.neg());
        EXAMPLES.put(QOM.Add.class, ID.add(1));
        EXAMPLES.put(QOM.Sub.class, ID.sub(1));
        EXAMPLES.put(QOM.Mul.class, ID.mul(2));
        EXAMPLES.put(QOM.Div.class, ID.div(2));
        EXAMPLES.put(QOM.Mod.class, ID.mod(2));
        EXAMPLES.put(QOM.Abs.class, DSL.abs(ID));
        EXAMPLES.put(QOM.Sign.class, DSL.sign(ID));
        EXAMPLES.put(QOM.Ceil.class, DSL.ceil(ID));
        EXAMPLES.put(QOM.Floor.class, DSL.floor(ID));
        EXAMPLES.put(QOM.Round.class, DSL.round(ID));
        EXAMPLES.put(QOM.Greatest.class, DSL.greatest(ID, val(1L)));
        EXAMPLES.put(QOM.Least.class, DSL.least(ID, val(1L)));
    }

    private static void choices() {
        EXAMPLES.put(QOM.FieldAlias.class, ID.as("number"));
        EXAMPLES.put(QOM.Cast.class, ID.cast(SQLDataType.VARCHAR));
        EXAMPLES.put(QOM.Coerce.class, ID.coerce(SQLDataType.INTEGER));
        EXAMPLES.put(QOM.Coalesce.class, DSL.coalesce(CITY, val("x"), inline("y")));
        EXAMPLES.put(QOM.Nvl.class, DSL.nvl(CITY, "x"));
        EXAMPLES.put(QOM.Nvl2.class, DSL.nvl2(CITY, "x", "y"));
        EXAMPLES.put(QOM.Nullif.class, DSL.nullif(CITY, "x"));
        EXAMPLES.put(
                QOM.CaseSimple.class, DSL.case_(CITY).when("x", 1).when("y", 2).else_(3));
        EXAMPLES.put(QOM.CaseSearched.class, DSL.case_().when(CITY.eq("x"), 1).otherwise(2));
    }

    private static void texts() {
        EXAMPLES.put(QOM.Concat.class, DSL.concat(CITY, inline("x")));
        EXAMPLES.put(QOM.Lower.class, DSL.lower(CITY));
        EXAMPLES.put(QOM.Upper.class, DSL.upper(CITY));
        EXAMPLES.put(QOM.Trim.class, DSL.trim(CITY));
        EXAMPLES.put(QOM.Ltrim.class, DSL.ltrim(CITY));
        EXAMPLES.put(QOM.Rtrim.class, DSL.rtrim(CITY));
        EXAMPLES.put(QOM.CharLength.class, DSL.charLength(CITY));
        EXAMPLES.put(QOM.Left.class, DSL.left(CITY, 2));
        EXAMPLES.put(QOM.Right.class, DSL.right(CITY, 2));
        EXAMPLES.put(QOM.Substring.class, DSL.substring(CITY, 2, 3));
        EXAMPLES.put(QOM.Replace.class, DSL.replace(CITY, "o", "0"));
        EXAMPLES.put(QOM.Position.class, DSL.position(CITY, "o"));
    }

    private static void tables() {
        Condition on = WEATHER_REPORTS.LOCATION_ID.eq(ID);
        EXAMPLES.put(QOM.CrossJoin.class, W.crossJoin(WEATHER_REPORTS));
        EXAMPLES.put(QOM.Join.class, W.join(WEATHER_REPORTS).on(on));
        EXAMPLES.put(QOM.LeftJoin.class, W.leftJoin(WEATHER_REPORTS).on(on));
        EXAMPLES.put(QOM.RightJoin.class, W.rightJoin(WEATHER_REPORTS).on(on));
        EXAMPLES.put(QOM.FullJoin.class, W.fullJoin(WEATHER_REPORTS).on(on));
        EXAMPLES.put(
                QOM.TableAlias.class,
                DSL.table(name("app", "weather_locations")).as(name("w")));
    }

    static Stream<Arguments> examples() {
        return EXAMPLES.entrySet().stream()
                .flatMap(example -> Stream.of(SQLDialect.SQLITE, SQLDialect.POSTGRES)
                        .map(dialect -> Arguments.of(
                                example.getKey().getSimpleName(), dialect, example.getKey(), example.getValue())));
    }

    @Test
    void everyRowLocalNodeHasAnExample() {
        assertThat(EXAMPLES.keySet()).containsExactlyInAnyOrderElementsOf(RowLocal.NODES);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("examples")
    void aRowLocalNodeIsRecognised(String name, SQLDialect dialect, Class<?> node, QueryPart example) {
        assertThat(example).isInstanceOf(node);
        Statement statement = read(selectOf(example), dialect);
        assertThat(statement.strange()).isEmpty();
        assertThat(statement.unknownTables()).isEmpty();
        assertThat(statement.traits()).doesNotContain(Trait.OTHER);
    }

    static List<Field<?>> elsewhere() {
        return List.of(
                DSL.currentTimestamp(),
                DSL.currentDate(),
                DSL.currentUser(),
                DSL.rand(),
                DSL.uuid(),
                field(ID.add(DSL.rand())),
                DSL.function("f", Long.class, ID));
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void whatDependsOnTimeOrPlaceIsNot(Field<?> expression) {
        assertThat(read(selectOf(expression), SQLDialect.POSTGRES).traits()).contains(Trait.OTHER);
    }

    private static Statement read(Select<?> query, SQLDialect dialect) {
        Configuration configuration = new DefaultConfiguration().set(dialect);
        return READER.read(query, configuration);
    }

    private static Select<?> selectOf(QueryPart part) {
        if (part instanceof Table<?> table) {
            return DSL.select(inline(1)).from(table);
        }
        return part instanceof Field<?> column
                ? DSL.select(column).from(W)
                : DSL.select(ID).from(W).where((Condition) part);
    }
}
