package dev.meridian.internal.analysis;

import dev.meridian.internal.analysis.KeyColumn.Role;
import dev.meridian.placement.KeyComparison;
import dev.meridian.placement.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;

/** Resolves the columns in conditions to the roles that they play for a use of a table. */
final class Columns {

    private final Scope scope;

    Columns(Scope scope) {
        this.scope = scope;
    }

    /** The use that a column belongs to; empty for what is no column of a logical table in sight. */
    Optional<TableUse> useOf(Field<?> field) {
        if (!(field instanceof TableField<?, ?> column)) {
            return Optional.empty();
        }
        Table<?> table = column.getTable();
        // SQLite looks for a column that the nearest table of the name does not have in tables further out.
        return table == null
                ? Optional.empty()
                : scope.resolve(table.getName())
                        .filter(use -> use.column(field.getName()).isPresent());
    }

    /** The roles of a column: none for most, two where a key is also the primary key. */
    List<KeyColumn> roles(Field<?> field) {
        Optional<TableUse> resolved = useOf(field);
        if (resolved.isEmpty()) {
            return List.of();
        }
        TableUse use = resolved.get();
        List<KeyColumn> roles = new ArrayList<>(2);
        Optional<Field<?>> own = own(field, use);
        if (own.isEmpty()) {
            return List.of();
        }
        String name = own.get().getName();
        if (use.rule() instanceof TableRule.Sharded sharded && sharded.key().equals(name)) {
            roles.add(column(use, Role.KEY, name));
        }
        if (use.rule() instanceof TableRule.Colocated colocated
                && colocated.foreignKey().equals(name)) {
            roles.add(column(use, Role.PARENT, name));
        }
        boolean spread = use.rule() instanceof TableRule.Sharded || use.rule() instanceof TableRule.Colocated;
        if (spread && use.identity().filter(name::equals).isPresent()) {
            roles.add(column(use, Role.IDENTITY, name));
        }
        return roles;
    }

    /** The table's own column, if the field in the statement is of its type; another type would compare in another way. */
    private static Optional<Field<?>> own(Field<?> field, TableUse use) {
        return use.column(field.getName())
                .filter(column -> column.getConverter()
                        .fromType()
                        .equals(field.getConverter().fromType()));
    }

    private static KeyColumn column(TableUse use, Role role, String name) {
        return new KeyColumn(use.index(), role, use.alias() + "." + name);
    }

    /** How the values of a column in a role compare. */
    KeyComparison comparison(Field<?> field, Role role) {
        return role != Role.KEY
                ? KeyComparison.EXACT
                : useOf(field)
                        .map(use -> ((TableRule.Sharded) use.rule()).comparison())
                        .orElse(KeyComparison.EXACT);
    }

    /** Whether an equality of the two columns, where it is true, holds both rows on one shard. */
    Optional<Filter.Tie> tie(Field<?> left, Field<?> right) {
        return tie(left, right, this);
    }

    /** The same, for a column on the right that another scope resolves. */
    Optional<Filter.Tie> tie(Field<?> left, Field<?> right, Columns others) {
        for (KeyColumn one : roles(left)) {
            for (KeyColumn other : others.roles(right)) {
                if (one.use() != other.use() && ties(left, one, right, other, others)) {
                    return Optional.of(new Filter.Tie(one.use(), other.use(), one.name() + " = " + other.name()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean ties(Field<?> left, KeyColumn one, Field<?> right, KeyColumn other, Columns others) {
        TableRule first = useOf(left).orElseThrow().rule();
        TableRule second = others.useOf(right).orElseThrow().rule();
        return switch (one.role()) {
            case KEY -> other.role() == Role.KEY && sameFunction(first, second) && sameType(left, right);
            case IDENTITY ->
                other.role() == Role.IDENTITY
                        ? first.table().equals(second.table())
                        : other.role() == Role.PARENT && isParent(first, second);
            case PARENT ->
                other.role() == Role.PARENT
                        ? parent(first).equals(parent(second))
                        : other.role() == Role.IDENTITY && isParent(second, first);
        };
    }

    private static boolean sameFunction(TableRule first, TableRule second) {
        TableRule.Sharded one = (TableRule.Sharded) first;
        TableRule.Sharded other = (TableRule.Sharded) second;
        return one.function().equals(other.function()) && one.comparison() == other.comparison();
    }

    private static boolean sameType(Field<?> left, Field<?> right) {
        return left.getConverter().fromType().equals(right.getConverter().fromType());
    }

    private static boolean isParent(TableRule parent, TableRule child) {
        return parent.table().equals(parent(child));
    }

    private static String parent(TableRule child) {
        return ((TableRule.Colocated) child).parent();
    }
}
