package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/**
 * What a database would say of the columns of a SELECT that is text, where it now sees other tables and another text.
 *
 * <p>A database names the tables of a result's columns, and jOOQ tells two columns of one name apart by that: but the tables of a shard have other
 * names. And it names a column that has no name by its text (SQLite) or by the function that it calls (PostgreSQL): but jOOQ writes some expressions
 * in another way.
 *
 * @param tables the logical table of each column, empty where it is none of a table; an empty list where nothing is known
 * @param labels the name of each column, empty where the database's is right; an empty list where all are right
 */
public record TextColumns(List<String> tables, List<String> labels) {

    private static final int DEEPEST = 20;

    /** A call of a function, and nothing else. */
    private static final Pattern CALL =
            Pattern.compile("(\\w+)\\s*\\([^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\)[^()]*)*\\)");

    /** What looks like a function on PostgreSQL and is named otherwise. */
    private static final Set<String> NO_FUNCTIONS =
            Set.of("cast", "trim", "case", "row", "array", "exists", "not", "collation", "normalize", "treat");

    /**
     * Copies the lists.
     *
     * @param tables the tables
     * @param labels the names
     */
    public TextColumns {
        tables = List.copyOf(tables);
        labels = List.copyOf(labels);
    }

    /**
     * The columns of a statement.
     *
     * @param parsed the statement
     * @param dialect the database's dialect
     * @return what is known of them
     */
    public static TextColumns of(ParsedText parsed, SQLDialect dialect) {
        if (!(parsed.query() instanceof Select<?> select)) {
            return new TextColumns(List.of(), List.of());
        }
        List<String> tables =
                select.getSelect().stream().map(field -> table(field, 0)).toList();
        return new TextColumns(tables, labels(select, parsed, dialect));
    }

    private static List<String> labels(Select<?> select, ParsedText parsed, SQLDialect dialect) {
        List<? extends SelectFieldOrAsterisk> fields = select.$select();
        List<String> items = SelectItems.of(parsed.text());
        if (fields.size() != items.size() || fields.stream().anyMatch(field -> !(field instanceof Field<?>))) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean named = fields.get(i) instanceof TableField<?, ?> || fields.get(i) instanceof QOM.FieldAlias<?>;
            labels.add(named ? "" : label(parsed.asGiven(items.get(i)), dialect));
        }
        return labels.equals(Collections.nCopies(labels.size(), "")) ? List.of() : labels;
    }

    private static String label(String item, SQLDialect dialect) {
        if (dialect.family() == SQLDialect.SQLITE) {
            return item;
        }
        Matcher call = CALL.matcher(item);
        String function = call.matches() ? call.group(1).toLowerCase(Locale.ROOT) : "";
        return NO_FUNCTIONS.contains(function) ? "" : function;
    }

    private static String table(@Nullable Field<?> field, int depth) {
        if (!(field instanceof TableField<?, ?> column) || column.getTable() == null || depth > DEEPEST) {
            return "";
        }
        Table<?> table = column.getTable();
        while (table instanceof QOM.TableAlias<?> alias) {
            table = alias.$aliased();
        }
        if (table instanceof TableImpl<?> && LogicalTables.isLogical(table)) {
            return table.getName();
        }
        return table instanceof QOM.DerivedTable<?> derived
                ? table(derived.$arg1().field(column.getName()), depth + 1)
                : "";
    }
}
