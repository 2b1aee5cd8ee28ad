package dev.meridian.flyway;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread. A bare thread and no executor, because an executor reports its end before its threads have ended, and
 * an application server that unloads us would see them.
 */
final class Worker {

    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Worker(int number, Runnable work) {
        thread = new Thread(() -> run(work), "meridian-migrate-" + number);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    /**
     * Waits, whatever happens: a script that runs is left to end, since a shard that is cut off half-way is worse than a late
     * answer.
     *
     * @param stopped set if the waiting thread is interrupted
     */
    void awaitEnd(AtomicBoolean stopped) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                stopped.set(true);
            }
        }
    }

    void rethrow() {
        if (failure != null) {
            throw new IllegalStateException("bug: work on a shard threw", failure);
        }
    }
}
