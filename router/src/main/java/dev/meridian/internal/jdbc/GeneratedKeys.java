package dev.meridian.internal.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jooq.SQLDialect;

/** The clause that makes an INSERT return the keys that JDBC asks for. */
final class GeneratedKeys {

    private GeneratedKeys() {}

    /** RETURNING, or the empty string where no keys are asked for. */
    static String returning(SQLDialect dialect, Object[] arguments) throws SQLException {
        Object asked = arguments.length == 2 ? arguments[1] : Statement.NO_GENERATED_KEYS;
        if (asked instanceof String[] columns) {
            return " returning " + String.join(", ", columns);
        }
        if (asked instanceof int[]) {
            throw new SQLFeatureNotSupportedException("generated keys by the numbers of their columns");
        }
        if (asked.equals(Statement.NO_GENERATED_KEYS)) {
            return "";
        }
        if (dialect.family() != SQLDialect.POSTGRES) {
            throw new SQLFeatureNotSupportedException("RETURN_GENERATED_KEYS: name the columns of the keys");
        }
        return " returning *";
    }
}
