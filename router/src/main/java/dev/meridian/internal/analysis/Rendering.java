package dev.meridian.internal.analysis;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.VisitListener;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultVisitListenerProvider;

/** Renders statements under the eyes of a visit listener, after those of the application. */
final class Rendering {

    private Rendering() {}

    static String render(Query query, Configuration configuration, VisitListener listener) {
        return DSL.using(watched(configuration, listener)).render(query);
    }

    static String renderInlined(Query query, Configuration configuration, VisitListener listener) {
        return DSL.using(watched(configuration, listener)).renderInlined(query);
    }

    private static Configuration watched(Configuration configuration, VisitListener listener) {
        VisitListenerProvider[] providers = Stream.concat(
                        Arrays.stream(configuration.visitListenerProviders()),
                        Stream.of(new DefaultVisitListenerProvider(listener)))
                .toArray(VisitListenerProvider[]::new);
        return configuration.derive(providers);
    }
}
