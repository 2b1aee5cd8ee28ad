package dev.meridian.internal.analysis;

import dev.meridian.placement.TableRule;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * One appearance of a logical table in a statement. Two aliases of one table are two uses, each with its own key.
 *
 * @param index its place in {@link Statement#uses()}
 * @param alias the name by which the statement refers to it
 * @param rule where the table's rows live
 * @param base the table itself, without an alias
 */
public record TableUse(int index, String alias, TableRule rule, Table<?> base) {

    /**
     * The primary key's only column.
     *
     * @return the column, or empty where there is none or several
     */
    public Optional<TableField<?, ?>> primaryKey() {
        return Optional.ofNullable(base.getPrimaryKey())
                .filter(key -> key.getFields().size() == 1)
                .map(key -> key.getFields().get(0));
    }

    /**
     * The table's own column that a statement means by a name: databases that ignore the case of names may find it under another spelling.
     *
     * @param name a column's name in a statement
     * @return the column, or empty where the table has none of that name
     */
    public Optional<Field<?>> column(String name) {
        return Arrays.stream(base.fields())
                .filter(field -> field.getName().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * Whether a foreign key of the table refers to a column of its parent.
     *
     * @param column the name of the parent's column
     * @param foreignKey the name of the foreign key's only column
     * @return false too where the generated class does not know the foreign key
     */
    public boolean refersTo(String column, String foreignKey) {
        return base.getReferences().stream()
                .anyMatch(reference -> reference.getFields().size() == 1
                        && reference.getFields().get(0).getName().equals(foreignKey)
                        && reference.getKeyFields().get(0).getName().equals(column));
    }

    /**
     * The name of the primary key's only column.
     *
     * @return the name, or empty where there is none or several
     */
    public Optional<String> identity() {
        return primaryKey().map(TableField::getName);
    }

    @Override
    public String toString() {
        return alias.equals(rule.table()) ? alias : rule.table() + " " + alias;
    }
}
