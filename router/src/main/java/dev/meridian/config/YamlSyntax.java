package dev.meridian.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Turns text into YAML nodes. The text is not trusted: first a flat pass over its events bounds the depth and refuses tags,
 * so that the recursive second pass can neither run out of stack nor meet anything that would construct an object.
 *
 * <p>The parser's own messages quote the file, where passwords stand. Only their harmless parts are passed on.
 */
final class YamlSyntax {

    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 50;
    private static final int LONGEST = 1_000_000;

    private final String file;
    private final String text;
    private final Problems problems;
    private final LoadSettings settings;

    YamlSyntax(String file, String text, Problems problems) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.problems = problems;
        this.settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(LONGEST)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowNonScalarKeys(true)
                .build();
    }

    /** The document's node, or null where it cannot be read, or is empty: then the problems say so. */
    @Nullable
    Node read() {
        if (text.length() > LONGEST) {
            return refuse(Place.whole(file), "the file is longer than a configuration can be", "Shorten it.");
        }
        try {
            return isHarmless() ? compose() : null;
        } catch (MarkedYamlEngineException syntax) {
            Optional<Mark> mark = syntax.getProblemMark().or(syntax::getContextMark);
            return refuse(place(file, mark), "this is not YAML: " + harmless(syntax.getProblem()), "Mend the syntax.");
        } catch (ReaderException unreadable) {
            return refuse(place(unreadable.getPosition()), "a character that YAML does not allow", "Remove it.");
        } catch (YamlEngineException | IndexOutOfBoundsException limit) {
            return refuse(Place.whole(file), "this is not YAML that can be read", "Mend the syntax.");
        }
    }

    private boolean isHarmless() {
        int depth = 0;
        Parser events = parser();
        while (events.hasNext()) {
            Event event = events.next();
            if (tag(event).isPresent()) {
                refuse(
                        place(file, event.getStartMark()),
                        "tags are not allowed",
                        "Put a text that begins with ! in quotes.");
                return false;
            }
            depth += step(event);
            if (depth > DEEPEST) {
                refuse(place(file, event.getStartMark()), "this is nested too deeply", "Use the keys of the guide.");
                return false;
            }
        }
        return true;
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private static int step(Event event) {
        return switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }

    /** The engine's {@code Parse} and {@code Compose} would do, but its module does not export them. */
    private Parser parser() {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    private @Nullable Node compose() {
        Optional<Node> document = new Composer(settings, parser()).getSingleNode();
        return document.isPresent()
                ? document.get()
                : refuse(Place.whole(file), "the file is empty", "Begin with strategy, shards and tables.");
    }

    private @Nullable Node refuse(Place place, String message, String remedy) {
        problems.add(place, "", message, remedy);
        return null;
    }

    /** A name in the parser's message may be a password that begins with a star, an ampersand or an exclamation mark. */
    private static String harmless(@Nullable String problem) {
        if (problem == null) {
            return "the parser stopped here";
        }
        if (problem.contains("alias") || problem.contains("anchor") || problem.contains("tag")) {
            return "a text that begins with *, & or ! must stand in quotes";
        }
        return problem.replaceAll("[\\r\\n]+", " ");
    }

    static Place place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(Place.whole(file));
    }

    private Place place(int position) {
        String before = text.codePoints()
                .limit(position)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        return new Place(file, line, before.length() - before.lastIndexOf('\n'));
    }
}
