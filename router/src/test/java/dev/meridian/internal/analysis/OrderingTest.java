package dev.meridian.internal.analysis;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.abs;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.val;

import java.util.Optional;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

class OrderingTest {

    private static final Field<Long> ID = WEATHER_LOCATIONS.ID;
    private static final Field<String> CITY = WEATHER_LOCATIONS.CITY;

    private static Optional<Ordering> read(Query query) {
        return Ordering.of(query, SQLDialect.POSTGRES);
    }

    private static Ordering known(Query query) {
        return read(query).orElseThrow();
    }

    @Test
    void aSelectedColumnIsTheKey() {
        Ordering ordering = known(select(CITY, ID).from(WEATHER_LOCATIONS).orderBy(ID.desc(), CITY));
        assertThat(ordering.keys())
                .containsExactly(
                        new Ordering.Key(2, Long.class, true, true), new Ordering.Key(1, String.class, false, false));
        assertThat(ordering.hidden()).isZero();
    }

    @Test
    void nullsComeAsTheDialectHasThem() {
        Query query = select(ID)
                .from(WEATHER_LOCATIONS)
                .orderBy(ID, ID.desc(), ID.nullsFirst(), ID.desc().nullsLast());
        assertThat(known(query).keys()).extracting(Ordering.Key::nullsFirst).containsExactly(false, true, true, false);
        assertThat(Ordering.of(query, SQLDialect.SQLITE).orElseThrow().keys())
                .extracting(Ordering.Key::nullsFirst)
                .containsExactly(true, false, true, false);
    }

    @Test
    void aColumnThatIsNotSelectedComesBehind() {
        Ordering ordering = known(select(CITY).from(WEATHER_LOCATIONS).orderBy(ID));
        assertThat(ordering.hidden()).isEqualTo(1);
        assertThat(ordering.visible()).isEqualTo(1);
        assertThat(ordering.share().getSelect()).hasSize(2);
        assertThat(ordering.keys()).extracting(Ordering.Key::column).containsExactly(2);
    }

    @Test
    void anAliasIsNotTheColumnThatItHides() {
        Field<Long> alias = ID.neg().as("id");
        assertThat(known(select(alias).from(WEATHER_LOCATIONS).orderBy(alias)).hidden())
                .isZero();
        assertThat(known(select(alias).from(WEATHER_LOCATIONS).orderBy(ID)).hidden())
                .isEqualTo(1);
        assertThat(read(select(alias).from(WEATHER_LOCATIONS).orderBy(abs(alias))))
                .isEmpty();
        assertThat(read(select(CITY).from(WEATHER_LOCATIONS).orderBy(alias))).isEmpty();
    }

    @Test
    void whatCannotBeToldIsNotKnown() {
        assertThat(read(select(CITY).from(WEATHER_LOCATIONS).orderBy(inline(1))))
                .isEmpty();
        assertThat(read(select(CITY).from(WEATHER_LOCATIONS).orderBy(val(1)))).isEmpty();
        assertThat(read(select(CITY).from(WEATHER_LOCATIONS).orderBy(ID.plus(1))))
                .isEmpty();
        assertThat(read(selectDistinct(CITY).from(WEATHER_LOCATIONS).orderBy(ID)))
                .isEmpty();
        assertThat(read(select(ID).from(WEATHER_LOCATIONS).orderBy(ID).limit(-1)))
                .isEmpty();
        assertThat(Ordering.of(
                        select(ID).from(WEATHER_LOCATIONS).orderBy(ID).limit(1).withTies(), SQLDialect.SQLITE))
                .isEmpty();
    }

    @Test
    void eachShardGivesWhatMayBeNeeded() {
        Ordering ordering =
                known(select(ID).from(WEATHER_LOCATIONS).orderBy(ID).limit(3).offset(4));
        assertThat(ordering.limit()).isEqualTo(new Ordering.Limit(4, 3, false));
        assertThat(ordering.limit().reach()).isEqualTo(7);
        assertThat(ordering.share().getSQL(org.jooq.conf.ParamType.INLINED)).contains("7");
        assertThat(new Ordering.Limit(3, Long.MAX_VALUE, false).reach()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Ordering.Limit(3, Long.MAX_VALUE - 1, false).reach()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Ordering.Limit(0, Long.MAX_VALUE, false).isPresent()).isFalse();
    }
}
