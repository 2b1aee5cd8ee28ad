package dev.meridian.facts;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How jOOQ runs statements. The execution leans on each of these: a jOOQ that changes one must fail here first. */
class JooqExecutionFactsTest {

    private static final WeatherLocations W = WEATHER_LOCATIONS;

    private final List<String> events = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private final Configuration configuration = new DefaultConfiguration()
            .set(SQLDialect.SQLITE)
            .set(new Settings().withRenderSchema(false))
            .set(new DefaultExecuteListenerProvider(recorder));
    private final DSLContext context = DSL.using(configuration);
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        DSLContext plain = DSL.using(connection);
        plain.execute("create table weather_locations (id bigint primary key, continent text, city text)");
        plain.execute("create table weather_reports (id integer primary key, location_id bigint, temperature double,"
                + " report_time text default current_timestamp)");
        plain.execute("insert into weather_locations values (1, 'Asia', 'Tokyo')");
        configuration.set(provider("own"));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private ConnectionProvider provider(String name) {
        return new ConnectionProvider() {
            @Override
            public Connection acquire() {
                events.add("acquire " + name);
                return connection;
            }

            @Override
            public void release(Connection given) {
                events.add("release " + name);
            }
        };
    }

    /** Writes events down, and does what a test wants done in one of them. */
    private final class Recorder implements ExecuteListener {

        private static final long serialVersionUID = 1L;

        private transient Consumer<ExecuteContext> onRenderEnd = any -> {};
        private transient Consumer<ExecuteContext> onRecordEnd = any -> {};

        @Override
        public void start(ExecuteContext execution) {
            events.add("start");
        }

        @Override
        public void renderStart(ExecuteContext execution) {
            events.add("renderStart");
        }

        @Override
        public void renderEnd(ExecuteContext execution) {
            events.add("renderEnd");
            onRenderEnd.accept(execution);
        }

        @Override
        public void prepareStart(ExecuteContext execution) {
            events.add("prepareStart");
        }

        @Override
        public void executeStart(ExecuteContext execution) {
            events.add("executeStart");
        }

        @Override
        public void recordEnd(ExecuteContext execution) {
            events.add("recordEnd");
            onRecordEnd.accept(execution);
        }

        @Override
        public void end(ExecuteContext execution) {
            events.add("end");
        }
    }

    @Test
    void aProviderThatIsReplacedInRenderEndGivesTheConnection() {
        recorder.onRenderEnd = execution -> execution.connectionProvider(provider("replaced"));
        context.selectFrom(W).fetch();
        assertThat(events)
                .containsExactly(
                        "start",
                        "renderStart",
                        "renderEnd",
                        "acquire replaced",
                        "prepareStart",
                        "executeStart",
                        "recordEnd",
                        "release replaced",
                        "end");
    }

    @Test
    void theTextThatIsReplacedInRenderEndRuns() {
        recorder.onRenderEnd = execution -> execution.sql("select 'Kyoto'");
        assertThat(context.select(W.CITY).from(W).fetch(W.CITY)).containsExactly("Kyoto");
    }

    @Test
    void theQueryIsThereInRenderEnd() {
        List<Object> queries = new ArrayList<>();
        recorder.onRenderEnd = execution -> queries.add(execution.query());
        context.selectFrom(W).fetch();
        WeatherLocationsRecord row = context.newRecord(W);
        row.setId(2L);
        row.store();
        // SQLite reads back what was stored by a statement of its own.
        assertThat(queries).hasSizeGreaterThanOrEqualTo(2).doesNotContainNull();
    }

    @Test
    void aRecordStaysAttachedWhereRecordEndAttachedIt() {
        Configuration home = configuration.derive();
        recorder.onRecordEnd = execution -> execution.record().attach(home);
        assertThat(context.selectFrom(W).fetchOne().configuration()).isSameAs(home);
        assertThat(context.selectFrom(W).fetch().get(0).configuration()).isSameAs(home);
        assertThat(context.selectFrom(W).fetchLazy().fetchNext().configuration())
                .isSameAs(home);
    }

    @Test
    void aBatchAsksForItsConnectionBeforeItRenders() {
        context.batch(
                        context.deleteFrom(W).where(W.ID.eq(7L)),
                        context.deleteFrom(W).where(W.ID.eq(8L)))
                .execute();
        assertThat(events).startsWith("start", "acquire own", "renderStart");
    }

    /** What an INSERT made is read inside the execution of the INSERT, on its connection. */
    @Test
    void storingARecordWithAnIdentityAcquiresOneConnection() {
        WeatherReportsRecord report = context.newRecord(WEATHER_REPORTS);
        report.setLocationId(1L);
        report.store();
        assertThat(report.getId()).isNotNull();
        assertThat(events.stream().filter("acquire own"::equals)).hasSize(1);
    }

    /** jOOQ emulates RETURNING of other columns than the identity by a second statement inside the first. */
    @Test
    void returningOnSqliteRunsItsSecondStatementOnTheSameConnection() {
        WeatherReportsRecord report = context.insertInto(WEATHER_REPORTS, WEATHER_REPORTS.LOCATION_ID)
                .values(1L)
                .returning(WEATHER_REPORTS.ID, WEATHER_REPORTS.LOCATION_ID)
                .fetchOne();
        assertThat(report.getLocationId()).isEqualTo(1L);
        assertThat(events.stream().filter("acquire own"::equals)).hasSize(1);
        assertThat(events.stream().filter("start"::equals).count())
                .as(events.toString())
                .isEqualTo(2);
    }

    @Test
    void aDerivedConfigurationHasItsOwnCopyOfTheData() {
        configuration.data("before", 1);
        Configuration derived = configuration.derive();
        derived.data("after", 2);
        configuration.data("later", 3);
        assertThat(derived.data("before")).isEqualTo(1);
        assertThat(derived.data("later")).isNull();
        assertThat(configuration.data("after")).isNull();
    }

    @Test
    void settingsThatChangeInAListenerComeTooLate() {
        configuration.set(new DefaultExecuteListenerProvider(new ExecuteListener() {
            private static final long serialVersionUID = 1L;

            @Override
            public void start(ExecuteContext execution) {
                execution.configuration().set(new Settings().withRenderSchema(true));
            }

            @Override
            public void renderEnd(ExecuteContext execution) {
                events.add(execution.sql());
            }
        }));
        context.select(W.ID).from(W).fetch();
        assertThat(events)
                .filteredOn(event -> event.startsWith("select"))
                .hasSize(1)
                .noneMatch(sql -> sql.contains("app"));
    }
}
