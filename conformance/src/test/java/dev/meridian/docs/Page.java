package dev.meridian.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page in Markdown, and what the tests look for in it.
 *
 * @param file where it is
 * @param lines its lines
 */
record Page(Path file, List<String> lines) {

    /** The folder of the whole project. */
    static final Path PROJECT = project();

    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language what stands behind the fence
     * @param line the number of the fence's line
     * @param text its lines
     */
    record Block(String language, int line, String text) {}

    static Page readme() {
        return read(PROJECT.resolve("README.md"));
    }

    static Page guide() {
        return read(PROJECT.resolve("src/site/markdown/guide.md"));
    }

    static List<Page> all() {
        try (Stream<Path> site = Files.walk(PROJECT.resolve("src/site/markdown"))) {
            List<Path> files = new ArrayList<>(List.of(PROJECT.resolve("README.md"), PROJECT.resolve("CHANGELOG.md")));
            site.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
            return files.stream().map(Page::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        return of(file, text(file));
    }

    static Page of(Path file, String text) {
        return new Page(file, text.lines().toList());
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return PROJECT.relativize(file.toAbsolutePath().normalize()).toString();
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE) && start < 0) {
                start = i;
            } else if (lines.get(i).startsWith(FENCE)) {
                String language = lines.get(start).substring(FENCE.length()).strip();
                blocks.add(new Block(language, start + 1, String.join("\n", lines.subList(start + 1, i))));
                start = -1;
            }
        }
        return blocks;
    }

    /** The lines outside of fenced blocks. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    List<String> links() {
        return prose().stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(result -> result.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The names under which headings can be linked to. */
    List<String> anchors() {
        return prose().stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{Alnum} _-]", "").strip().replace(' ', '-'))
                .toList();
    }

    /** The lines between two comments that name a part which is made from the code; empty where they are missing. */
    Optional<String> between(String name) {
        int start = lines.indexOf("<!-- " + name + ":begin -->");
        int end = lines.indexOf("<!-- " + name + ":end -->");
        return start < 0 || end < start
                ? Optional.empty()
                : Optional.of(lines.subList(start + 1, end).stream()
                        .collect(Collectors.joining("\n"))
                        .strip());
    }

    private static Path project() {
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(".ci/run"))) {
            folder = folder.getParent();
        }
        return Objects.requireNonNull(folder, "the tests run inside the project");
    }

    /** The text without the indentation that all of its lines have, and without blanks at line ends. */
    static String flush(String text) {
        int indent = text.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return text.lines()
                .map(line -> line.substring(Math.min(indent, line.length())).stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** The regions between {@code tag} and {@code end} comments in the sources of this package. */
    static List<String> regions() {
        Path folder = PROJECT.resolve("conformance/src/test/java/dev/meridian/docs");
        try (Stream<Path> sources = Files.list(folder)) {
            return sources.sorted()
                    .flatMap(source -> regions(text(source)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> regions(String source) {
        Matcher matcher =
                Pattern.compile("(?s)// tag::([a-z-]+)\n(.*?)\n *// end::\\1\n").matcher(source);
        return matcher.results().map(result -> flush(result.group(2))).toList();
    }
}
