package dev.meridian.internal.analysis;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.CommonTableExpression;
import org.jooq.Configuration;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.ParamType;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.QOM;

/**
 * SQL text as a tree.
 *
 * @param query the tree, with the values of the text's placeholders
 * @param text the text that was parsed
 * @param given how many placeholders have a value
 * @param prefix what the names of the placeholders begin with, which stands nowhere else in the text
 * @param tables all known tables, by their names in lower case
 */
public record ParsedText(Query query, String text, int given, String prefix, Map<String, Table<?>> tables) {

    private static final String TYPED_BY_COLUMNS = ParsedText.class.getName();

    /**
     * The tree as SQL again.
     *
     * @param sql the text for the database
     * @param places for each placeholder of the original text, the places where it stands now, all counted from 1; empty if each is where it was
     */
    public record Rendered(String sql, Optional<Map<Integer, List<Integer>>> places) {}

    /** On SQLite jOOQ would leave out RETURNING, and read back what an INSERT made. */
    private static Settings settings(Settings settings) {
        return SettingsTools.clone(settings)
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER);
    }

    /**
     * The configuration under which the tree says what its text said.
     *
     * @param configuration a configuration, which is not changed
     * @return a derived one
     */
    public Configuration configuration(Configuration configuration) {
        Configuration own =
                LostAsterisks.found(query, configuration.derive(settings(configuration.settings())), tables);
        own.data(TYPED_BY_COLUMNS, configuration.family() == SQLDialect.SQLITE);
        return own;
    }

    /** Whether SQLite has to find the table's columns in the statement, since it knows the type of nothing else, and jOOQ asks for it. */
    static boolean isTypedByColumns(Configuration configuration) {
        return Boolean.TRUE.equals(configuration.data(TYPED_BY_COLUMNS));
    }

    /**
     * Renders the tree: by names, which tell the placeholders apart whatever jOOQ makes of the tree, and then with question marks.
     *
     * @param configuration how to render
     * @return the text, and where the placeholders went
     * @throws RefusedException if there is a placeholder to which no value was given
     */
    public Rendered render(Configuration configuration) {
        Settings settings = settings(configuration.settings());
        if (SettingsTools.getParamType(settings) == ParamType.INLINED) {
            return new Rendered(
                    Rendering.renderInlined(query, configuration.derive(settings), new Check()), Optional.of(Map.of()));
        }
        settings.withRenderNamedParamPrefix(":");
        return numbered(Rendering.renderNamed(query, configuration.derive(settings), new Check()));
    }

    private Rendered numbered(String sql) {
        Map<Integer, List<Integer>> places = new HashMap<>();
        StringBuilder text = new StringBuilder();
        Matcher name = Pattern.compile(":" + prefix + "(\\d+)").matcher(sql);
        boolean same = true;
        int place = 0;
        while (name.find()) {
            int placeholder = Integer.parseInt(name.group(1));
            same &= placeholder == ++place;
            places.computeIfAbsent(placeholder, none -> new ArrayList<>()).add(place);
            name.appendReplacement(text, "?");
        }
        name.appendTail(text);
        return new Rendered(text.toString(), same && place == given ? Optional.empty() : Optional.of(places));
    }

    /** A part of the text as it was given, with question marks. */
    String asGiven(String part) {
        return part.replaceAll(":" + prefix + "\\d+", "?");
    }

    /**
     * Whether the statement gives rows, rather than a count.
     *
     * @return true for SELECT and RETURNING
     */
    public boolean givesRows() {
        return query instanceof Select<?>
                || query instanceof QOM.InsertReturning<?>
                || query instanceof QOM.UpdateReturning<?>
                || query instanceof QOM.DeleteReturning<?>;
    }

    private final class Check implements VisitListener {

        @Override
        public void visitStart(VisitContext context) {
            if (context.queryPart() instanceof Param<?> param) {
                requireValue(param);
            } else if (context.queryPart() instanceof CommonTableExpression<?> common) {
                requireOwnName(common);
            }
        }

        /** A placeholder that was not named had no value: jOOQ would take it for NULL. */
        private void requireValue(Param<?> param) {
            String name = param.getParamName();
            if (!param.isInline() && (name == null || !name.startsWith(prefix))) {
                throw new RefusedException(Rule.TEXT, "It has a placeholder to which no value was given.");
            }
        }

        /** The parser takes the name for the table wherever it stands. */
        private void requireOwnName(CommonTableExpression<?> common) {
            if (tables.containsKey(common.getName().toLowerCase(Locale.ROOT))) {
                throw new RefusedException(
                        Rule.TEXT, "WITH defines \"" + common.getName() + "\", which is also the name of a table.");
            }
        }
    }
}
