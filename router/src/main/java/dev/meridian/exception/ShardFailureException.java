package dev.meridian.exception;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A statement over several shards of which at least one failed. Nothing was returned; siblings were cancelled. */
public final class ShardFailureException extends MeridianException {

    private static final long serialVersionUID = 1L;

    /** How a shard ended. */
    public enum Outcome {
        /** It answered, and its answer was thrown away. */
        ANSWERED,
        /** It failed. */
        FAILED,
        /** It was cancelled because another failed, or never asked. */
        CANCELLED
    }

    private final transient Map<String, Outcome> outcomes;

    /**
     * A failed statement.
     *
     * @param outcomes how each shard ended, by name
     * @param millis how long the statement took until it had failed, in milliseconds
     * @param cause the first failure; later ones are suppressed in it
     */
    public ShardFailureException(Map<String, Outcome> outcomes, long millis, Throwable cause) {
        super(Rule.SHARD_FAILED, message(outcomes, millis, cause), cause);
        this.outcomes = new LinkedHashMap<>(outcomes);
    }

    /**
     * How each shard ended.
     *
     * @return outcomes by the shards' names
     */
    public Map<String, Outcome> outcomes() {
        return Map.copyOf(outcomes);
    }

    private static String message(Map<String, Outcome> outcomes, long millis, Throwable cause) {
        long answered = outcomes.values().stream()
                .filter(outcome -> outcome == Outcome.ANSWERED)
                .count();
        String each = outcomes.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        return Rule.SHARD_FAILED.title() + ": asked " + outcomes.size() + ", answered " + answered + ", after " + millis
                + " ms (" + each + "): " + cause.getMessage() + ". " + Rule.SHARD_FAILED.wayOut();
    }
}
