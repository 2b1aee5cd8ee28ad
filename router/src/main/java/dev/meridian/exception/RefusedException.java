package dev.meridian.exception;

/**
 * A statement that was refused because its result could not be shown to be exact. It is thrown before any row is returned
 * or changed.
 */
public final class RefusedException extends MeridianException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param rule the rule
     * @param seen what was refused and what was seen, in full sentences, without bound values
     */
    public RefusedException(Rule rule, String seen) {
        super(rule, rule.title() + ": " + seen + " " + rule.wayOut(), null);
    }
}
