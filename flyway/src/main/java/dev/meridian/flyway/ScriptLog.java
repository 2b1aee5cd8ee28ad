package dev.meridian.flyway;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Counts the scripts of one run and remembers the one that failed, which Flyway's exceptions tell in prose only. */
final class ScriptLog implements Callback {

    private int applied;
    private String failedScript = "";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE) {
            applied++;
        } else if (context.getMigrationInfo() != null) {
            failedScript = context.getMigrationInfo().getScript() + ": ";
        }
    }

    @Override
    public String getCallbackName() {
        return "meridian";
    }

    /** Whether no script was applied and none failed. */
    boolean isEmpty() {
        return applied == 0 && failedScript.isEmpty();
    }

    int applied() {
        return applied;
    }

    /** The name with a colon behind it, or nothing. */
    String failedScript() {
        return failedScript;
    }
}
