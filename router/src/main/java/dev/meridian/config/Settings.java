package dev.meridian.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys. A key is known once it was asked for; {@link #finish()} reports the keys that never were.
 */
final class Settings {

    private final Yaml node;
    private final Problems problems;
    private final Map<String, Yaml.Field> fields = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();
    private final boolean usable;

    /** Takes a mapping; anything else is reported, and behaves like a mapping whose values have all been reported. */
    Settings(Yaml node, Problems problems) {
        this.node = node;
        this.problems = problems;
        this.usable = node instanceof Yaml.Fields;
        if (node instanceof Yaml.Fields mapping) {
            mapping.fields().forEach(field -> fields.put(field.key().text(), field));
        } else {
            new Scalars(problems).expected("a mapping", node, "Use \"key: value\" lines, or {key: value}.");
        }
    }

    /** The value of a key, or null where it is absent. */
    @Nullable
    Yaml find(String key) {
        known.add(key);
        Yaml.Field field = fields.get(key);
        return field == null ? null : field.value();
    }

    /** The value of a key; where it is absent, that is reported. */
    Yaml require(String key, String remedy) {
        Yaml value = find(key);
        if (value != null) {
            return value;
        }
        String path = node.path().isEmpty() ? key : node.path() + "." + key;
        if (usable) {
            problems.add(node.place(), path, "is missing", remedy);
        }
        return new Yaml.Broken(path, node.place());
    }

    /**
     * The one key of several that is present.
     *
     * @return the key, or null where there is none or more than one, which is reported
     */
    @Nullable
    String exactlyOneOf(String... keys) {
        known.addAll(List.of(keys));
        List<Yaml.Scalar> present = Stream.of(keys)
                .map(fields::get)
                .filter(Objects::nonNull)
                .map(Yaml.Field::key)
                .toList();
        String choices = String.join(", ", keys);
        if (present.isEmpty() && usable) {
            problems.add(node, "none of " + choices + " is there", "Use exactly one of them.");
        }
        present.stream()
                .skip(1)
                .forEach(surplus -> problems.add(
                        surplus, "stands beside " + present.get(0).text(), "Use exactly one of: " + choices + "."));
        return present.size() == 1 ? present.get(0).text() : null;
    }

    /** Reports the keys that nobody has asked for. */
    void finish() {
        for (Yaml.Field field : fields.values()) {
            if (!known.contains(field.key().text())) {
                problems.add(
                        field.key(),
                        "there is no such key here",
                        Nearest.remedy(
                                field.key().raw(), known.stream().distinct().toList()));
            }
        }
    }
}
