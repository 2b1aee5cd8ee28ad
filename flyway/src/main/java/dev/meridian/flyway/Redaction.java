package dev.meridian.flyway;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes passwords out of what is shown. Drivers repeat URLs, and Flyway repeats the statement that failed, with its
 * placeholders filled in.
 */
final class Redaction {

    private static final String HIDDEN = "***";

    private static final Pattern SECRET_NAME = Pattern.compile("(?i)passw|pwd|secret|token|credential");

    /** {@code password=x}, {@code "password": "x"}, {@code PASSWORD 'x'}. */
    private static final Pattern STATED = Pattern.compile(
            "(?i)((?:password|passwd|pwd|passphrase|secret|token)[\"']?)(\\s*[=:]\\s*(?:'[^']*'|\"[^\"]*\"|[^\\s&;,)'\"]+)|\\s+'[^']*')");

    /** {@code //user:x@host}. */
    private static final Pattern IN_URL = Pattern.compile("(//[^\\s/:@]*):[^\\s/@]+@");

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    static Redaction ofPlaceholders(Map<String, String> placeholders) {
        return new Redaction(placeholders.entrySet().stream()
                .filter(each -> SECRET_NAME.matcher(each.getKey()).find())
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toList()));
    }

    String apply(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        shown = STATED.matcher(shown).replaceAll("$1=" + HIDDEN);
        return IN_URL.matcher(shown).replaceAll("$1:" + HIDDEN + "@");
    }

    /** The failure itself where it says nothing secret, else a copy of it that does not. */
    Throwable apply(Throwable failure) {
        return isClean(failure) ? failure : copy(failure);
    }

    private boolean isClean(Throwable failure) {
        Throwable cause = failure.getCause();
        return apply(failure.toString()).equals(failure.toString())
                && (cause == null || isClean(cause))
                && List.of(failure.getSuppressed()).stream().allMatch(this::isClean);
    }

    private RedactedFailure copy(Throwable failure) {
        Throwable cause = failure.getCause();
        RedactedFailure copy = new RedactedFailure(apply(failure.toString()), cause == null ? null : apply(cause));
        copy.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            copy.addSuppressed(apply(suppressed));
        }
        return copy;
    }

    /** Stands in for an exception whose text had a password in it; its message starts with the original's class. */
    private static final class RedactedFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RedactedFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
