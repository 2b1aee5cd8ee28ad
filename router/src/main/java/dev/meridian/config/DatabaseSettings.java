package dev.meridian.config;

import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * What the file says of one database.
 *
 * @param at where it says so: the node of the URL
 * @param name the database's name
 * @param dialect the dialect that it speaks
 * @param url the JDBC URL, with <code>{database}</code> in it where this comes from the template
 * @param username the user, or null for what the URL or the driver says
 * @param password the password, or null
 * @param pool how its connections are pooled
 */
record DatabaseSettings(
        Yaml at,
        String name,
        SQLDialect dialect,
        String url,
        @Nullable String username,
        @Nullable String password,
        PoolSettings pool) {

    static final String NAME = "{database}";

    /** The same by another name. */
    DatabaseSettings named(String newName) {
        return new DatabaseSettings(at, newName, dialect, url, username, password, pool);
    }

    /** The same in another dialect. */
    DatabaseSettings speaking(SQLDialect newDialect) {
        return new DatabaseSettings(at, name, newDialect, url, username, password, pool);
    }

    /** Whether the URL could be read; where not, that has been reported. */
    boolean hasUrl() {
        return !url.isEmpty();
    }

    /** The URL of this database itself. */
    String jdbcUrl() {
        return url.replace(NAME, name);
    }

    /** Without the URL, which may have a password in it, and without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + name + ", " + dialect + ", " + pool + "]";
    }
}
