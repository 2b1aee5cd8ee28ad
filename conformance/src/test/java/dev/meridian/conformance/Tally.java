package dev.meridian.conformance;

import dev.meridian.exception.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the queries. */
final class Tally {

    private static final int MOST_FAILURES = Integer.getInteger("meridian.failures", 8);
    private static final int QUERIES_OF_ONE_REPORT = 1000;

    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long since = System.nanoTime();
    private int queries;
    private int runs;
    private int compared;
    private int withRows;

    /** Time and memory, now and then. */
    void query() {
        if (++queries % QUERIES_OF_ONE_REPORT == 0) {
            long now = System.nanoTime();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "%,d queries; the last %,d took %,d ms; %,d MiB in use%n",
                    queries,
                    QUERIES_OF_ONE_REPORT,
                    (now - since) / 1_000_000,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
            since = now;
        }
    }

    void refused(RefusedException refusal) {
        runs++;
        refusals.merge(refusal.rule().id(), 1, Integer::sum);
    }

    void compared(Expected expected) {
        runs++;
        compared++;
        withRows += expected.outcome().rows().isEmpty() ? 0 : 1;
    }

    /** No database takes the query. */
    void broken(RuntimeException e) {
        String message = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
        errors.merge(message.lines().findFirst().orElse("").replaceAll("[0-9]+", "N"), 1, Integer::sum);
    }

    void failed(String failure) {
        failures.add(failure);
        System.out.println(failure);
        if (failures.size() >= MOST_FAILURES) {
            throwFailures();
        }
    }

    /** One failure may hide another, so that several are shown. */
    void throwFailures() {
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " wrong\n" + String.join("\n", failures));
        }
    }

    int runs() {
        return runs;
    }

    int compared() {
        return compared;
    }

    @Override
    public String toString() {
        String wrong = errors.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .limit(8)
                .collect(Collectors.joining("; "));
        int skipped = errors.values().stream().mapToInt(Integer::intValue).sum();
        return "differential: " + runs + " runs, " + compared + " compared (" + withRows + " with rows), refused "
                + (runs - compared) + " " + refusals + ", skipped " + skipped + " that no database takes: " + wrong;
    }
}
