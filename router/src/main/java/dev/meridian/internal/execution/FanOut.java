package dev.meridian.internal.execution;

import dev.meridian.exception.ShardFailureException;
import dev.meridian.exception.ShardFailureException.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs one piece of work for each of several databases at once, and fails as a whole.
 *
 * <p>Concurrency: the first piece runs on the caller's thread, the others on threads of the executor; a piece never waits for another, so
 * a small pool of threads cannot deadlock. Failure: the first failure cancels the others' statements; the caller always waits
 * until every piece has come to its end, so that no statement is left running on a connection that goes back to its pool.
 */
public final class FanOut {

    private final Executor executor;

    /**
     * A fan-out.
     *
     * @param executor runs the pieces that the caller's thread does not
     */
    public FanOut(Executor executor) {
        this.executor = executor;
    }

    /** Work on one database: its shards one after the other. */
    interface Work {

        /** The names of its shards. */
        List<String> shards();

        /** Runs to the end or fails. */
        void run() throws SQLException;

        /** Asks a running statement to stop; called by other threads, at any time. */
        void cancel();
    }

    /**
     * Runs all works.
     *
     * @param works at least one
     * @throws ShardFailureException if one failed
     */
    void run(List<? extends Work> works) {
        long start = System.nanoTime();
        Run run = new Run(works);
        List<CompletableFuture<Void>> futures = new ArrayList<>();
        for (Work work : works.subList(1, works.size())) {
            futures.add(CompletableFuture.runAsync(() -> run.attempt(work), executor));
        }
        run.attempt(works.get(0));
        futures.forEach(CompletableFuture::join);
        run.throwFailure((System.nanoTime() - start) / 1_000_000);
    }

    private static final class Run {

        private final List<? extends Work> works;
        private final Map<Work, Outcome> outcomes = new LinkedHashMap<>();
        private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

        private Run(List<? extends Work> works) {
            this.works = works;
            works.forEach(work -> outcomes.put(work, Outcome.CANCELLED));
        }

        private void attempt(Work work) {
            if (first.get() != null) {
                return;
            }
            try {
                work.run();
                ended(work, Outcome.ANSWERED);
            } catch (Throwable failure) {
                // Errors too: the siblings must not be left running.
                failed(work, failure);
            }
        }

        private void failed(Work work, Throwable failure) {
            Throwable earlier = first.compareAndExchange(null, failure);
            if (earlier == null) {
                ended(work, Outcome.FAILED);
                works.stream().filter(other -> other != work).forEach(Work::cancel);
            } else {
                // Most likely the echo of our own cancelling.
                earlier.addSuppressed(failure);
            }
        }

        private synchronized void ended(Work work, Outcome outcome) {
            outcomes.put(work, outcome);
        }

        private synchronized void throwFailure(long millis) {
            Throwable failure = first.get();
            if (failure == null) {
                return;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            Map<String, Outcome> byShard = new LinkedHashMap<>();
            outcomes.forEach((work, outcome) -> work.shards().forEach(shard -> byShard.put(shard, outcome)));
            throw new ShardFailureException(byShard, millis, failure);
        }
    }
}
