package dev.meridian.internal.analysis;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.Meta;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.conf.ParseSearchSchema;
import org.jooq.conf.ParseWithMetaLookups;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.ParserException;
import org.jspecify.annotations.Nullable;

/**
 * Turns statements that are SQL text into trees, by jOOQ's parser, so that they are read like any other.
 *
 * <p>Names are looked up among the application's generated tables: a name that is not there is an error of the parser, never a guess. The values of
 * the text's placeholders go into the tree under names of their own, so that whatever jOOQ makes of the tree, it can be told which placeholder stands
 * where. Immutable and safe for use by many threads: all that jOOQ's meta data would find out later is found out at the start.
 */
public final class TextParser {

    /** The classes of jOOQ's whole statements in plain SQL. */
    private static final Set<String> TEXTS = Set.of("SQLQuery", "SQLResultQuery");

    /** What the parser says of the tables of an asterisk. */
    private static final Pattern ASTERISK =
            Pattern.compile("^Unknown table identifier.*?\\[\\*][\\w.\"]+\\.\\*", Pattern.DOTALL);

    private static final Pattern WITH = Pattern.compile("\\bwith\\b", Pattern.CASE_INSENSITIVE);

    private static final int REMEMBERED = 4096;

    private final Configuration configuration;
    private final boolean knowsTables;
    private final Map<String, Boolean> givesRows = new ConcurrentHashMap<>();
    private final Map<String, Table<?>> names;

    /**
     * A parser that knows tables.
     *
     * @param dialect the databases' dialect, in which text is written unless the settings name another
     * @param settings the context's settings
     * @param tables the generated tables; none turns parsing off
     */
    public TextParser(SQLDialect dialect, Settings settings, Collection<? extends Table<?>> tables) {
        this.knowsTables = !tables.isEmpty();
        this.configuration = new DefaultConfiguration()
                .set(dialect)
                .set(settings(SettingsTools.clone(settings), tables).withParseNamedParamPrefix(":"));
        Map<String, Table<?>> known = new HashMap<>();
        if (knowsTables) {
            Meta meta = complete(DSL.using(configuration).meta(tables.toArray(Table<?>[]::new)));
            configuration.set(() -> meta);
            meta.getTables().forEach(table -> known.put(table.getName().toLowerCase(Locale.ROOT), table));
        }
        this.names = Map.copyOf(known);
    }

    /**
     * The settings under which jOOQ's own parser finds the tables too.
     *
     * @param settings settings, which are changed
     * @param tables the generated tables; none leaves the settings as they are
     * @return the settings
     */
    public static Settings settings(Settings settings, Collection<? extends Table<?>> tables) {
        if (tables.isEmpty()) {
            return settings;
        }
        if (settings.getParseSearchPath().isEmpty()) {
            tables.stream()
                    .map(Table::getSchema)
                    .filter(schema -> schema != null)
                    .map(schema -> schema.getName())
                    .distinct()
                    .forEach(schema -> settings.getParseSearchPath().add(new ParseSearchSchema().withSchema(schema)));
        }
        return settings.withParseWithMetaLookups(ParseWithMetaLookups.THROW_ON_FAILURE);
    }

    /** jOOQ's meta data find out lazily, and not safely for several threads. */
    private static Meta complete(Meta meta) {
        for (Table<?> table : meta.getTables()) {
            table.getPrimaryKey();
            table.getUniqueKeys();
            table.getReferences();
            table.getIndexes();
            meta.getTables(table.getName());
        }
        return meta;
    }

    /**
     * The names of tables, for those who give jOOQ's own parser the same ones.
     *
     * @return the tables
     */
    public Meta meta() {
        return configuration.metaProvider().provide();
    }

    /**
     * Whether a statement is SQL text that can be parsed here.
     *
     * @param query any statement
     * @return true for jOOQ's plain SQL statements, where the tables are known
     */
    public boolean reads(Query query) {
        return knowsTables
                && query.getClass().getPackageName().equals("org.jooq.impl")
                && TEXTS.contains(query.getClass().getSimpleName());
    }

    /**
     * Parses a statement that is text.
     *
     * @param query a statement of which {@link #reads} says true
     * @return its tree
     * @throws RefusedException if it cannot be parsed, names what is not there, or has a placeholder without a value
     */
    public ParsedText parse(Query query) {
        String prefix = "meridian_";
        for (; ; prefix += "_") {
            Placeholders placeholders = new Placeholders(prefix);
            String text = unterminated(Rendering.render(query, configuration, placeholders));
            if (text.split(Pattern.quote(prefix), -1).length == placeholders.given.size() + 1) {
                return parse(text, placeholders.given, prefix);
            }
        }
    }

    /**
     * Whether a statement that is SQL text gives rows, rather than a count.
     *
     * @param sql its text
     * @param query the statement
     * @return true for SELECT and RETURNING
     * @throws RefusedException if no tables are known, or it cannot be parsed
     */
    public boolean givesRows(String sql, Query query) {
        Boolean known = givesRows.get(sql);
        if (known != null) {
            return known;
        }
        if (!reads(query)) {
            throw new RefusedException(Rule.OPAQUE_SQL, "The generated tables are not known.");
        }
        if (givesRows.size() >= REMEMBERED) {
            givesRows.clear();
        }
        boolean rows = parse(query).givesRows();
        givesRows.put(sql, rows);
        return rows;
    }

    /**
     * A text without the semicolon at its end, which the parser does not know.
     *
     * @param text a statement
     * @return the statement
     */
    public static String unterminated(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private ParsedText parse(String text, List<Param<?>> given, String prefix) {
        Object[] values = given.stream().map(TextParser::typed).toArray();
        try {
            Query parsed = query(text, values);
            if (parsed == null) {
                throw new RefusedException(Rule.TEXT, "There is no statement in it.");
            }
            ParsedText tree = new ParsedText(parsed, text, given.size(), prefix, names);
            // For what it refuses.
            tree.render(configuration);
            return tree;
        } catch (ParserException e) {
            throw refused(e);
        }
    }

    private @Nullable Query query(String text, Object[] values) {
        try {
            return DSL.using(configuration).parser().parseQuery(text, values);
        } catch (ParserException e) {
            // jOOQ's parser looks up neither the tables of joins for "alias.*" nor those that WITH defines. Whether
            // tables remain unknown is seen later.
            boolean lost = ASTERISK.matcher(String.valueOf(e.getMessage())).find()
                    || WITH.matcher(text).find();
            if (!lost) {
                throw e;
            }
            Settings lenient = SettingsTools.clone(configuration.settings())
                    .withParseWithMetaLookups(ParseWithMetaLookups.IGNORE_ON_FAILURE);
            return DSL.using(configuration.derive(lenient)).parser().parseQuery(text, values);
        }
    }

    /** Of exactly its own type: the parser would turn others into the type of the column that they are compared with. */
    private static <T> Param<T> typed(Param<T> param) {
        return DSL.val(param.getValue(), param.getDataType());
    }

    private static RefusedException refused(ParserException e) {
        String message = String.valueOf(e.getMessage());
        Rule rule = message.startsWith("Unknown table") ? Rule.UNKNOWN_TABLE : Rule.TEXT;
        return new RefusedException(rule, "jOOQ's parser says: " + message + ".");
    }

    /** Replaces each value by a name, and remembers it. */
    private static final class Placeholders implements VisitListener {

        private final List<Param<?>> given = new ArrayList<>();
        private final String prefix;

        private Placeholders(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void visitStart(VisitContext context) {
            if (context.queryPart() instanceof Param<?> param && !param.isInline()) {
                given.add(param);
                context.queryPart(DSL.raw(":" + prefix + given.size()));
            }
        }
    }
}
