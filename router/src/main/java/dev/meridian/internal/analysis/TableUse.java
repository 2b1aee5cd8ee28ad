package dev.meridian.internal.analysis;

import dev.meridian.placement.TableRule;
import java.util.Optional;
import org.jooq.TableField;

/**
 * One appearance of a logical table in a statement. Two aliases of one table are two uses, each with its own key.
 *
 * @param index its place in {@link Statement#uses()}
 * @param alias the name by which the statement refers to it
 * @param rule where the table's rows live
 * @param primaryKey the primary key's only column, or empty where there is none or several
 */
public record TableUse(int index, String alias, TableRule rule, Optional<TableField<?, ?>> primaryKey) {

    /**
     * The name of the primary key's only column.
     *
     * @return the name, or empty where there is none or several
     */
    public Optional<String> identity() {
        return primaryKey.map(TableField::getName);
    }

    @Override
    public String toString() {
        return alias.equals(rule.table()) ? alias : rule.table() + " " + alias;
    }
}
