package dev.meridian.flyway;

import dev.meridian.placement.ShardId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        Queue<List<ShardFlyway>> waiting = new ConcurrentLinkedQueue<>(lanes);
        List<Worker> workers = workers(() -> {
            for (var lane = waiting.poll(); lane != null; lane = waiting.poll()) {
                lane.forEach(shard -> results.put(shard.id(), (stopped.get() ? omitted : work).apply(shard)));
            }
        });
        workers.forEach(Worker::start);
        workers.forEach(worker -> worker.awaitEnd(stopped));
        if (stopped.get()) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(Worker::rethrow);
        return results;
    }

    private List<Worker> workers(Runnable work) {
        return IntStream.rangeClosed(1, threads)
                .mapToObj(number -> new Worker(number, work))
                .collect(Collectors.toList());
    }
}
