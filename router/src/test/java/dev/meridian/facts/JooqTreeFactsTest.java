package dev.meridian.facts;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.weather.tables.WeatherLocations;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultVisitListenerProvider;
import org.jooq.impl.QOM;
import org.junit.jupiter.api.Test;

/** What jOOQ's tree shows and hides. The analysis leans on each of these: a jOOQ that changes one must fail here first. */
class JooqTreeFactsTest {

    private static final WeatherLocations W = WEATHER_LOCATIONS;
    private static final DSLContext POSTGRES = DSL.using(SQLDialect.POSTGRES);

    /** Every part that a rendering visits, with whether it stands where tables are declared. */
    private static List<String> visited(Query query, boolean declared) {
        List<String> parts = new ArrayList<>();
        VisitListener listener = new VisitListener() {
            @Override
            public void visitStart(VisitContext context) {
                QueryPart part = context.queryPart();
                if (!declared) {
                    parts.add(part.getClass().getSimpleName());
                } else if (part instanceof Table<?> table && context.context().declareTables()) {
                    parts.add(table.getName());
                }
            }
        };
        Configuration configuration =
                new DefaultConfiguration().set(SQLDialect.POSTGRES).set(new DefaultVisitListenerProvider(listener));
        DSL.using(configuration).render(query);
        return parts;
    }

    private static String mapped(Query query) {
        RenderMapping mapping = new RenderMapping()
                .withSchemata(new MappedSchema()
                        .withInputExpression(java.util.regex.Pattern.compile("^(.+)$"))
                        .withOutput("token")
                        .withTables(new MappedTable()
                                .withInputExpression(java.util.regex.Pattern.compile("^(.+)$"))
                                .withOutput("p_$1")));
        return DSL.using(SQLDialect.POSTGRES, new Settings().withRenderMapping(mapping))
                .render(query);
    }

    @Test
    void theAccessorsOfAUnionShowItsFirstBranchOnly() {
        Select<?> union =
                DSL.select(W.ID).from(W).unionAll(DSL.select(WEATHER_REPORTS.ID).from(WEATHER_REPORTS));
        assertThat(union.$from()).hasSize(1);
        assertThat(union.$from().get(0).getName()).isEqualTo("weather_locations");
        assertThat(union.$where()).isNull();
    }

    @Test
    void theVisitorSeesEveryBranchOfAUnion() {
        Select<?> union =
                DSL.select(W.ID).from(W).unionAll(DSL.select(WEATHER_REPORTS.ID).from(WEATHER_REPORTS));
        assertThat(visited(union, true)).contains("weather_locations", "weather_reports");
    }

    @Test
    void aLockIsSeenByTheVisitorOnlyAndSurvivesInACopy() {
        Select<?> plain = DSL.select(W.ID).from(W).where(W.ID.eq(1L));
        Select<?> locked = DSL.select(W.ID).from(W).where(W.ID.eq(1L)).forUpdate();
        assertThat(locked.$from()).isEqualTo(plain.$from());
        assertThat(locked.$where()).isEqualTo(plain.$where());
        assertThat(visited(plain, false)).doesNotContain("ForLock");
        assertThat(visited(locked, false)).contains("ForLock");
        assertThat(POSTGRES.render(locked.$where(W.ID.eq(2L)))).endsWith("for update");
    }

    @Test
    void accessorsThatSetReturnCopies() {
        Select<?> original = DSL.select(W.ID).from(W).where(W.ID.eq(1L));
        assertThat(original.$where(W.ID.eq(2L))).isNotSameAs(original);
        assertThat(original.$where()).isEqualTo(W.ID.eq(1L));
    }

    @Test
    void theVisitorSeesImplicitJoinsAndSubqueries() {
        Select<?> implicit = DSL.select(WEATHER_REPORTS.ID, WEATHER_REPORTS.weatherLocations().CITY)
                .from(WEATHER_REPORTS);
        assertThat(implicit.$from()).hasSize(1);
        assertThat(visited(implicit, false))
                .anyMatch(part -> part.endsWith("Join"))
                .contains("WeatherLocationsPath");
        Select<?> nested = DSL.select(W.ID)
                .from(W)
                .where(W.ID.in(DSL.select(WEATHER_REPORTS.LOCATION_ID).from(WEATHER_REPORTS)));
        assertThat(visited(nested, true)).contains("weather_locations", "weather_reports");
    }

    @Test
    void aGeneratedTableKeepsItsClassUnderAnAlias() {
        WeatherLocations alias = W.as("w");
        Table<?> table = alias;
        assertThat(table).isNotInstanceOf(QOM.TableAlias.class);
        assertThat(alias.$alias()).isNull();
        assertThat(alias).isNotEqualTo(W);
        assertThat(alias.ID).isNotEqualTo(W.ID);
        assertThat(alias.getName()).isEqualTo("w");
        assertThat(DSL.table(DSL.name("weather_locations")).as("w")).isInstanceOf(QOM.TableAlias.class);
    }

    @Test
    void notBetweenIsABetweenToTheAccessors() {
        Condition not = W.ID.notBetween(1L, 2L);
        assertThat(not).isInstanceOf(QOM.Between.class);
        assertThat(((QOM.Between<?>) not).$symmetric()).isFalse();
        assertThat(POSTGRES.renderInlined(not)).contains(" not between ");
    }

    @Test
    void aRowAmongRowsHasNoAccessors() {
        Condition in = DSL.row(W.ID, W.CITY).in(List.of(DSL.row(1L, "x"), DSL.row(2L, "y")));
        assertThat(in.getClass().getSimpleName()).isEqualTo("RowInCondition");
        assertThat(in).isNotInstanceOf(QOM.InList.class);
    }

    @Test
    void anAggregateWithAFilterIsThatAggregate() {
        Field<Integer> count = DSL.count(W.ID).filterWhere(W.ID.gt(1L));
        assertThat(count).isInstanceOf(QOM.Count.class);
        assertThat(((org.jooq.AggregateFunction<?>) count).$filterWhere()).isEqualTo(W.ID.gt(1L));
    }

    @Test
    void anUnboundPlaceholderOfTheParserIsAParameterOfNull() {
        Select<?> parsed = (Select<?>) DSL.using(SQLDialect.SQLITE).parser().parseQuery("select a from t where a = ?");
        QOM.Eq<?> condition = (QOM.Eq<?>) parsed.$where();
        assertThat(condition.$arg2()).isInstanceOf(Param.class);
        assertThat(((Param<?>) condition.$arg2()).getValue()).isNull();
    }

    @Test
    void oneMappingReachesEverySchemaAndTable() {
        assertThat(mapped(DSL.select(W.ID).from(W).join(WEATHER_REPORTS).on(WEATHER_REPORTS.LOCATION_ID.eq(W.ID))))
                .isEqualTo(
                        "select \"token\".\"p_weather_locations\".\"id\" from \"token\".\"p_weather_locations\""
                                + " join \"token\".\"p_weather_reports\""
                                + " on \"token\".\"p_weather_reports\".\"location_id\" = \"token\".\"p_weather_locations\".\"id\"");
    }

    /** What InlineColumns repairs. */
    @Test
    void theColumnsOfATableWithAConditionEscapeTheMapping() {
        Table<?> inline = W.where(W.ID.eq(1L));
        assertThat(mapped(DSL.select(inline.field("id")).from(inline)))
                .startsWith("select \"weather_locations\".\"id\" from \"token\".\"p_weather_locations\"");
    }
}
