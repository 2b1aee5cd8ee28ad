package dev.meridian.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML document in small: every node knows its path of keys and its place in the file. */
sealed interface Yaml {

    /** The keys that lead here, joined by dots; empty for the document itself. */
    String path();

    /** Where a problem of this node is best looked for: the key of a collection, the text of a scalar. */
    Place place();

    /** What the node is, for a sentence such as "expected a number, found a list". */
    String kind();

    /**
     * A single value.
     *
     * @param raw the text as it stands in the file, which is what messages show
     * @param text the text with its variables replaced, which may be a secret
     * @param value the text by its YAML type: String, Long, BigInteger, BigDecimal, Boolean, or null
     */
    record Scalar(
            String path,
            Place place,
            String raw,
            String text,
            @Nullable Object value) implements Yaml {

        @Override
        public String kind() {
            return value == null ? "nothing" : "\"" + raw + "\"";
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /** A sequence. */
    record Items(String path, Place place, List<Yaml> items) implements Yaml {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, with keys in the order of the file and no key twice. */
    record Fields(String path, Place place, List<Field> fields) implements Yaml {

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** What could not be read, and has been reported: whoever meets it keeps silent. */
    record Broken(String path, Place place) implements Yaml {

        @Override
        public String kind() {
            return "nothing usable";
        }
    }

    /** One entry of a mapping. */
    record Field(Scalar key, Yaml value) {}
}
