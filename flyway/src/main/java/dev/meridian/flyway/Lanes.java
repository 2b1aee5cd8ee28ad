package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * One lane for each physical database: lanes run side by side, the shards of a lane one after the other. SQLite answers
 * two migrations of one file with SQLITE_BUSY, and a server gains nothing from them.
 */
final class Lanes {

    private final List<List<ShardFlyway>> lanes;
    private final int threads;

    private Lanes(List<List<ShardFlyway>> lanes, int threads) {
        this.lanes = lanes;
        this.threads = Math.min(threads, lanes.size());
    }

    /** Two names of one data source are one database. */
    static Lanes of(List<ShardFlyway> shards, int threads) {
        Map<String, List<ShardFlyway>> byPlace = new LinkedHashMap<>();
        IdentityHashMap<DataSource, String> places = new IdentityHashMap<>();
        for (ShardFlyway shard : shards) {
            String place = places.computeIfAbsent(shard.dataSource(), source -> shard.place());
            byPlace.computeIfAbsent(place, name -> new ArrayList<>()).add(shard);
        }
        return new Lanes(List.copyOf(byPlace.values()), threads);
    }

    /**
     * Works on all shards and returns when every thread has ended.
     *
     * @param work what to do on a shard; throws nothing but errors of the JVM
     * @param omitted the answer for a shard that was not begun because the caller was interrupted
     */
    <T> Map<ShardId, T> run(Function<ShardFlyway, T> work, Function<ShardFlyway, T> omitted) {
        Map<ShardId, T> results = new ConcurrentHashMap<>();
        AtomicBoolean stopped = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(threads, daemons());
        List<Future<?>> futures = new ArrayList<>();
        for (List<ShardFlyway> lane : lanes) {
            futures.add(executor.submit(() ->
                    lane.forEach(shard -> results.put(shard.id(), (stopped.get() ? omitted : work).apply(shard)))));
        }
        awaitEnd(executor, stopped);
        futures.forEach(Lanes::rethrow);
        return results;
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "meridian-migrate-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A script that runs is left to end, since a shard that is cut off half-way is worse than a late answer. */
    private static void awaitEnd(ExecutorService executor, AtomicBoolean stopped) {
        executor.shutdown();
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException interrupted) {
                stopped.set(true);
            }
        }
        if (stopped.get()) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("bug: work on a shard threw", failed.getCause());
        } catch (InterruptedException | CancellationException impossible) {
            throw new IllegalStateException("bug: the threads have ended", impossible);
        }
    }
}
