package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.abs;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reviewer found about statements that several shards answer together. */
class ReviewMergeTest extends Review {

    private static final TableField<org.jooq.Record, Long> ID = Extra.USERS.column("id", Long.class);
    private static final TableField<org.jooq.Record, Integer> TEAM = Extra.USERS.column("team", Integer.class);
    private static final TableField<org.jooq.Record, String> NAME = Extra.USERS.column("name", String.class);
    private static final TableField<org.jooq.Record, Integer> DAY = Extra.EVENTS.column("day", Integer.class);
    private static final TableField<org.jooq.Record, String> KIND = Extra.EVENTS.column("kind", String.class);
    private static final TableField<org.jooq.Record, String> BRAND = Extra.BRANDS.column("brand", String.class);
    private static final TableField<org.jooq.Record, Long> GRADE = Extra.BRANDS.column("grade", Long.class);

    @BeforeEach
    void rowsThatAreNearlyTheSame() {
        world.onBoth(context -> {
            List<String> names = List.of("a", "A", "b", "B", "ab", "user");
            for (long id = 11; id <= 22; id++) {
                context.insertInto(Extra.USERS)
                        .values(id, id == 22 ? null : (int) id % 3, names.get((int) id % 6))
                        .execute();
                context.insertInto(Extra.EVENTS)
                        .values(id, (int) id * 3, id % 4 == 0 ? null : "kind" + id % 5)
                        .execute();
            }
            List<String> brands = List.of("Acme", "ACME", "acme", "Beta", "beta", "delta", "Delta");
            for (long id = 1; id <= brands.size(); id++) {
                context.insertInto(Extra.BRANDS)
                        .values(id, brands.get((int) id - 1), id % 3)
                        .execute();
            }
        });
    }

    private void rows(Function<DSLContext, ResultQuery<?>> query) {
        exact(context -> rows(query.apply(context).fetch()));
    }

    private void ordered(Function<DSLContext, ResultQuery<?>> query) {
        exact(context -> Outcome.of(query.apply(context).fetch()));
    }

    @Test
    void anAliasThatATablesColumnHidesIsThatColumn() {
        Field<String> name = lower(NAME).as("name");
        rows(context -> context.select(name, count()).from(Extra.USERS).groupBy(name));
        Field<Integer> groups = count().as("team");
        rows(context -> context.select(groups).from(Extra.USERS).groupBy(TEAM).having(groups.gt(inline(3))));
        Field<Integer> negative = TEAM.neg().as("team");
        ordered(context -> context.select(negative, ID).from(Extra.USERS).orderBy(negative, ID));
        ordered(context -> context.select(negative, ID).from(Extra.USERS).orderBy(abs(negative), ID));
        ordered(context -> context.select(negative, ID).from(Extra.USERS).orderBy(negative.plus(inline(0)), ID));
        ordered(context -> context.select(negative, count())
                .from(Extra.USERS)
                .groupBy(TEAM)
                .orderBy(negative.plus(inline(0))));
        Field<Integer> notTheId = TEAM.neg().as("id");
        ordered(context ->
                context.select(notTheId, ID.as("k")).from(Extra.USERS).orderBy(abs(notTheId), NAME, ID));
    }

    @Test
    void anAliasIsNotTakenForAColumnOfTheFirstStep() {
        for (String alias : List.of("c1", "c2", "meridian_rows", "s", "t", "r")) {
            Field<Integer> team = TEAM.as(alias);
            rows(context -> context.select(team, count(NAME)).from(Extra.USERS).groupBy(team));
            ordered(context -> context.select(team, countDistinct(NAME))
                    .from(Extra.USERS)
                    .groupBy(TEAM)
                    .orderBy(team));
        }
    }

    @Test
    void anAliasThatIsNotSelectedIsAColumn() {
        ordered(context -> context.select(ID).from(Extra.USERS).orderBy(TEAM.as("team"), ID));
        ordered(context -> context.select(NAME, ID).from(Extra.USERS).orderBy(NAME.as("name"), TEAM.as("team"), ID));
    }

    @Test
    void valuesThatAreEqualAndNotTheSameAreNotPutTogether() {
        Field<String> text = BRAND.concat(inline("x"));
        rows(context -> context.selectDistinct(text).from(Extra.BRANDS));
        rows(context -> context.select(countDistinct(text)).from(Extra.BRANDS));
        rows(context -> context.select(min(text), max(text)).from(Extra.BRANDS));
        rows(context -> context.select(text).from(Extra.BRANDS).groupBy(text));
        rows(context -> context.select(countDistinct(GRADE).filterWhere(text.eq("ACMEx")))
                .from(Extra.BRANDS));
        rows(context -> context.select(countDistinct(BRAND)).from(Extra.BRANDS));
        rows(context ->
                context.select(GRADE, countDistinct(BRAND)).from(Extra.BRANDS).groupBy(GRADE));
        world.onBoth(context -> {
            report(context, 11L, 1, 0.0);
            report(context, 12L, 1, -0.0);
        });
        if (layout.kind() == Layout.Kind.POSTGRES) {
            rows(context -> context.selectDistinct(WEATHER_REPORTS.TEMPERATURE.cast(SQLDataType.VARCHAR))
                    .from(WEATHER_REPORTS));
        }
    }

    @Test
    void sumsOfWhatIsAnIntegerToJooqOnly() {
        Field<Integer> tenth = DAY.times(inline(0.1));
        if (layout.kind() == Layout.Kind.SQLITE) {
            rows(context -> context.select(
                            KIND,
                            sum(tenth).coerce(SQLDataType.DOUBLE),
                            avg(tenth).coerce(SQLDataType.DOUBLE))
                    .from(Extra.EVENTS)
                    .groupBy(KIND));
        }
        rows(context -> context.select(
                        sum(when(TEAM.eq(1), 1).otherwise(0)),
                        sum(coalesce(TEAM, inline(0)).plus(ID.cast(Integer.class))),
                        avg(TEAM.times(2)),
                        sum(abs(TEAM.neg())))
                .from(Extra.USERS));
    }

    @Test
    void numbersKeepTheTypeThatTheyAreBoundBy() {
        rows(context -> context.select(sum(TEAM).div(new BigDecimal("4"))).from(Extra.USERS));
        rows(context -> context.select(sum(TEAM).div(2), sum(ID).div(4)).from(Extra.USERS));
        rows(context -> context.select(val(new BigDecimal("7")).div(max(TEAM))).from(Extra.USERS));
        rows(context -> context.select(val(new BigDecimal("1")).div(count())).from(Extra.USERS));
        rows(context -> context.select(val(2_147_483_647L).plus(max(TEAM))).from(Extra.USERS));
        rows(context -> context.select(val(2_147_483_647L).times(val(3L)).plus(max(TEAM)))
                .from(Extra.USERS));
        rows(context -> context.select(TEAM, val(0.1).times(count()))
                .from(Extra.USERS)
                .groupBy(TEAM)
                .having(avg(ID).gt(new BigDecimal("2.5"))));
    }

    @Test
    void aPlaceholderAloneIsNoNumberOfAColumn() {
        rows(context -> context.select(count()).from(Extra.USERS).groupBy(val(1)));
        rows(context -> context.select(max(NAME), count()).from(Extra.USERS).groupBy(val(3)));
        rows(context ->
                context.select(TEAM, count()).from(Extra.USERS).groupBy(TEAM).orderBy(val(7)));
        rows(context -> context.select(NAME).from(Extra.USERS).orderBy(val(7)));
        rows(context -> context.select(TEAM, count()).from(Extra.USERS).groupBy(inline(1)));
        ordered(context -> context.select(TEAM, count())
                .from(Extra.USERS)
                .groupBy(TEAM)
                .orderBy(inline(2).desc(), inline(1)));
    }

    @Test
    void groupsByExpressionsWithPlaceholders() {
        rows(context -> context.select(count()).from(Extra.USERS).groupBy(TEAM.plus(1)));
        rows(context ->
                context.select(count()).from(Extra.BRANDS).groupBy(when(GRADE.gt(0L), BRAND.concat(inline("")))));
    }

    @Test
    void columnsBesideThePrimaryKeyByWhichRowsAreGrouped() {
        var alias = WEATHER_LOCATIONS.as("l");
        rows(context -> context.select(WEATHER_LOCATIONS.ID, WEATHER_LOCATIONS.CITY)
                .from(WEATHER_LOCATIONS)
                .groupBy(WEATHER_LOCATIONS.ID));
        rows(context -> context.select(alias.CITY, countDistinct(alias.CONTINENT))
                .from(alias)
                .groupBy(alias.ID));
        ordered(context -> context.select(WEATHER_LOCATIONS.CITY.concat(inline("x")), count(WEATHER_REPORTS.ID))
                .from(WEATHER_LOCATIONS)
                .leftJoin(WEATHER_REPORTS)
                .on(WEATHER_REPORTS.LOCATION_ID.eq(WEATHER_LOCATIONS.ID))
                .groupBy(WEATHER_LOCATIONS.ID)
                .orderBy(WEATHER_LOCATIONS.CONTINENT, WEATHER_LOCATIONS.ID));
    }

    @Test
    void typesThatABoundValueDecides() {
        for (Object value : List.of(1, 5_000_000_000L, new BigDecimal("1.50"), 2.5, "x")) {
            ordered(context ->
                    context.select(NAME, val(value).as("v")).from(Extra.USERS).orderBy(NAME, ID));
        }
        ordered(context ->
                context.select(coalesce(TEAM, val(1))).from(Extra.USERS).orderBy(NAME, ID));
        ordered(context -> context.select(coalesce(TEAM.coerce(Long.class), val(5_000_000_000L)))
                .from(Extra.USERS)
                .orderBy(NAME, ID));
        rows(context -> context.select(NAME, sum(coalesce(TEAM, val(1))))
                .from(Extra.USERS)
                .groupBy(NAME));
        rows(context -> context.select(
                        NAME, sum(coalesce(TEAM.coerce(SQLDataType.NUMERIC), val(new BigDecimal("1.5")))))
                .from(Extra.USERS)
                .groupBy(NAME));
    }

    @Test
    void typesOfPostgresTravelWhole() {
        if (layout.kind() != Layout.Kind.POSTGRES) {
            return;
        }
        ordered(context -> context.select(
                        ID,
                        inline("null").cast(SQLDataType.JSONB),
                        inline("null").cast(SQLDataType.JSON),
                        inline("{\"a\": null,  \"a\":2}").cast(SQLDataType.JSON),
                        inline("[null]").cast(SQLDataType.JSONB),
                        inline("\"x\"").cast(SQLDataType.JSONB),
                        inline("{1,NULL,2}").cast(SQLDataType.INTEGER.array()),
                        inline("{}").cast(SQLDataType.VARCHAR.array()),
                        inline("{\"a,b\",NULL,\"NULL\",\"\\\\\"}").cast(SQLDataType.VARCHAR.array()))
                .from(Extra.USERS)
                .orderBy(NAME, ID));
        ordered(context -> context.select(
                        ID,
                        inline("a").cast(SQLDataType.CHAR(4)),
                        inline("1 mon 30 days").cast(SQLDataType.INTERVAL),
                        inline("NaN").cast(SQLDataType.DOUBLE),
                        inline("-Infinity").cast(SQLDataType.DOUBLE),
                        inline("-0").cast(SQLDataType.DOUBLE).cast(SQLDataType.VARCHAR),
                        inline("1.500").cast(SQLDataType.NUMERIC),
                        inline("2024-01-01 00:00:00+02").cast(SQLDataType.TIMESTAMPWITHTIMEZONE),
                        inline("1500-02-28").cast(SQLDataType.LOCALDATE),
                        inline("1500-02-28 11:12:13.123456").cast(SQLDataType.LOCALDATETIME),
                        inline("1b4e28ba-2fa1-11d2-883f-0016d3cca427").cast(SQLDataType.UUID),
                        TEAM.gt(inline(1)))
                .from(Extra.USERS)
                .orderBy(NAME, ID));
    }

    /** PostgreSQL's sum of integers is a bigint, and the sum of such sums is not; a placeholder's type decides as well. */
    @Test
    void theSumOfIntegersIsDividedAsOneDatabaseDividesIt() {
        for (Number two : List.<Number>of(2, 2L, new BigDecimal("2"))) {
            lawful(context -> rows(context.select(sum(TEAM).div(val(two)).as("f0"))
                    .from(Extra.USERS)
                    .fetch()));
        }
    }
}
