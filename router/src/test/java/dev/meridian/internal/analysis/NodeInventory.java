package dev.meridian.internal.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file that lists jOOQ's nodes. */
final class NodeInventory {

    /** A node, and what is made of it: {@code read}, {@code row-local} or {@code left out: why}. */
    record Entry(String name, String treatment, String since) {

        boolean isOf(String jooqVersion) {
            return since.compareTo(jooqVersion) <= 0;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private NodeInventory(String text) {
        String since = "";
        String treatment = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                since = line.substring(1, line.indexOf(']'));
            } else if (line.startsWith(" ")) {
                for (String name : line.strip().split(" ", -1)) {
                    entries.add(new Entry(name, treatment, since));
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                treatment = line;
            }
        }
    }

    static NodeInventory read() {
        try (InputStream file = NodeInventory.class.getResourceAsStream("jooq-nodes.txt")) {
            return new NodeInventory(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Entry> entries() {
        return entries.stream();
    }

    /** The nodes that a version of jOOQ has. */
    Set<String> names(String jooqVersion) {
        return entries()
                .filter(entry -> entry.isOf(jooqVersion))
                .map(Entry::name)
                .collect(sorted());
    }

    Set<String> names(String jooqVersion, String treatment) {
        return entries()
                .filter(entry -> entry.isOf(jooqVersion) && entry.treatment().equals(treatment))
                .map(Entry::name)
                .collect(sorted());
    }

    private static Collector<String, ?, Set<String>> sorted() {
        return Collectors.toCollection(TreeSet::new);
    }
}
