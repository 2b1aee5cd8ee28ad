package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Constants;

/** A file of named texts that a person has looked at: whatever changes them is seen in review. */
final class Golden {

    /** Says that what there is now is right. */
    private static final String ACCEPT = "meridian.accept";

    private static final Path ACCEPTED = Path.of("src/test/resources/explain");
    private static final Path FOUND = Path.of("target/explain");

    private Golden() {}

    static void compare(String theme, Map<String, String> texts) {
        String found = texts.entrySet().stream()
                .map(entry -> "## " + entry.getKey() + "\n" + entry.getValue() + "\n")
                .collect(Collectors.joining("\n"));
        Path accepted = ACCEPTED.resolve(theme + ".txt");
        if (Boolean.getBoolean(ACCEPT)) {
            write(accepted, found);
        }
        String expected = read(accepted);
        if (!comparable(found).equals(comparable(expected))) {
            Path now = FOUND.resolve(theme + ".txt");
            write(now, found);
            assertThat(comparable(found))
                    .as(
                            "%s is not what explain says now, which is in %s; if that is right, run with -D%s=true",
                            accepted, now, ACCEPT)
                    .isEqualTo(comparable(expected));
        }
    }

    /** Versions of jOOQ differ in which names they quote, and newer ones write some SQL in another way: of that the plans are compared. */
    private static String comparable(String text) {
        String unquoted = text.replace("\"", "").replace("`", "");
        return Constants.MINOR_VERSION.equals("3.19")
                ? unquoted
                : unquoted.replaceAll("(?m)(?<=^|[ (])(select|insert|update|delete|merge|truncate|with) .*$", "...");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
