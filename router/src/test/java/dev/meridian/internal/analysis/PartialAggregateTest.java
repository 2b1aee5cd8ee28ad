package dev.meridian.internal.analysis;

import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.boolAnd;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.stddevPop;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.sumDistinct;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.util.List;
import org.jooq.AggregateFunction;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class PartialAggregateTest {

    private static final Field<Long> ID = WEATHER_REPORTS.ID;
    private static final Field<Double> TEMPERATURE = WEATHER_REPORTS.TEMPERATURE;

    private static boolean isSplit(AggregateFunction<?> aggregate, SQLDialect dialect) {
        return PartialAggregate.of(aggregate, dialect).isPresent();
    }

    private static void split(AggregateFunction<?>... aggregates) {
        for (AggregateFunction<?> aggregate : aggregates) {
            assertThat(isSplit(aggregate, SQLDialect.SQLITE))
                    .as(aggregate.toString())
                    .isTrue();
            assertThat(isSplit(aggregate, SQLDialect.POSTGRES))
                    .as(aggregate.toString())
                    .isTrue();
        }
    }

    private static void whole(AggregateFunction<?>... aggregates) {
        for (AggregateFunction<?> aggregate : aggregates) {
            assertThat(isSplit(aggregate, SQLDialect.SQLITE))
                    .as(aggregate.toString())
                    .isFalse();
            assertThat(isSplit(aggregate, SQLDialect.POSTGRES))
                    .as(aggregate.toString())
                    .isFalse();
        }
    }

    @Test
    void countsAndSumsOfIntegersAreSplit() {
        split(count(), count(TEMPERATURE), sum(ID), avg(ID), min(ID), max(TEMPERATURE));
        split(
                sum(ID.plus(1L)),
                sum(when(ID.gt(1L), 1).otherwise(0)),
                avg(coalesce(ID, inline(0L)).neg()));
    }

    @Test
    void whatDependsOnTheOrderOfAdditionIsNot() {
        whole(sum(TEMPERATURE), avg(TEMPERATURE), stddevPop(ID));
        whole(sum(ID.times(val(0.1))), sum(TEMPERATURE.coerce(Integer.class)), sum(ID.plus(TEMPERATURE)));
        whole(avg(when(ID.gt(1L), val(0.5)).otherwise(val(1.0))));
    }

    @Test
    void distinctAggregatesNeedTheirValues() {
        whole(countDistinct(ID), sumDistinct(ID));
        assertThat(PartialAggregate.ignoresRepetition(countDistinct(ID))).isTrue();
        assertThat(PartialAggregate.ignoresRepetition(sumDistinct(ID))).isTrue();
        assertThat(PartialAggregate.ignoresRepetition(count(ID))).isFalse();
        assertThat(PartialAggregate.ignoresRepetition(countDistinct(ID, TEMPERATURE)))
                .isFalse();
    }

    @Test
    void decimalsAreExactInPostgresOnly() {
        AggregateFunction<BigDecimal> decimals = sum(ID.cast(SQLDataType.NUMERIC));
        assertThat(isSplit(decimals, SQLDialect.POSTGRES)).isTrue();
        assertThat(isSplit(decimals, SQLDialect.SQLITE)).isFalse();
        assertThat(isSplit(boolAnd(ID.gt(1L)), SQLDialect.POSTGRES)).isTrue();
        assertThat(isSplit(boolAnd(ID.gt(1L)), SQLDialect.SQLITE)).isFalse();
    }

    @Test
    void anAverageIsASumAndACountUnderItsFilter() {
        PartialAggregate average = PartialAggregate.of(
                        (AggregateFunction<?>) avg(ID).filterWhere(ID.gt(3L)), SQLDialect.POSTGRES)
                .orElseThrow();
        List<String> parts = average.parts().stream()
                .map(part -> PartText.of(part, SQLDialect.POSTGRES))
                .toList();
        assertThat(parts).hasSize(2).allMatch(part -> part.contains("filter (where"));
        assertThat(parts.get(0)).startsWith("sum(");
        assertThat(parts.get(1)).startsWith("count(");
    }
}
