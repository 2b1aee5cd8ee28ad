package dev.meridian.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.placement.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the programs print. */
class MainsTest {

    @TempDir
    private Path folder;

    static Stream<Named<Consumer<String[]>>> examples() {
        return Stream.of(
                Named.of("SeparateDatabases", SeparateDatabases::main),
                Named.of("SchemaTranslate", SchemaTranslate::main),
                Named.of("TablePrefix", TablePrefix::main));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachExamplePrintsRowsPlansAndTheRefusal(Consumer<String[]> main) {
        String output = Output.ofMain(main);
        assertThat(output)
                .containsSubsequence("── All cities in order", "→ 6  Brasilia", "→ 5  Dublin", "→ 3  Toronto");
        assertThat(lines(output))
                .contains(
                        "── Saved in one transaction",
                        "1   Tokyo     Asia           asia           80.0 (id 1)",
                        "2   New York  North America  north_america  75.0 (id 1)",
                        "7   Quito     South America  south_america  85.0 (id 1)",
                        "├─ route: asia, europe (2 of 4 shards)",
                        "│  └─ because: onShard(north_america)",
                        "→ 3  Toronto  North America  north_america")
                .anyMatch(line -> line.startsWith("Refused: MR011 "));
    }

    @Test
    void timeSortedIdsAskOneShard() {
        assertThat(lines(Output.ofMain(TimeSortedIds::main)))
                .contains("SELECT, single: one shard does all of it", "├─ route: asia (1 of 4 shards)")
                .anyMatch(line -> line.startsWith("└─ asia: select "))
                .anyMatch(line -> line.matches("→ \\d+  Tokyo  Asia"));
    }

    @Test
    void asyncPrintsItsAnswersInOrder() {
        assertThat(lines(Output.ofMain(Async::main)))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("Reports of Tokyo", "Cities in Europe and Asia", "Cities beginning with T");
    }

    @Test
    void weatherRunsEveryStrategyFromOneFile() {
        List<String> lines = lines(Output.ofMain(Weather::main));
        assertThat(lines)
                .hasSizeLessThan(220)
                .allMatch(line -> line.replaceAll("[`\"]", "").length() <= 120)
                .contains(
                        "├─ route: north_america, asia, europe, south_america (4 of 4 shards)",
                        "├─ route: asia, europe (2 of 4 shards)",
                        "→ 1  Tokyo   Asia    asia    80.0 (id 1)",
                        "→ 4  London  Europe  europe",
                        "→ 5  Dublin  Europe  europe");
        assertThat(lines)
                // Versions of jOOQ differ in which names they quote, and how.
                .extracting(line -> line.replaceAll("[`\"]", ""))
                .containsSubsequence(
                        "└─ asia, europe: select l.id, l.continent, l.city from weather_locations as l where l.continent in (?, ?)",
                        "├─ asia in weather: select l.id, l.continent, l.city from asia.weather_locations as l where l.id = ?",
                        "├─ asia in weather: select l.id, l.continent, l.city from asia_weather_locations as l where l.id = ?");
        assertThat(lines).filteredOn(line -> line.startsWith("━━ strategy: ")).hasSize(3);
        assertThat(lines).filteredOn(line -> line.startsWith("Refused: MR011 ")).hasSize(3);
        assertThat(lines)
                .filteredOn(line -> line.matches("\\[\\d/4] \\w+: 2 scripts, now at version 2 .*"))
                .hasSize(12);
    }

    @ParameterizedTest
    @EnumSource
    void weatherFollowsAFileAndFindsItsDataAgain(Strategy strategy) throws IOException {
        String file = file(strategy).toString();

        assertThat(Output.ofMain(Weather::main, file))
                .contains("2 scripts, now at version 2", "Saved in one transaction");

        List<String> again = lines(Output.ofMain(Weather::main, file));
        assertThat(again)
                .contains("── Saved by an earlier run", "7   Quito     South America  south_america  85.0 (id 1)");
        assertThat(again).filteredOn(line -> line.contains(": nothing to do")).hasSize(4);
    }

    private Path file(Strategy strategy) throws IOException {
        try (InputStream yaml = Weather.class.getResourceAsStream("/weather.yaml")) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${WEATHER_DATA}", folder.toString())
                    .replace(
                            "strategy: database", "strategy: " + strategy.name().toLowerCase(Locale.ROOT));
            return Files.writeString(folder.resolve("mine.yaml"), text);
        }
    }

    private static List<String> lines(String output) {
        return output.lines().toList();
    }
}
