package dev.meridian.config;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.exception.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects all that is wrong with a file, finds the place of each problem, and keeps secrets out of all of them. */
final class Problems {

    /** Texts shorter than this are no secrets worth the name, and replacing them would garble messages. */
    private static final int SHORTEST_SECRET = 3;

    private record Found(Place place, Problem problem) {}

    private final Place whole;
    private final List<Found> found = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> concealed = new HashMap<>();

    Problems(String file) {
        this.whole = Place.whole(file);
    }

    /** Remembers where a path stands, for problems that only know their path. */
    void locate(String path, Place place) {
        places.putIfAbsent(path, place);
    }

    /** From now on the text stands in no message; what replaces it does. */
    void conceal(String text, String replacement) {
        if (text.length() >= SHORTEST_SECRET) {
            concealed.putIfAbsent(text, replacement);
        }
    }

    void add(Yaml node, String message, String remedy) {
        add(node.place(), node.path(), message, remedy);
    }

    void add(Place place, String path, String message, String remedy) {
        found.add(new Found(place, Problem.at(path.isEmpty() ? "configuration" : path, message, remedy)));
    }

    /** Adds a problem at the node that its path names, or else at the nearest node above. */
    void add(Problem problem) {
        found.add(new Found(nearest(problem.path()), problem));
    }

    private Place nearest(String path) {
        for (String above = path; ; above = above.substring(0, above.lastIndexOf('.'))) {
            Place place = places.get(above);
            if (place != null) {
                return place;
            }
            if (above.lastIndexOf('.') < 0) {
                return whole;
            }
        }
    }

    /** Whether something is wrong with the node of a path itself, or within it. */
    boolean concern(String path) {
        return found.stream()
                .map(each -> each.problem().path())
                .anyMatch(other -> other.equals(path) || other.startsWith(path + "."));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    /** All problems in the order of the file; each once. */
    ConfigurationException exception() {
        return new ConfigurationException(found.stream()
                .sorted(Comparator.comparing(Found::place))
                .map(each -> clean(each.problem()).in(each.place().toString()))
                .distinct()
                .toList());
    }

    private Problem clean(Problem problem) {
        return Problem.at(clean(problem.path()), clean(problem.message()), clean(problem.remedy()));
    }

    /** Longer secrets go first: a shorter one may be a part of them. */
    private String clean(String text) {
        String cleaned = text;
        for (String secret : concealed.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            cleaned = cleaned.replace(secret, concealed.get(secret));
        }
        return cleaned.replaceAll("\\p{Cntrl}", "?");
    }
}
