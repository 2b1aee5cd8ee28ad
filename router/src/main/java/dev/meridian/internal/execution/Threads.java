package dev.meridian.internal.execution;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of fan-outs: virtual ones where the JVM has them, else daemon threads that end when idle for a minute. */
public final class Threads {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Threads() {}

    /**
     * An executor that never queues.
     *
     * @return an executor whose threads keep no JVM alive
     */
    public static Executor executor() {
        try {
            // Java 21 and later; by reflection, since Meridian is compiled for 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Executors.newCachedThreadPool(Threads::daemon);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "meridian-shard-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
