package dev.meridian.docs;

import dev.meridian.config.MeridianConfig;
import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Rule;
import dev.meridian.placement.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be true of the pages: each check gives the list of what is not. */
final class Checks {

    private static final List<String> COMMANDS = List.of("mvn -q -P weather -pl examples -am package", "mvn verify");
    private static final Path SITE = Page.PROJECT.resolve("src/site/markdown");
    private static final Pattern RULE_ID = Pattern.compile("\\bMR[0-9]{3}\\b");

    /** Calls by which the configuration's readers ask for a key. */
    private static final Pattern KEY = Pattern.compile(
            "(?:find\\(|require\\(|exactlyOneOf\\(|FUNCTIONS = \\{|ID_TABLE =)((?:\\s*\"[a-z-]+\",?)+)");

    private Checks() {}

    /** Every program of a page stands in a test. */
    static List<String> programs(Page page, List<String> regions) {
        return page.blocks("java").stream()
                .filter(block -> !regions.contains(Page.flush(block.text())))
                .map(block -> page.name() + ":" + block.line()
                        + ": this java block is no region of a test; put it between tag and end comments:\n"
                        + block.text())
                .toList();
    }

    /** Every configuration of a page can be read, by every strategy. */
    static List<String> configurations(Page page) {
        List<String> problems = new ArrayList<>();
        for (Page.Block block : page.blocks("yaml")) {
            String place = page.name() + ":" + block.line();
            for (Strategy strategy : Strategy.values()) {
                try {
                    MeridianConfig.parse(place, block.text(), name -> "value").withStrategy(strategy);
                } catch (ConfigurationException e) {
                    problems.add(strategy + ": " + e.getMessage());
                }
            }
        }
        return problems;
    }

    /** Every relative link leads to a file, and to a heading in it. From a page of the site it leads to a whole page of the site: the
     * site names headings in another way than GitHub. */
    static List<String> links(Page page) {
        return page.links().stream()
                .filter(link -> !leadsSomewhere(page, link))
                .map(link -> page.name() + ": the link " + link + " leads nowhere")
                .toList();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        boolean leavesSite = page.file().startsWith(SITE)
                && (parts.length > 1 || !target.normalize().startsWith(SITE));
        if (leavesSite || !Files.exists(target)) {
            return false;
        }
        if (parts.length == 1) {
            return true;
        }
        Page linked = parts[0].isEmpty() ? page : Page.read(target);
        return linked.anchors().contains(parts[1]);
    }

    /** The first two sh blocks are the two commands, one line each. */
    static List<String> commands(Page readme) {
        List<String> found =
                readme.blocks("sh").stream().limit(2).map(Page.Block::text).toList();
        return found.equals(COMMANDS)
                ? List.of()
                : List.of("the first two sh blocks are " + found + ", and must be " + COMMANDS);
    }

    /** Every id of a rule is one of a rule that there is. */
    static List<String> ruleIds(Page page) {
        Set<String> known = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
        return page.lines().stream()
                .flatMap(line -> RULE_ID.matcher(line).results())
                .map(MatchResult::group)
                .filter(id -> !known.contains(id))
                .map(id -> page.name() + ": there is no rule " + id)
                .toList();
    }

    /** A part of a page that is made from the code is what the code says. */
    static List<String> generated(Page page, String name, String expected) {
        return page.between(name).filter(expected::equals).isPresent()
                ? List.of()
                : List.of(page.name() + ": paste this between <!-- " + name + ":begin --> and <!-- " + name
                        + ":end -->:\n\n" + expected);
    }

    /** Every text that a program prints stands on the page as it is printed. */
    static List<String> output(Page page, String printed) {
        return page.blocks("text").stream()
                        .anyMatch(block -> unquoted(block.text()).equals(unquoted(printed)))
                ? List.of()
                : List.of(page.name() + ": no text block is what is printed; paste this:\n\n" + printed);
    }

    /** Versions of jOOQ differ in which names they quote, and how. */
    private static String unquoted(String text) {
        return text.strip().replaceAll("[`\"]", "");
    }

    /** Every key of the configuration file is explained: it stands as code at the beginning of a row of a table. */
    static List<String> keys(Page guide, Set<String> keys) {
        Set<String> explained = guide.lines().stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .flatMap(path -> Arrays.stream(path.split("\\.")))
                .collect(Collectors.toSet());
        return keys.stream()
                .filter(key -> !explained.contains(key))
                .map(key -> guide.name() + ": no table explains the key " + key)
                .toList();
    }

    /** The keys that the readers of the configuration ask for. */
    static Set<String> keysIn(String source) {
        Set<String> keys = new TreeSet<>();
        KEY.matcher(source).results().forEach(result -> {
            // What follows a required key is advice: a sentence, and so no key.
            Pattern.compile("\"([a-z-]+)\"").matcher(result.group(1)).results().forEach(key -> keys.add(key.group(1)));
        });
        return keys;
    }

    /** Every module of the build is listed in the README. */
    static List<String> modules(Page readme, List<String> modules) {
        return modules.stream()
                .filter(module -> readme.lines().stream()
                        .noneMatch(line -> line.startsWith("| [`" + module + "`](" + module + ")")))
                .map(module -> readme.name() + ": the table of modules lacks " + module)
                .toList();
    }

    static String ruleTable() {
        return Arrays.stream(Rule.values())
                .map(rule -> "| " + rule.id() + " | " + rule.title() + " | " + rule.wayOut() + " |")
                .collect(Collectors.joining("\n", "| rule | what it says | the way out |\n|---|---|---|\n", ""));
    }
}
