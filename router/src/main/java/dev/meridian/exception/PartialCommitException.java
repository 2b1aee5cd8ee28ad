package dev.meridian.exception;

import java.util.List;

/**
 * A transaction over several databases that was committed on some and not on others. It is never reported as a success.
 */
public final class PartialCommitException extends MeridianException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> committed;
    private final transient List<String> rolledBack;
    private final transient List<String> unknown;

    /**
     * A transaction that did not end the same way everywhere.
     *
     * @param committed names of the databases that committed
     * @param rolledBack names of the databases that were rolled back
     * @param unknown names of the databases whose outcome is not known, because the commit itself failed
     * @param cause the first failure
     */
    public PartialCommitException(
            List<String> committed, List<String> rolledBack, List<String> unknown, Throwable cause) {
        super(
                Rule.PARTIAL_COMMIT,
                Rule.PARTIAL_COMMIT.title() + ": committed " + committed + ", rolled back " + rolledBack + ", unknown "
                        + unknown + ". " + Rule.PARTIAL_COMMIT.wayOut(),
                cause);
        this.committed = List.copyOf(committed);
        this.rolledBack = List.copyOf(rolledBack);
        this.unknown = List.copyOf(unknown);
    }

    /**
     * The databases that committed.
     *
     * @return their names
     */
    public List<String> committed() {
        return committed;
    }

    /**
     * The databases that were rolled back.
     *
     * @return their names
     */
    public List<String> rolledBack() {
        return rolledBack;
    }

    /**
     * The databases whose outcome is not known.
     *
     * @return their names
     */
    public List<String> unknown() {
        return unknown;
    }
}
