package dev.meridian.internal.execution;

import dev.meridian.internal.plan.Slices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Defines a temporary table whose columns compare as those of a real one: by the declared type, which gives the affinity, and by the collation. The
 * latter no pragma tells, so it is read from the real table's definition.
 */
final class SqliteTableCopy {

    private static final DSLContext DIALECT = DSL.using(SQLDialect.SQLITE);

    private final Connection connection;
    private final Slices slices;

    SqliteTableCopy(Connection connection, Slices slices) {
        this.connection = connection;
        this.slices = slices;
    }

    String definition(Table<?> table, List<String> names, String name) throws SQLException {
        Map<String, String> types = types(table);
        String sql = sql(table);
        StringJoiner columns = new StringJoiner(", ", "create temporary table " + name + " (", ")");
        for (String column : names) {
            String type = types.getOrDefault(column.toLowerCase(Locale.ROOT), "");
            columns.add(DIALECT.render(DSL.name(column)) + " " + type + collation(sql, column));
        }
        return columns.toString();
    }

    private Map<String, String> types(Table<?> table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        String schema = slices.schema().isEmpty() ? "main" : slices.schema();
        try (PreparedStatement question =
                connection.prepareStatement("select name, type from pragma_table_xinfo(?, ?)")) {
            question.setString(1, slices.name(table).last());
            question.setString(2, schema);
            try (ResultSet answer = question.executeQuery()) {
                while (answer.next()) {
                    types.put(answer.getString(1).toLowerCase(Locale.ROOT), answer.getString(2));
                }
            }
        }
        return types;
    }

    private String sql(Table<?> table) throws SQLException {
        String schema = slices.schema().isEmpty() ? "main" : slices.schema();
        String master = DIALECT.render(DSL.name(schema, "sqlite_master"));
        try (PreparedStatement question =
                connection.prepareStatement("select sql from " + master + " where type = 'table' and name = ?")) {
            question.setString(1, slices.name(table).last());
            try (ResultSet answer = question.executeQuery()) {
                return answer.next() ? answer.getString(1) : "";
            }
        }
    }

    /** The COLLATE of a column's own definition, which ends at a comma that is not in parentheses. */
    private static String collation(String sql, String column) {
        Matcher matcher = Pattern.compile(
                        "[(,]\\s*[\"`\\[]?" + Pattern.quote(column)
                                + "[\"`\\]]?\\s(?:[^,()]|\\([^()]*\\))*?\\bcollate\\s+(\\w+)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(sql);
        return matcher.find() ? " collate " + matcher.group(1) : "";
    }
}
