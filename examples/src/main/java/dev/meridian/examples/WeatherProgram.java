package dev.meridian.examples;

import static dev.meridian.weather.Keys.WEATHER_REPORTS__WEATHER_REPORTS_LOCATION;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.selectFrom;

import dev.meridian.ShardedDSLContext;
import dev.meridian.exception.RefusedException;
import dev.meridian.placement.ShardId;
import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Select;

/**
 * The application that the examples share: it saves cities with their weather, asks for them, and prints how each query was
 * routed. It is ordinary jOOQ code that knows no strategy. Its queries are values: the context that fetches them routes them.
 */
final class WeatherProgram {

    private static final WeatherLocations L = WEATHER_LOCATIONS.as("l");

    private final ShardedDSLContext ctx;
    private final Page page;

    WeatherProgram(ShardedDSLContext ctx, PrintStream out) {
        this.ctx = ctx;
        this.page = new Page(out);
    }

    void run() {
        saveOnce();
        long tokyo = ctx.fetchSingle(locationNamed("Tokyo")).getId();
        show("Tokyo by its id, which does not tell the shard", ctx, locationWithId(tokyo));
        show("Cities in Europe and Asia", ctx, locationsIn("Europe", "Asia"));
        show(
                "Cities beginning with T, in North America only",
                ctx.onShard("north_america"),
                locationsBeginningWith("T"));
        show("All cities in order", ctx, locationsInOrder());
        show("Cities with reports, by SQL text that Meridian cannot read", ctx, locationsWithReports());
    }

    /** Saves seven cities and three reports. Where each goes, and what its id is, is no concern of this code. */
    static void save(Configuration transaction) {
        DSLContext ctx = transaction.dsl();
        WeatherLocationsRecord tokyo = saveLocation(ctx, "Asia", "Tokyo");
        WeatherLocationsRecord newYork = saveLocation(ctx, "North America", "New York");
        saveLocation(ctx, "North America", "Toronto");
        saveLocation(ctx, "Europe", "London");
        saveLocation(ctx, "Europe", "Dublin");
        saveLocation(ctx, "South America", "Brasilia");
        WeatherLocationsRecord quito = saveLocation(ctx, "South America", "Quito");
        saveReport(ctx, tokyo, 80.0);
        saveReport(ctx, newYork, 75);
        saveReport(ctx, quito, 85);
    }

    static WeatherLocationsRecord saveLocation(DSLContext ctx, String continent, String city) {
        WeatherLocationsRecord location = ctx.newRecord(WEATHER_LOCATIONS);
        location.setContinent(continent);
        location.setCity(city);
        location.store();
        return location;
    }

    private static void saveReport(DSLContext ctx, WeatherLocationsRecord location, double temperature) {
        WeatherReportsRecord report = ctx.newRecord(WEATHER_REPORTS);
        report.setLocationId(location.getId());
        report.setTemperature(temperature);
        report.store();
    }

    static Select<WeatherLocationsRecord> locationWithId(long id) {
        return selectFrom(L).where(L.ID.eq(id));
    }

    static Select<WeatherLocationsRecord> locationNamed(String city) {
        return selectFrom(L).where(L.CITY.eq(city));
    }

    static Select<WeatherLocationsRecord> locationsIn(String... continents) {
        return selectFrom(L).where(L.CONTINENT.in(continents));
    }

    static Select<WeatherLocationsRecord> locationsBeginningWith(String letters) {
        return selectFrom(L).where(L.CITY.like(letters + "%"));
    }

    static Select<WeatherLocationsRecord> locationsInOrder() {
        return selectFrom(L).orderBy(L.CITY);
    }

    static Select<WeatherLocationsRecord> locationsWithReports() {
        return selectFrom(L).where("l.id in (select location_id from weather_reports)");
    }

    /** A record knows its home shard: its reports are asked of that shard only. */
    static List<WeatherReportsRecord> reportsOf(WeatherLocationsRecord location) {
        return location.fetchChildren(WEATHER_REPORTS__WEATHER_REPORTS_LOCATION);
    }

    private void saveOnce() {
        boolean empty = ctx.fetch(WEATHER_LOCATIONS).isEmpty();
        if (empty) {
            ctx.transaction(WeatherProgram::save);
        }
        page.title(empty ? "Saved in one transaction" : "Saved by an earlier run");
        List<List<?>> rows = new ArrayList<>();
        rows.add(List.of("id", "city", "continent", "home shard", "reports (with their ids on that shard)"));
        rows.addAll(rows(ctx.fetch(WEATHER_LOCATIONS).sortAsc(WEATHER_LOCATIONS.ID)));
        page.rows(rows);
        page.end();
    }

    /** Prints a query's plan, which touches no shard, and its rows; or why it is refused. */
    private void show(String title, ShardedDSLContext context, Select<WeatherLocationsRecord> query) {
        page.title(title);
        try {
            List<WeatherLocationsRecord> locations = context.fetch(query);
            page.text(context.explain(query));
            page.answer(rows(locations));
        } catch (RefusedException refusal) {
            page.text("Refused: " + refusal.getMessage());
        }
        page.end();
    }

    private List<List<?>> rows(List<WeatherLocationsRecord> locations) {
        return locations.stream().<List<?>>map(this::row).toList();
    }

    private List<?> row(WeatherLocationsRecord location) {
        String reports = reportsOf(location).stream()
                .map(report -> report.getTemperature() + " (id " + report.getId() + ")")
                .collect(Collectors.joining(", "));
        String home = ctx.shardOf(location).map(ShardId::name).orElse("none");
        return List.of(location.getId(), location.getCity(), location.getContinent(), home, reports);
    }
}
