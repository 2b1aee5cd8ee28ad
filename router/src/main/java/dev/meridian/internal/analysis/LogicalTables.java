package dev.meridian.internal.analysis;

import org.jooq.Schema;
import org.jooq.Table;

/** Tells logical tables from other named ones: they stand in the generated schema; a bare name may be anything. */
final class LogicalTables {

    private LogicalTables() {}

    static boolean isLogical(Table<?> table) {
        Schema schema = table.getSchema();
        return schema != null && !schema.getName().isEmpty();
    }
}
