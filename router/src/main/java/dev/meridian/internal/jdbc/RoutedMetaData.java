package dev.meridian.internal.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What programs ask of a connection first: which product it is. What would list a shard's own tables is refused. */
final class RoutedMetaData extends Calls {

    private static final Set<String> NO = Set.of("isReadOnly", "supportsSavepoints", "supportsGetGeneratedKeys");

    private final Configuration configuration;
    private final Connection connection;

    RoutedMetaData(Configuration configuration, Connection connection) {
        this.configuration = configuration;
        this.connection = connection;
    }

    @Override
    @Nullable
    Object answer(Object proxy, Method method, Object[] arguments) throws InvocationTargetException {
        SQLDialect dialect = configuration.family();
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "getDatabaseProductName" -> dialect == SQLDialect.POSTGRES ? "PostgreSQL" : dialect.getName();
            case "getDriverName" -> "Meridian";
            case "getURL", "getUserName" -> null;
            case "getIdentifierQuoteString" -> "\"";
            case "supportsTransactions", "supportsBatchUpdates" -> true;
            case "getDefaultTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            case "getResultSetHoldability" -> ResultSet.CLOSE_CURSORS_AT_COMMIT;
            default -> NO.contains(method.getName()) ? false : UNKNOWN;
        };
    }
}
