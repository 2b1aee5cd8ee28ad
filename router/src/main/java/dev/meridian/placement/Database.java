package dev.meridian.placement;

import javax.sql.DataSource;
import org.jooq.SQLDialect;

/**
 * One JDBC data source, with the dialect that it speaks.
 *
 * @param name the database's name, unique within a topology
 * @param dialect {@link SQLDialect#SQLITE} or {@link SQLDialect#POSTGRES}
 * @param dataSource where its connections come from; safe for use by many threads
 */
public record Database(String name, SQLDialect dialect, DataSource dataSource) {

    @Override
    public String toString() {
        return "Database[" + name + ", " + dialect + "]";
    }
}
