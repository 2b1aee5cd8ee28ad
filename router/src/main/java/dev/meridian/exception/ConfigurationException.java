package dev.meridian.exception;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: all of its problems at once. */
public final class ConfigurationException extends MeridianException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * All problems of one configuration.
     *
     * @param problems at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(Rule.CONFIGURATION, message(problems), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong, in the order of the configuration.
     *
     * @return the problems
     */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return "the configuration has " + count + ":\n"
                + problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n"));
    }
}
