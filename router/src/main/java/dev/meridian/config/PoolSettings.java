package dev.meridian.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a database's connections are pooled.
 *
 * @param size the most connections
 * @param timeout how long to wait for a free connection and, on SQLite, for another writer
 * @param lazy whether the first connection is opened when it is needed, not when the topology is
 */
record PoolSettings(int size, Duration timeout, boolean lazy) {

    static final PoolSettings DEFAULT = new PoolSettings(8, Duration.ofSeconds(5), true);

    private static final int LARGEST = 1_000;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    static PoolSettings read(@Nullable Yaml node, Problems problems) {
        if (node == null) {
            return DEFAULT;
        }
        Settings settings = new Settings(node, problems);
        Scalars scalars = new Scalars(problems);
        Yaml size = settings.find("size");
        Yaml timeout = settings.find("timeout");
        Yaml lazy = settings.find("lazy");
        settings.finish();
        return new PoolSettings(
                or(size == null ? null : scalars.number(size, 1, LARGEST), DEFAULT.size),
                or(timeout == null ? null : scalars.duration(timeout, SHORTEST_WAIT, LONGEST_WAIT), DEFAULT.timeout),
                or(lazy == null ? null : scalars.flag(lazy), DEFAULT.lazy));
    }

    private static <T> T or(@Nullable T stated, T fallback) {
        return Objects.requireNonNullElse(stated, fallback);
    }
}
