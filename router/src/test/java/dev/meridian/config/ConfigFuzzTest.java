package dev.meridian.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import dev.meridian.placement.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file, it becomes a configuration or a list of problems with places, and never tells a password. */
class ConfigFuzzTest {

    private static final List<Strategy> STRATEGIES = List.of(Strategy.values());
    private static final int INPUTS = 4_000;

    private static final String[] SNIPPETS = {
        "null",
        "~",
        "{}",
        "[]",
        "-",
        ":",
        "? x",
        "&a ",
        "*a",
        "!!str ",
        "!x ",
        "'",
        "\"",
        "|",
        ">",
        "#",
        "---",
        "...",
        "%TAG",
        "${",
        "$${",
        "${WEATHER_PASSWORD}",
        "${NO_SUCH}",
        "{database}",
        "1e999999999",
        "-1",
        "99999999999999999999",
        ".inf",
        ".nan",
        "1.5",
        "true",
        "\t",
        "\u0000",
        "\uD800",
        "\uFEFF",
        "\u2028",
        "jdbc:postgresql:x",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:other:x",
        "java.lang.Object",
        "dev.meridian.config.ToAsia",
        "[]",
        "..",
        "../../x",
        "a; DROP TABLE x",
        "main",
        "all",
        "blocks",
        "asia",
        "reference",
        "<<: *a",
        "{a: b}",
        "[[[[",
        "}}",
        "\\u0041",
        "\"\\",
        "pinned",
        "10s",
        "\r",
        "\n",
        "  "
    };

    private final Function<String, String> variables = ConfigTexts.variables(Path.of("/tmp/meridian-fuzz"));

    private static final List<BiFunction<Random, String, String>> MUTATIONS = List.of(
            ConfigFuzzTest::insertSnippet,
            ConfigFuzzTest::replaceWord,
            ConfigFuzzTest::deletePart,
            ConfigFuzzTest::swapLines,
            ConfigFuzzTest::repeatLine,
            ConfigFuzzTest::indentLine,
            ConfigFuzzTest::changeCharacter);

    @Test
    void everyMutationOfAGoodFileIsAConfigurationOrAListOfProblems() {
        Random random = new Random(20_240_501);
        int good = 0;
        for (int input = 0; input < INPUTS; input++) {
            String yaml = ConfigTexts.WEATHER;
            for (int change = random.nextInt(3); change >= 0; change--) {
                yaml = MUTATIONS.get(random.nextInt(MUTATIONS.size())).apply(random, yaml);
            }
            good += isGood(yaml, STRATEGIES.get(random.nextInt(STRATEGIES.size()))) ? 1 : 0;
        }
        assertThat(good).isBetween(INPUTS / 100, INPUTS / 2);
    }

    private boolean isGood(String yaml, Strategy strategy) {
        try {
            MeridianConfig config = MeridianConfig.parse("fuzz.yaml", yaml, variables);
            assertThat(config.toString()).doesNotContain(ConfigTexts.PASSWORD);
            return config.withStrategy(strategy).strategy() == strategy;
        } catch (ConfigurationException bad) {
            assertThat(bad.getMessage()).as(yaml).doesNotContain(ConfigTexts.PASSWORD);
            assertThat(bad.problems())
                    .as(yaml)
                    .isNotEmpty()
                    .extracting(Problem::place)
                    .allMatch(place -> place.startsWith("fuzz.yaml"));
            return false;
        } catch (RuntimeException | Error other) {
            throw new AssertionError("this input broke the reader:\n" + yaml, other);
        }
    }

    private static String insertSnippet(Random random, String yaml) {
        int at = random.nextInt(yaml.length() + 1);
        return yaml.substring(0, at) + SNIPPETS[random.nextInt(SNIPPETS.length)] + yaml.substring(at);
    }

    private static String replaceWord(Random random, String yaml) {
        String[] parts = yaml.split("(?<=[ ,:{}\\[\\]\n])|(?=[ ,:{}\\[\\]\n])", -1);
        parts[random.nextInt(parts.length)] =
                random.nextBoolean() ? SNIPPETS[random.nextInt(SNIPPETS.length)] : parts[random.nextInt(parts.length)];
        return String.join("", parts);
    }

    private static String deletePart(Random random, String yaml) {
        int from = random.nextInt(yaml.length() + 1);
        int to = Math.min(yaml.length(), from + random.nextInt(30));
        return yaml.substring(0, from) + yaml.substring(to);
    }

    private static String swapLines(Random random, String yaml) {
        List<String> lines = lines(yaml);
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("\n", lines);
    }

    private static String repeatLine(Random random, String yaml) {
        List<String> lines = lines(yaml);
        lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        return String.join("\n", lines);
    }

    private static String indentLine(Random random, String yaml) {
        List<String> lines = lines(yaml);
        int at = random.nextInt(lines.size());
        lines.set(
                at, random.nextBoolean() ? "  " + lines.get(at) : lines.get(at).strip());
        return String.join("\n", lines);
    }

    private static String changeCharacter(Random random, String yaml) {
        StringBuilder changed = new StringBuilder(yaml.isEmpty() ? " " : yaml);
        changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        return changed.toString();
    }

    private static List<String> lines(String yaml) {
        return new ArrayList<>(List.of(yaml.split("\n", -1)));
    }
}
