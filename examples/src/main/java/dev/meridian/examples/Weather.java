package dev.meridian.examples;

import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import dev.meridian.flyway.MigrationProgress;
import dev.meridian.flyway.MigrationReport;
import dev.meridian.flyway.ShardMigrator;
import dev.meridian.placement.Strategy;
import dev.meridian.schema.WeatherSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weather program where one line of a configuration file chooses the strategy. Given a file, it does what that says; given none,
 * it takes its own {@code weather.yaml} by each strategy in turn, in temporary folders.
 *
 * <p>Variables in a given file are system properties or environment variables; {@code WEATHER_DATA} is a temporary folder unless it is
 * set.
 */
public final class Weather {

    private Weather() {}

    /**
     * Runs the program.
     *
     * @param arguments the path of a configuration file, or nothing
     */
    public static void main(String[] arguments) {
        PrintStream out = Page.stdout();
        if (arguments.length == 0) {
            inTurn(out);
        } else {
            byFile(Path.of(arguments[0]), out);
        }
    }

    private static void inTurn(PrintStream out) {
        out.println("Weather of four continents on four shards. Only the line \"strategy\" of weather.yaml differs.");
        out.println();
        for (Strategy strategy : Strategy.values()) {
            try (TemporaryFolder data = TemporaryFolder.create()) {
                Map<String, String> variables =
                        Map.of("WEATHER_DATA", data.path().toString());
                run(resource("weather.yaml", variables::get).withStrategy(strategy), out);
            }
        }
    }

    private static void byFile(Path file, PrintStream out) {
        try (TemporaryFolder data = TemporaryFolder.create()) {
            run(MeridianConfig.read(file, variables(data)), out);
        }
    }

    private static Function<String, @Nullable String> variables(TemporaryFolder data) {
        return name -> {
            String value = System.getProperty(name, System.getenv(name));
            return value == null && name.equals("WEATHER_DATA") ? data.path().toString() : value;
        };
    }

    static MeridianConfig resource(String name, Function<String, @Nullable String> variables) {
        try (InputStream yaml = Objects.requireNonNull(Weather.class.getResourceAsStream("/" + name), name)) {
            return MeridianConfig.parse(name, new String(yaml.readAllBytes(), StandardCharsets.UTF_8), variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(MeridianConfig config, PrintStream out) {
        Page page = new Page(out);
        page.heading("strategy: " + describe(config.strategy()));
        try (OpenTopology open = config.open()) {
            page.title("Migrated");
            page.text(migrate(open, MigrationProgress.printing(out)));
            page.end();
            new WeatherProgram(ShardedDSLContext.over(open.topology()).build(), out).run();
        }
    }

    static MigrationReport migrate(OpenTopology open, MigrationProgress progress) {
        return ShardMigrator.builder(open.topology())
                .locations(WeatherSchema.LOCATION)
                .dataSources(open.migrationDataSources()::get)
                .progress(progress)
                .build()
                .migrate();
    }

    private static String describe(Strategy strategy) {
        return switch (strategy) {
            case DATABASE -> "database, one for each shard";
            case SCHEMA -> "schema, one for each shard in one database";
            case PREFIX -> "prefix, one for each shard's tables in one schema";
        };
    }
}
