package dev.meridian.config;

import dev.meridian.config.Variables.Expanded;
import dev.meridian.placement.KeyValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Turns YAML nodes into {@link Yaml}: replaces variables, gives every node its path, refuses keys that stand twice.
 *
 * <p>An alias is a second mention of the same node, which may even contain itself, or multiply without end: hence the guards
 * against cycles and against too many nodes.
 */
final class YamlReader {

    private static final int MOST_NODES = 100_000;
    private static final int MOST_DIGITS = 200;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final ScalarResolver TYPES = new JsonSchema().getScalarResolver();

    private final String file;
    private final Variables variables;
    private final Problems problems;
    private final List<Node> above = new ArrayList<>();
    private int nodes;

    YamlReader(String file, Variables variables, Problems problems) {
        this.file = file;
        this.variables = variables;
        this.problems = problems;
    }

    Yaml read(Node document) {
        return read(document, "", place(document));
    }

    private Yaml read(Node node, String path, Place place) {
        problems.locate(path, place);
        if (above.contains(node)) {
            return broken(path, place, "an alias stands inside what it repeats", "Write the values out.");
        }
        if (++nodes > MOST_NODES) {
            return broken(path, place, "aliases make the file too large", "Write the values out.");
        }
        above.add(node);
        try {
            return convert(node, path, place);
        } finally {
            above.remove(above.size() - 1);
        }
    }

    private Yaml convert(Node node, String path, Place place) {
        if (node instanceof MappingNode mapping) {
            return fields(mapping, path, place);
        }
        return node instanceof SequenceNode sequence ? items(sequence, path, place) : scalar(node, path, place);
    }

    private Yaml items(SequenceNode sequence, String path, Place place) {
        List<Yaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(read(item, path + "[" + items.size() + "]", place(item)));
            if (nodes > MOST_NODES) {
                break;
            }
        }
        return new Yaml.Items(path, place, List.copyOf(items));
    }

    private Yaml fields(MappingNode mapping, String path, Place place) {
        Map<Object, Place> first = new HashMap<>();
        List<Yaml.Field> fields = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (nodes > MOST_NODES) {
                break;
            }
            if (key(tuple.getKeyNode(), path) instanceof Yaml.Scalar key && isFirst(key, first)) {
                fields.add(new Yaml.Field(key, read(tuple.getValueNode(), key.path(), place(tuple))));
            }
        }
        return new Yaml.Fields(path, place, List.copyOf(fields));
    }

    private Yaml key(Node node, String path) {
        Place place = place(node);
        if (!(node instanceof ScalarNode raw)) {
            return broken(path, place, "a key is a list or a mapping", "Use a text or a number as key.");
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        return scalar(node, prefix + raw.getValue(), place) instanceof Yaml.Scalar key
                ? new Yaml.Scalar(prefix + key.text(), place, key.raw(), key.text(), key.value())
                : new Yaml.Broken(path, place);
    }

    private boolean isFirst(Yaml.Scalar key, Map<Object, Place> first) {
        Object value = key.value() == null ? Tag.NULL : KeyValues.canonical(key.value());
        Place other = first.putIfAbsent(value, key.place());
        if (other != null) {
            problems.add(key, "the key stands twice", "Remove this one or the one in line " + other.line() + ".");
        }
        return other == null;
    }

    private Yaml scalar(Node node, String path, Place place) {
        if (!(node instanceof ScalarNode scalar)) {
            return broken(path, place, "this cannot be read", "Use a text, a number, a list or a mapping.");
        }
        Expanded expanded = variables.expand(scalar.getValue());
        expanded.values().stream()
                .filter(Variables.Value::isSecret)
                .forEach(secret -> problems.conceal(secret.text(), "${" + secret.name() + "}"));
        expanded.complaints().forEach(each -> problems.add(place, path, each.message(), each.remedy()));
        if (!expanded.complaints().isEmpty()) {
            return new Yaml.Broken(path, place);
        }
        String text = expanded.text();
        try {
            Object value = value(
                    TYPES.resolve(text, scalar.isPlain()),
                    text,
                    !expanded.values().isEmpty());
            return new Yaml.Scalar(path, place, scalar.getValue(), text, value);
        } catch (NumberFormatException number) {
            return broken(path, place, "this number cannot be used", "Put it in quotes if it is a text.");
        }
    }

    /** A variable that holds nothing, or the word null, is a text all the same. */
    private static @Nullable Object value(Tag type, String text, boolean hasVariable) {
        if (type.equals(Tag.NULL)) {
            return hasVariable ? text : null;
        }
        if (type.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if ((type.equals(Tag.INT) || type.equals(Tag.FLOAT)) && text.length() > MOST_DIGITS) {
            throw new NumberFormatException("digits");
        }
        if (type.equals(Tag.INT)) {
            return KeyValues.canonical(new BigInteger(text));
        }
        return type.equals(Tag.FLOAT) ? decimal(text) : text;
    }

    private static BigDecimal decimal(String text) {
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > LARGEST_EXPONENT) {
            throw new NumberFormatException("exponent");
        }
        return decimal;
    }

    private Yaml broken(String path, Place place, String message, String remedy) {
        problems.add(place, path, message, remedy);
        return new Yaml.Broken(path, place);
    }

    /** A value is looked for at its own text, a collection or an empty value at its key. */
    private Place place(NodeTuple tuple) {
        boolean hasText = tuple.getValueNode() instanceof ScalarNode scalar
                && !scalar.getValue().isEmpty();
        return place(hasText ? tuple.getValueNode() : tuple.getKeyNode());
    }

    private Place place(Node node) {
        return YamlSyntax.place(file, Objects.requireNonNull(node).getStartMark());
    }
}
