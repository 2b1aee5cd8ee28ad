package dev.meridian.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** Reads the keys {@code dialect}, {@code database} and {@code databases}. */
final class DatabasesReader {

    /** Names become parts of URLs, and of messages. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");

    private static final String DEFAULT_NAME = "meridian";
    private static final String POSTGRES_URL = "jdbc:postgresql:";

    private final Problems problems;
    private final Scalars scalars;
    private final @Nullable SQLDialect stated;
    private @Nullable SQLDialect seen;

    private DatabasesReader(Problems problems, Settings root) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        Yaml dialect = root.find("dialect");
        this.stated = dialect == null ? null : scalars.choice(dialect, List.of(SQLDialect.SQLITE, SQLDialect.POSTGRES));
    }

    static Databases read(Settings root, Problems problems) {
        DatabasesReader reader = new DatabasesReader(problems, root);
        String key = root.exactlyOneOf("database", "databases");
        if (key == null) {
            return new Databases(reader.standIn(), List.of());
        }
        Yaml node = root.require(key, "Say where the data is.");
        return key.equals("database")
                ? new Databases(reader.template(node), List.of())
                : new Databases(null, reader.explicit(node));
    }

    private DatabaseSettings standIn() {
        return new DatabaseSettings(
                new Yaml.Broken("", Place.whole("")),
                DEFAULT_NAME,
                SQLDialect.SQLITE,
                "",
                null,
                null,
                PoolSettings.DEFAULT);
    }

    private DatabaseSettings template(Yaml node) {
        Settings settings = new Settings(node, problems);
        Yaml name = settings.find("name");
        String stated = name == null ? null : name(name, problems);
        return database(settings, Objects.requireNonNullElse(stated, DEFAULT_NAME), true);
    }

    private List<DatabaseSettings> explicit(Yaml node) {
        if (!(node instanceof Yaml.Fields fields)) {
            scalars.expected("a mapping", node, "Name each database, and its url below the name.");
            return List.of(standIn());
        }
        if (fields.fields().isEmpty()) {
            problems.add(node, "there are none", "Name at least one database.");
        }
        List<DatabaseSettings> databases = new ArrayList<>();
        for (Yaml.Field field : fields.fields()) {
            name(field.key(), problems);
            databases.add(
                    database(new Settings(field.value(), problems), field.key().text(), false));
        }
        SQLDialect likely = Objects.requireNonNullElse(seen, SQLDialect.SQLITE);
        return databases.stream()
                .map(database -> database.hasUrl() ? database : database.speaking(likely))
                .toList();
    }

    /** A database's name, or null where it is reported. */
    static @Nullable String name(Yaml node, Problems problems) {
        String name = new Scalars(problems).text(node);
        if (name == null || NAME.matcher(name).matches()) {
            return name;
        }
        problems.add(
                node,
                node.kind() + " cannot name a database",
                "Use letters, digits, underscores and hyphens (ASCII), at most 63 in all.");
        return null;
    }

    private DatabaseSettings database(Settings settings, String name, boolean template) {
        Yaml urlNode = settings.require("url", "Give the JDBC URL of the database.");
        String username = optional(settings.find("username"));
        String password = optional(settings.find("password"));
        if (password != null) {
            problems.conceal(password, "(password)");
        }
        PoolSettings pool = PoolSettings.read(settings.find("pool"), problems);
        settings.finish();
        String url = scalars.text(urlNode);
        SQLDialect dialect = url == null ? null : dialect(urlNode, url);
        boolean usable = url != null && dialect != null && usable(urlNode, url, dialect, template);
        return new DatabaseSettings(
                urlNode,
                name,
                dialect == null ? SQLDialect.SQLITE : dialect,
                usable ? String.valueOf(url) : "",
                username,
                password,
                pool);
    }

    private @Nullable String optional(@Nullable Yaml node) {
        return node == null ? null : scalars.text(node);
    }

    private @Nullable SQLDialect dialect(Yaml node, String url) {
        SQLDialect dialect = stated;
        if (url.startsWith(SqliteFiles.URL)) {
            dialect = SQLDialect.SQLITE;
        } else if (url.startsWith(POSTGRES_URL)) {
            dialect = SQLDialect.POSTGRES;
        }
        if (dialect == null || !url.startsWith("jdbc:")) {
            problems.add(node, "the URL is of no known kind", "Begin with jdbc:sqlite: or jdbc:postgresql:.");
            return null;
        }
        boolean contradicts = stated != null && stated != dialect;
        boolean noFile = dialect == SQLDialect.SQLITE && !url.startsWith(SqliteFiles.URL);
        if (contradicts || noFile) {
            problems.add(node, "the URL is not of the stated dialect", "Mend the URL, or leave out the dialect.");
            return null;
        }
        seen = dialect;
        return dialect;
    }

    private boolean usable(Yaml node, String url, SQLDialect dialect, boolean template) {
        if (!template && url.contains(DatabaseSettings.NAME)) {
            problems.add(
                    node,
                    DatabaseSettings.NAME + " has a meaning only under \"database\"",
                    "Write the name out, or use \"database\" instead of \"databases\".");
            return false;
        }
        String probe = url.replace(DatabaseSettings.NAME, "name");
        if (dialect == SQLDialect.SQLITE && SqliteFiles.complaint(probe).isPresent()) {
            problems.add(
                    node,
                    SqliteFiles.complaint(probe).get(),
                    "Write jdbc:sqlite: and the path of a file; settings and memory databases are not for pools.");
            return false;
        }
        return true;
    }
}
