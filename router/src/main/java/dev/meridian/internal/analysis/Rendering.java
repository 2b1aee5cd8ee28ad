package dev.meridian.internal.analysis;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.VisitListener;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultVisitListenerProvider;

/** Renders statements under the eyes of a visit listener, after those of the application. */
final class Rendering {

    private Rendering() {}

    static String render(Query query, Configuration configuration, VisitListener listener) {
        return under(configuration, listener).render(query);
    }

    /** Renders placeholders by their names. */
    static String renderNamed(Query query, Configuration configuration, VisitListener listener) {
        return under(configuration, listener).renderNamedParams(query);
    }

    /** Renders values in place of placeholders. */
    static String renderInlined(Query query, Configuration configuration, VisitListener listener) {
        return under(configuration, listener).renderInlined(query);
    }

    private static DSLContext under(Configuration configuration, VisitListener listener) {
        VisitListenerProvider[] providers = Stream.concat(
                        Arrays.stream(configuration.visitListenerProviders()),
                        Stream.of(new DefaultVisitListenerProvider(listener)))
                .toArray(VisitListenerProvider[]::new);
        return DSL.using(configuration.derive(providers));
    }
}
