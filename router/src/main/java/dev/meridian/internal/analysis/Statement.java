package dev.meridian.internal.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/**
 * What Meridian knows of a statement: which tables it uses, what it says about their keys, and what it does with the rows.
 *
 * @param kind what it does
 * @param target the table that it writes to; empty for reads and for tables without a rule
 * @param uses all tables it names, in every nested scope
 * @param filters all conditions that narrow
 * @param blocks its SELECTs, the outermost first
 * @param traits what keeps its rows from being put together shard by shard
 * @param unknownTables names of tables without a rule
 * @param unreadable names of parts that may hide tables
 * @param strange names of the parts behind {@link Trait#OTHER}
 * @param insertion the rows of an INSERT
 * @param assignments the columns that an UPDATE, or the update branch of an upsert, sets
 * @param inline the tables with a condition of their own, by name, whose columns need {@link InlineColumns}
 * @param tables the logical tables that it uses, by name
 * @param columns the names of all columns that it needs, in lower case; empty for all
 * @param restrictions what the rows of tables that are used once must satisfy, by the table's name
 */
public record Statement(
        Kind kind,
        Optional<TableUse> target,
        List<TableUse> uses,
        List<Filter> filters,
        List<Block> blocks,
        Set<Trait> traits,
        Set<String> unknownTables,
        Set<String> unreadable,
        Set<String> strange,
        Optional<Insertion> insertion,
        Map<String, Cell> assignments,
        Map<String, Table<?>> inline,
        Map<String, Table<?>> tables,
        Set<String> columns,
        Map<String, Restriction> restrictions) {

    /**
     * What the rows of a table that is used once must satisfy to matter.
     *
     * @param alias the name by which the conditions refer to the table
     * @param conditions all of them must hold; they speak of this table alone
     */
    public record Restriction(String alias, List<Condition> conditions) {}

    /** What a statement does. */
    public enum Kind {
        /** It reads. */
        SELECT,
        /** It adds rows to its target. */
        INSERT,
        /** It changes rows of its target. */
        UPDATE,
        /** It removes rows of its target. */
        DELETE,
        /** It merges rows: what it inserts is known to the database only. */
        MERGE,
        /** It is of a kind that is not routed. */
        OTHER,
        /** It defines or drops objects. */
        DDL;

        /**
         * Whether it changes rows.
         *
         * @return true for INSERT, UPDATE and DELETE
         */
        public boolean writes() {
            return this == INSERT || this == UPDATE || this == DELETE;
        }
    }

    /**
     * A statement whose tables and rows nobody can see.
     *
     * @param kind what it does
     * @param traits what is known of it
     * @param unreadable names of the parts that cannot be read
     * @return a statement without tables
     */
    public static Statement unread(Kind kind, Set<Trait> traits, Set<String> unreadable) {
        return new Statement(
                kind,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                traits,
                Set.of(),
                unreadable,
                Set.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of());
    }

    /**
     * The joins of the outermost scope.
     *
     * @return the tree
     */
    public JoinTree from() {
        return blocks.isEmpty() ? new JoinTree.Other("nothing") : blocks.get(0).from();
    }

    /**
     * The columns of a table that the statement needs, in the order of the table.
     *
     * @param table a logical table
     * @return at least one column; empty for a table of which no column is known
     */
    public List<Field<?>> columnsOf(Table<?> table) {
        List<Field<?>> all = List.of(table.fields());
        List<Field<?>> some = all.stream()
                .filter(field -> columns.contains(field.getName().toLowerCase(Locale.ROOT)))
                .toList();
        if (!some.isEmpty()) {
            return some;
        }
        return columns.isEmpty() || all.isEmpty() ? all : all.subList(0, 1);
    }

    /** The same statement over other values; its restrictions, which hold the old ones, are left out. */
    Statement with(List<Filter> newFilters, Optional<Insertion> newInsertion, Map<String, Cell> newAssignments) {
        return new Statement(
                kind,
                target,
                uses,
                newFilters,
                blocks,
                traits,
                unknownTables,
                unreadable,
                strange,
                newInsertion,
                newAssignments,
                inline,
                tables,
                columns,
                Map.of());
    }
}
