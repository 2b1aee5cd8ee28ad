package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.ShardedDSLContext;
import dev.meridian.weather.tables.pojos.WeatherLocations;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Field;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.exception.TooManyRowsException;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All ways in which jOOQ fetches, on statements of one shard and of several. */
class FetchTest extends Contract {

    @BeforeEach
    void weather() {
        saveWeather();
    }

    @Test
    void aCursorThatIsClosedEarlyGivesItsConnectionsBack() {
        try (Cursor<WeatherLocationsRecord> cursor =
                ctx.selectFrom(WEATHER_LOCATIONS).fetchSize(1).fetchLazy()) {
            assertThat(cursor.fetchNext()).isNotNull();
            assertThat(world.active()).isPositive();
        }
        assertThat(world.active()).isZero();
    }

    @Test
    void aCursorThatIsReadToItsEndGivesItsConnectionsBack() {
        Cursor<WeatherLocationsRecord> cursor =
                ctx.selectFrom(WEATHER_LOCATIONS).fetchLazy();
        List<String> cities = new ArrayList<>();
        while (cursor.hasNext()) {
            cities.add(cursor.fetchNext().getCity());
        }
        assertThat(cities).hasSize(7);
        assertThat(world.active()).isZero();
    }

    @Test
    void aStreamGivesAllRowsAndItsConnectionsBack() {
        try (Stream<WeatherLocationsRecord> stream =
                ctx.selectFrom(WEATHER_LOCATIONS).fetchStream()) {
            assertThat(stream.map(WeatherLocationsRecord::getCity).limit(3).toList())
                    .hasSize(3);
        }
        assertThat(world.active()).isZero();
        assertThat(ctx.selectFrom(WEATHER_LOCATIONS).stream().count()).isEqualTo(7);
    }

    @Test
    void asynchronousFetchingGivesTheSame() {
        assertThat(ctx.selectFrom(WEATHER_LOCATIONS)
                        .fetchAsync()
                        .toCompletableFuture()
                        .join())
                .hasSize(7);
        List<java.util.concurrent.CompletableFuture<Integer>> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(ctx.selectFrom(WEATHER_LOCATIONS)
                    .fetchAsync()
                    .thenApply(Result::size)
                    .toCompletableFuture());
        }
        assertThat(many).allSatisfy(each -> assertThat(each.join()).isEqualTo(7));
    }

    @Test
    void rowsBecomeMapsGroupsPojosAndSets() {
        exact(context -> new TreeMap<>(
                context.selectFrom(WEATHER_LOCATIONS).fetchMap(WEATHER_LOCATIONS.ID, WEATHER_LOCATIONS.CITY)));
        exact(context -> context.selectFrom(WEATHER_LOCATIONS).fetchInto(WeatherLocations.class).stream()
                .map(WeatherLocations::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
        exact(context -> context.selectFrom(WEATHER_LOCATIONS).fetchSet(WEATHER_LOCATIONS.CONTINENT));
        exact(context -> context.selectFrom(WEATHER_LOCATIONS)
                .fetchGroups(WEATHER_LOCATIONS.CONTINENT)
                .keySet());
    }

    @Test
    void manyResultsOfOneStatementAreOneResult() {
        if (layout.kind() == Layout.Kind.SQLITE && !layout.isScattered()) {
            // Its driver does not support what jOOQ asks for, sharded or not.
            return;
        }
        assertThat(ctx.fetchMany(ctx.selectFrom(WEATHER_LOCATIONS)))
                .singleElement()
                .satisfies(result -> assertThat(result).hasSize(7));
    }

    @Test
    void fetchOneOverShardsFindsOneOrComplainsOfSeveral() {
        exact(context -> context.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("Quito"))
                .intoMap());
        exact(context -> context.fetchOptional(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.eq("nowhere"))
                .isPresent());
        assertThatThrownBy(() -> ctx.fetchOne(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CITY.like("T%")))
                .isInstanceOf(TooManyRowsException.class);
        assertThat(world.active()).isZero();
    }

    @Test
    void maxRowsCountsTheRowsOfAllShards() {
        for (int most : new int[] {1, 2, 5, 7, 100}) {
            assertThat(ctx.selectFrom(WEATHER_LOCATIONS).maxRows(most).fetch()).hasSize(Math.min(most, 7));
            assertThat(ctx.selectFrom(WEATHER_LOCATIONS)
                            .maxRows(most)
                            .fetchSize(1)
                            .fetch())
                    .hasSize(Math.min(most, 7));
        }
    }

    @Test
    void anEmptyResultHasItsColumnsAndTypes() {
        for (String continent : List.of("Atlantis", "Asia")) {
            Result<WeatherLocationsRecord> empty = ctx.selectFrom(WEATHER_LOCATIONS)
                    .where(WEATHER_LOCATIONS.CONTINENT.eq(continent))
                    .and(WEATHER_LOCATIONS.ID.eq(-1L))
                    .fetch();
            assertThat(empty).isEmpty();
            assertThat(Arrays.stream(empty.fields()).map(Field::getName)).containsExactly("id", "continent", "city");
            assertThat(Arrays.stream(empty.fields()).map(Field::getType))
                    .isEqualTo(List.of(Long.class, String.class, String.class));
        }
    }

    @Test
    void anUnknownKeyFindsNothingAndAsksOneShardAtMost() {
        assertThat(asked(() -> assertThat(ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Atlantis")))
                        .isEmpty()))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(asked(() -> assertThat(ctx.fetch(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq((String) null)))
                        .isEmpty()))
                .hasSizeLessThanOrEqualTo(1);
        exact(context -> context.fetchCount(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Atlantis")));
        exact(context -> context.fetchExists(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Atlantis")));
    }

    @Test
    void writesReportHowManyRowsTheyChanged() {
        exact(context -> context.update(WEATHER_LOCATIONS)
                .set(WEATHER_LOCATIONS.CITY, "x")
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                .execute());
        exact(context -> context.update(WEATHER_LOCATIONS)
                .set(WEATHER_LOCATIONS.CITY, "x")
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Atlantis"))
                .execute());
        exact(context -> context.deleteFrom(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                .execute());
        exact(context -> context.insertInto(WEATHER_LOCATIONS)
                .values(10L, "Asia", "Kyoto")
                .values(11L, "Asia", "Osaka")
                .execute());
        exact(context -> sorted(context.selectFrom(WEATHER_LOCATIONS).fetch(WEATHER_LOCATIONS.CITY)));
    }

    @Test
    void whatAWriteReturnsIsWhatTheDatabaseReturns() {
        exact(context -> context.insertInto(WEATHER_LOCATIONS)
                .values(10L, "Asia", "Kyoto")
                .returning()
                .fetch()
                .intoMaps());
        if (layout.kind() == Layout.Kind.POSTGRES) {
            exact(context -> context.update(WEATHER_LOCATIONS)
                    .set(WEATHER_LOCATIONS.CITY, "Edo")
                    .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                    .and(WEATHER_LOCATIONS.ID.eq(1L))
                    .returningResult(WEATHER_LOCATIONS.CITY)
                    .fetch()
                    .intoMaps());
        }
    }

    private static List<String> sorted(List<String> values) {
        List<String> copy = new ArrayList<>(values);
        Collections.sort(copy);
        return copy;
    }

    /** Notes what it is told. */
    private static final class Noting implements ExecuteListener {
        private static final long serialVersionUID = 1L;
        private final transient List<String> seen = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void start(ExecuteContext context) {
            seen.add("start " + context.type());
        }

        @Override
        public void fetchEnd(ExecuteContext context) {
            seen.add("fetched");
        }

        @Override
        public void end(ExecuteContext context) {
            seen.add("end");
        }
    }

    @Test
    void theUsersListenersSeeEachStatementOnceAsInPlainJooq() {
        Noting sharded = new Noting();
        Noting plain = new Noting();
        ShardedDSLContext listened = world.context(
                UnaryOperator.identity(),
                builder -> builder.executeListener(new DefaultExecuteListenerProvider(sharded)));
        org.jooq.DSLContext oracle = org.jooq.impl.DSL.using(
                world.oracle().configuration().derive(new DefaultExecuteListenerProvider(plain)));
        for (org.jooq.DSLContext context : List.of(listened, oracle)) {
            context.selectFrom(WEATHER_LOCATIONS).fetch();
            city(context, 50, "Asia", "Kyoto");
            context.deleteFrom(WEATHER_LOCATIONS)
                    .where(WEATHER_LOCATIONS.CONTINENT.eq("Atlantis"))
                    .execute();
        }
        assertThat(sharded.seen).isEqualTo(plain.seen).startsWith("start READ", "fetched", "end");
    }

    @Test
    void theDatabasesExceptionsAreThoseOfPlainJooq() {
        for (org.jooq.DSLContext context : List.of(ctx, world.oracle())) {
            assertThatThrownBy(() -> context.insertInto(WEATHER_LOCATIONS)
                            .values(1L, "Asia", "Tokyo")
                            .execute())
                    .isInstanceOf(IntegrityConstraintViolationException.class)
                    .hasCauseInstanceOf(java.sql.SQLException.class);
            assertThatThrownBy(() -> context.deleteFrom(WEATHER_LOCATIONS)
                            .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                            .execute())
                    .isInstanceOf(IntegrityConstraintViolationException.class);
            assertThatThrownBy(() -> context.insertInto(WEATHER_LOCATIONS)
                            .values(60L, "Asia", null)
                            .execute())
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(world.active()).isZero();
    }

    @Test
    void joinsOfParentsAndChildrenRunShardByShard() {
        exact(context -> new TreeSet<>(context.select(WEATHER_LOCATIONS.CITY, WEATHER_REPORTS.TEMPERATURE)
                .from(WEATHER_LOCATIONS)
                .leftJoin(WEATHER_REPORTS)
                .on(WEATHER_REPORTS.LOCATION_ID.eq(WEATHER_LOCATIONS.ID))
                .fetch(record -> record.value1() + record.value2())));
        exact(context ->
                new TreeSet<>(context.select(WEATHER_REPORTS.TEMPERATURE, WEATHER_REPORTS.weatherLocations().CITY)
                        .from(WEATHER_REPORTS)
                        .fetch(record -> record.value2() + record.value1())));
        assertThat(asked(() -> ctx.select(WEATHER_REPORTS.TEMPERATURE)
                        .from(WEATHER_REPORTS)
                        .join(WEATHER_LOCATIONS)
                        .on(WEATHER_REPORTS.LOCATION_ID.eq(WEATHER_LOCATIONS.ID))
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .fetch()))
                .isEqualTo(shards("Asia"));
    }

    @Test
    void oneShardDoesWhateverTheDatabaseCan() {
        exact(context -> context.selectCount()
                .from(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                .fetchOne(0, int.class));
        exact(context -> context.select(WEATHER_LOCATIONS.CITY)
                .from(WEATHER_LOCATIONS)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Europe"))
                .orderBy(WEATHER_LOCATIONS.CITY.desc())
                .limit(1)
                .fetch(WEATHER_LOCATIONS.CITY));
        exact(context -> context.fetchValue(org.jooq.impl.DSL.selectOne()));
        assertThat(Set.of(ctx.fetchCount(WEATHER_LOCATIONS, WEATHER_LOCATIONS.CONTINENT.eq("Asia"))))
                .containsExactly(1);
    }
}
