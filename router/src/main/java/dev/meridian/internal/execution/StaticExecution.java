package dev.meridian.internal.execution;

import org.jooq.ExecuteContext;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.conf.StatementType;

/** Executions of which jOOQ binds no values. */
final class StaticExecution {

    /** What jOOQ notes where a statement has more values than the database takes, so that they stand in the text. */
    private static final String FORCED = "DATA_FORCE_STATIC_STATEMENT";

    private StaticExecution() {}

    /** Has whatever else is rendered for such an execution hold its values too: they would never be bound. */
    static void settle(ExecuteContext context) {
        Settings settings = context.configuration().settings();
        if (isForced(context) && settings.getStatementType() != StatementType.STATIC_STATEMENT) {
            context.configuration()
                    .set(SettingsTools.clone(settings).withStatementType(StatementType.STATIC_STATEMENT));
        }
    }

    private static boolean isForced(ExecuteContext context) {
        return context.data().entrySet().stream()
                .anyMatch(entry -> entry.getKey() instanceof Enum<?> key
                        && key.name().equals(FORCED)
                        && Boolean.TRUE.equals(entry.getValue()));
    }
}
