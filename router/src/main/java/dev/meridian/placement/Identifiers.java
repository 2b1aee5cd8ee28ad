package dev.meridian.placement;

import java.util.regex.Pattern;

/**
 * The one check that every name passes which may end up in SQL: shard names, schemas and prefixes.
 *
 * <p>The alphabet is so small that a checked name needs no escaping in any dialect: this is what keeps configuration
 * from being a way to inject SQL.
 */
final class Identifiers {

    static final String RULE =
            "a letter or underscore, then letters, digits and underscores (ASCII), at most 48 in all";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,47}");

    private Identifiers() {}

    static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches();
    }

    static void require(String what, String name) {
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException(what + " \"" + name + "\" is no identifier: " + RULE);
        }
    }
}
