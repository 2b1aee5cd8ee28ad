package dev.meridian.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single values by the type that is expected; null always means that the problems have it already. */
final class Scalars {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m)");

    private final Problems problems;

    Scalars(Problems problems) {
        this.problems = problems;
    }

    /** A text; a number or a truth value will do, as it was written. */
    @Nullable
    String text(Yaml node) {
        if (node instanceof Yaml.Scalar scalar && scalar.value() != null) {
            return scalar.text();
        }
        expected("a text", node, "Put it in quotes if it has special characters.");
        return null;
    }

    @Nullable
    Integer number(Yaml node, int least, int most) {
        String remedy = "Use a number from " + least + " to " + most + ".";
        if (!(node instanceof Yaml.Scalar scalar) || !(scalar.value() instanceof Number value)) {
            expected("a whole number", node, remedy);
            return null;
        }
        if (value instanceof BigDecimal) {
            expected("a whole number", node, remedy);
            return null;
        }
        if (!(value instanceof Long number && number >= least && number <= most)) {
            problems.add(node, scalar.raw() + " is out of range", remedy);
            return null;
        }
        return number.intValue();
    }

    @Nullable
    Boolean flag(Yaml node) {
        if (node instanceof Yaml.Scalar scalar && scalar.value() instanceof Boolean flag) {
            return flag;
        }
        expected("true or false", node, "Use true or false.");
        return null;
    }

    @Nullable
    Duration duration(Yaml node, Duration least, Duration most) {
        String remedy = "Use a duration such as 500ms, 5s or 2m, from " + text(least) + " to " + text(most) + ".";
        if (!(node instanceof Yaml.Scalar scalar)) {
            expected("a duration", node, remedy);
            return null;
        }
        Matcher parts = DURATION.matcher(scalar.text());
        if (!parts.matches()) {
            expected("a duration", node, remedy);
            return null;
        }
        long count = Long.parseLong(parts.group(1));
        Duration duration = switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            problems.add(node, scalar.raw() + " is out of range", remedy);
            return null;
        }
        return duration;
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** One of a few constants, by its name in lower case with hyphens. */
    <E extends Enum<E>> @Nullable E choice(Yaml node, List<E> constants) {
        List<String> words = constants.stream().map(Scalars::word).toList();
        if (!(node instanceof Yaml.Scalar scalar) || scalar.value() == null) {
            expected("a word", node, "Use one of: " + String.join(", ", words) + ".");
            return null;
        }
        int chosen = words.indexOf(scalar.text());
        if (chosen < 0) {
            problems.add(node, "\"" + scalar.raw() + "\" is not known here", Nearest.remedy(scalar.raw(), words));
            return null;
        }
        return constants.get(chosen);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reports that something else was expected; says nothing where the node has been reported already. */
    void expected(String what, Yaml node, String remedy) {
        if (!(node instanceof Yaml.Broken)) {
            problems.add(node, "expected " + what + ", found " + node.kind(), remedy);
        }
    }
}
