package dev.meridian.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their worlds, each made once for the run, and fails a test that leaves a connection out of its pool. */
final class Worlds implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(Worlds.class);

    /** All worlds of a run; they end with it. */
    static final class Pool implements AutoCloseable {

        private final Path folder;
        private final Map<Layout, World> worlds = new EnumMap<>(Layout.class);
        private final Map<Layout.Kind, Oracle> oracles = new EnumMap<>(Layout.Kind.class);

        private Pool() {
            try {
                folder = Files.createTempDirectory("meridian-conformance");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        synchronized World of(Layout layout) {
            World known = worlds.get(layout);
            if (known == null) {
                Oracle oracle = oracles.computeIfAbsent(layout.kind(), kind -> new Oracle(kind, folder));
                known = new World(layout, folder, oracle);
                worlds.put(layout, known);
            }
            return known;
        }

        @Override
        public void close() throws IOException {
            worlds.values().forEach(World::close);
            oracles.values().forEach(Oracle::close);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pool.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return pool(context);
    }

    private static Pool pool(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Pool.class, key -> new Pool(), Pool.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Pool pool = pool(context);
        synchronized (pool) {
            pool.worlds.values().forEach(World::assertIdle);
        }
    }
}
