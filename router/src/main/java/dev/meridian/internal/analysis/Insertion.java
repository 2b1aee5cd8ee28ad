package dev.meridian.internal.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.TableField;

/**
 * What an INSERT adds.
 *
 * @param rows the cells of each row by column name; columns that are not named take the database's default
 * @param fromSelect whether the rows come from a SELECT, and are therefore not known
 * @param conflictTarget the columns of ON CONFLICT; empty where there is no such clause, an empty set where it names none
 * @param parentKey the parent's primary key column that the table's foreign key refers to; empty where the generated class
 *     does not know the foreign key
 */
public record Insertion(
        List<Map<String, Cell>> rows,
        boolean fromSelect,
        Optional<Set<String>> conflictTarget,
        Optional<TableField<?, ?>> parentKey) {}
