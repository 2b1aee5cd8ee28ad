package dev.meridian.internal.analysis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.QualifiedAsterisk;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.DefaultVisitListenerProvider;
import org.jooq.impl.QOM;

/**
 * Gives an asterisk the table that jOOQ's parser did not find for it: {@code orders.*} where {@code orders} is joined. As a bare name it would not get
 * the schema and the prefix of a shard.
 */
final class LostAsterisks implements VisitListener {

    private final Map<String, Table<?>> tables;

    private LostAsterisks(Map<String, Table<?>> tables) {
        this.tables = tables;
    }

    /** A configuration under which a statement renders with the tables found; the same one where none is lost. */
    static Configuration found(Query query, Configuration configuration, Map<String, Table<?>> tables) {
        Names names = new Names();
        Rendering.render(query, configuration, names);
        names.asterisks.removeAll(names.aliases);
        Map<String, Table<?>> lost = tables.entrySet().stream()
                .filter(table -> names.asterisks.contains(table.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        if (lost.isEmpty()) {
            return configuration;
        }
        return configuration.derive(Stream.concat(
                        Arrays.stream(configuration.visitListenerProviders()),
                        Stream.of(new DefaultVisitListenerProvider(new LostAsterisks(lost))))
                .toArray(VisitListenerProvider[]::new));
    }

    @Override
    public void visitStart(VisitContext context) {
        bare(context).map(tables::get).ifPresent(table -> context.queryPart(table.asterisk()));
    }

    private static Optional<String> bare(VisitContext context) {
        return context.queryPart() instanceof QualifiedAsterisk asterisk
                        && asterisk.qualifier().getSchema() == null
                        && !(asterisk.qualifier() instanceof QOM.TableAlias<?>)
                ? Optional.of(asterisk.qualifier().getName().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static final class Names implements VisitListener {

        private final Set<String> asterisks = new HashSet<>();
        private final Set<String> aliases = new HashSet<>();

        @Override
        public void visitStart(VisitContext context) {
            bare(context).ifPresent(asterisks::add);
            if (context.queryPart() instanceof QOM.TableAlias<?> alias) {
                aliases.add(alias.$alias().last().toLowerCase(Locale.ROOT));
            }
        }
    }
}
