package dev.meridian.examples;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.ShardedDSLContext;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Topology;
import dev.meridian.schema.WeatherSchema;
import dev.meridian.weather.tables.records.WeatherLocationsRecord;
import dev.meridian.weather.tables.records.WeatherReportsRecord;
import java.io.PrintStream;
import java.util.concurrent.CompletionStage;
import org.jooq.Field;
import org.jooq.Result;

/** The weather program over {@code CompletionStage}s: no thread of the application waits for a shard before the very end. */
public final class Async {

    private Async() {}

    /**
     * Runs the weather program on four SQLite files.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (SqliteFiles files = SqliteFiles.temporary()) {
            run(files, Page.stdout());
        }
    }

    static void run(SqliteFiles files, PrintStream out) {
        Topology topology = SeparateDatabases.topology(files);
        ShardMigrator.builder(topology)
                .locations(WeatherSchema.LOCATION)
                .build()
                .migrate();
        weather(ShardedDSLContext.over(topology).build(), out)
                .toCompletableFuture()
                .join();
    }

    /** Saves, then asks three things at the same time, and prints the answers in order. */
    static CompletionStage<Void> weather(ShardedDSLContext ctx, PrintStream out) {
        return ctx.transactionAsync(WeatherProgram::save).thenCompose(saved -> {
            CompletionStage<Result<WeatherReportsRecord>> tokyo = reportsOf(ctx, "Tokyo");
            CompletionStage<Result<WeatherLocationsRecord>> eastern =
                    ctx.fetchAsync(WeatherProgram.locationsIn("Europe", "Asia"));
            CompletionStage<Result<WeatherLocationsRecord>> northern =
                    ctx.onShard("north_america").fetchAsync(WeatherProgram.locationsBeginningWith("T"));
            return tokyo.thenAccept(reports -> print(out, "Reports of Tokyo", reports, WEATHER_REPORTS.TEMPERATURE))
                    .thenAcceptBoth(
                            eastern,
                            (done, cities) -> print(out, "Cities in Europe and Asia", cities, WEATHER_LOCATIONS.CITY))
                    .thenAcceptBoth(
                            northern,
                            (done, cities) -> print(out, "Cities beginning with T", cities, WEATHER_LOCATIONS.CITY));
        });
    }

    /** One question after the other: where the city lives is known when it has been read. */
    static CompletionStage<Result<WeatherReportsRecord>> reportsOf(ShardedDSLContext ctx, String city) {
        return ctx.fetchAsync(WeatherProgram.locationNamed(city)).thenCompose(locations -> {
            WeatherLocationsRecord location = locations.get(0);
            return ctx.onShardOf(location)
                    .selectFrom(WEATHER_REPORTS)
                    .where(WEATHER_REPORTS.LOCATION_ID.eq(location.getId()))
                    .fetchAsync();
        });
    }

    private static void print(PrintStream out, String title, Result<?> rows, Field<?> field) {
        out.println(title + ": " + rows.getValues(field));
    }
}
