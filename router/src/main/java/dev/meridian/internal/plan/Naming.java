package dev.meridian.internal.plan;

import dev.meridian.placement.Shard;
import dev.meridian.placement.Topology;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Puts each shard's schema and prefix into SQL text.
 *
 * <p>jOOQ renders a statement once, with a token where the schema or the prefix belongs; the token is then replaced by the
 * shard's name, which is a checked identifier. The token holds 128 random bits, drawn for each context, so that no text of a user's can
 * contain it; it has no letters, so that settings which change the case of names leave it alone. Where shards are separate databases there
 * is no token, and the text goes to every shard as it is.
 *
 * <p>Translated texts are remembered, up to a bound. Safe for use by many threads.
 */
public final class Naming {

    private static final int REMEMBERED = 4096;
    private static final Pattern ANY_NAME = Pattern.compile("^(.+)$");

    private final boolean schemas;
    private final boolean prefixes;
    private final String schemaToken;
    private final String prefixToken;
    private final Map<Key, String> remembered = new ConcurrentHashMap<>();

    private record Key(String sql, String schema, String prefix) {}

    /**
     * The naming of a topology.
     *
     * @param topology the shards
     */
    public Naming(Topology topology) {
        this.schemas =
                topology.shards().stream().anyMatch(shard -> !shard.schema().isEmpty());
        this.prefixes =
                topology.shards().stream().anyMatch(shard -> !shard.prefix().isEmpty());
        SecureRandom random = new SecureRandom();
        this.schemaToken = token(random, '1');
        this.prefixToken = token(random, '2');
    }

    /** Digits between guillemets; the last digit tells the two tokens apart. */
    private static String token(SecureRandom random, char kind) {
        return "\u2039" + Long.toUnsignedString(random.nextLong()) + Long.toUnsignedString(random.nextLong()) + kind
                + "\u203a";
    }

    /**
     * The settings under which jOOQ renders the token.
     *
     * @param settings the user's settings, which are not changed
     * @return a copy that renders names for this topology
     * @throws IllegalArgumentException if the settings map or hide schemas themselves
     */
    public Settings settings(Settings settings) {
        if (settings.getRenderMapping() != null || Boolean.FALSE.equals(settings.isRenderSchema())) {
            throw new IllegalArgumentException(
                    "the settings have a render mapping or hide schemas, which Meridian does itself");
        }
        Settings copy = org.jooq.conf.SettingsTools.clone(settings).withRenderSchema(schemas);
        return schemas || prefixes
                ? copy.withRenderMapping(new RenderMapping().withSchemata(mapping(schemaToken, prefixToken)))
                : copy;
    }

    private MappedSchema mapping(String schema, String prefix) {
        MappedSchema mapping = new MappedSchema().withInputExpression(ANY_NAME);
        if (schemas) {
            mapping.withOutput(schema);
        }
        if (prefixes) {
            mapping.withTables(new MappedTable().withInputExpression(ANY_NAME).withOutput(prefix + "$1"));
        }
        return mapping;
    }

    /**
     * Whether table names are qualified by a schema.
     *
     * @return true if the shards have one
     */
    public boolean hasSchemas() {
        return schemas;
    }

    /**
     * Whether a text was rendered under these settings.
     *
     * @param sql the text of a statement with tables
     * @return true if it names the shard by tokens, or needs none
     */
    public boolean isMapped(@Nullable String sql) {
        return sql != null && (!schemas || sql.contains(schemaToken)) && (!prefixes || sql.contains(prefixToken));
    }

    /**
     * The settings under which jOOQ renders a shard's own names.
     *
     * @param settings the settings of a context, which are not changed
     * @param shard the shard
     * @return a copy that renders the names of the shard
     */
    public Settings settings(Settings settings, Shard shard) {
        return schemas || prefixes
                ? org.jooq.conf.SettingsTools.clone(settings)
                        .withRenderMapping(new RenderMapping().withSchemata(mapping(shard.schema(), shard.prefix())))
                : settings;
    }

    /**
     * Whether table names get a prefix.
     *
     * @return true if some shard has one
     */
    public boolean hasPrefixes() {
        return prefixes;
    }

    /**
     * The text for a shard.
     *
     * @param sql text with tokens
     * @param shard the shard
     * @return text with the shard's names
     */
    public String translate(String sql, Shard shard) {
        if (!schemas && !prefixes) {
            return sql;
        }
        Key key = new Key(sql, shard.schema(), shard.prefix());
        String known = remembered.get(key);
        return known == null ? remember(key) : known;
    }

    private String remember(Key key) {
        String translated = key.sql().replace(schemaToken, key.schema()).replace(prefixToken, key.prefix());
        if (remembered.size() >= REMEMBERED) {
            remembered.clear();
        }
        remembered.put(key, translated);
        return translated;
    }

    /**
     * The text for a person, without any shard's name.
     *
     * @param sql text with tokens
     * @return text with {@code <shard>} in place of schemas and {@code <prefix>} in place of prefixes
     */
    public String readable(String sql) {
        return sql.replace(schemaToken, "<shard>").replace(prefixToken, "<prefix>");
    }

    /**
     * The tokens, for a test that they cannot be guessed.
     *
     * @return both tokens
     */
    Set<String> tokens() {
        return Set.of(schemaToken, prefixToken);
    }
}
