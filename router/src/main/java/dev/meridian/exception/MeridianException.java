package dev.meridian.exception;

import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** The root of all that Meridian throws, so that code which handles jOOQ's exceptions handles Meridian's too. */
public abstract class MeridianException extends DataAccessException {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /**
     * An exception of a rule.
     *
     * @param rule the rule
     * @param message what was seen, without the rule's id
     * @param cause what caused it, or null
     */
    protected MeridianException(Rule rule, String message, @Nullable Throwable cause) {
        super(rule.id() + " " + message, cause);
        this.rule = rule;
    }

    /**
     * The rule that was applied.
     *
     * @return the rule, with its id and the way out
     */
    public Rule rule() {
        return rule;
    }
}
