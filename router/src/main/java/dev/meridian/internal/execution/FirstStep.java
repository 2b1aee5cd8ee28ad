package dev.meridian.internal.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;

/** What a statement that takes two steps asks of the shards before the rest is left to one database: all databases at once. */
final class FirstStep {

    private final FanOut fanOut;
    private final Configuration configuration;
    private final Fetching.Budget budget;
    private final Map<String, Fetching> byDatabase = new LinkedHashMap<>();

    FirstStep(FanOut fanOut, Configuration configuration, int limit) {
        this.fanOut = fanOut;
        this.configuration = configuration;
        this.budget = new Fetching.Budget(limit);
    }

    Fetching.Budget budget() {
        return budget;
    }

    void ask(String database, Fetching.Question question) {
        byDatabase
                .computeIfAbsent(database, name -> new Fetching(configuration, budget))
                .add(question);
    }

    /** Asks all there is to ask, within so many seconds; 0 is no limit. */
    void run(int seconds) {
        if (byDatabase.isEmpty()) {
            return;
        }
        byDatabase.values().forEach(fetching -> fetching.limit(seconds));
        fanOut.run(List.copyOf(byDatabase.values()));
    }

    /** Stops what runs; called by other threads, at any time. */
    void cancel() {
        byDatabase.values().forEach(Fetching::cancel);
    }
}
