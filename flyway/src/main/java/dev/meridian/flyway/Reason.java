package dev.meridian.flyway;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in one line: what the database said, or else what Flyway said. */
final class Reason {

    private static final int LONGEST = 300;

    private Reason() {}

    static String of(Throwable failure) {
        String text = oneLine(source(failure));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** The innermost exception of the database, without Flyway's dashes and statements around it. */
    private static Throwable source(Throwable failure) {
        Throwable source = failure;
        for (Throwable each = failure; each != null; each = next(each)) {
            if (each instanceof SQLException) {
                source = each;
            }
        }
        return source;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.replaceAll("\\s+", " ").trim();
    }
}
