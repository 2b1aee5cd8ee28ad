package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The ORDER BY and LIMIT of a SELECT, taken apart: what each shard has to do, and what is left to do over the rows of all.
 *
 * <p>Each shard sorts its own rows, and gives no more of them than the whole statement may need: the first OFFSET + LIMIT. Columns that decide the
 * order and are not selected come after the selected ones, where nobody looks.
 *
 * @param keys the columns of a shard's rows that decide the order; empty where there is none
 * @param limit which of the rows of all shards are the result's
 * @param share the statement for each shard; its placeholders are the first ones of the original
 * @param visible the number of columns of the result
 */
public record Ordering(List<Key> keys, Limit limit, Select<?> share, int visible) {

    /**
     * A column that decides the order where those before it are equal.
     *
     * @param column its place in a shard's row, from 1
     * @param type the Java type of its values in the database, before converters
     * @param descending whether the greatest comes first
     * @param nullsFirst whether NULL comes before all values
     */
    public record Key(int column, Class<?> type, boolean descending, boolean nullsFirst) {}

    /**
     * Which rows of a sequence are taken.
     *
     * @param offset how many are left out at the start
     * @param count how many are taken after those; {@link Long#MAX_VALUE} for all
     * @param withTies whether those which the order does not tell from the last one are taken too
     */
    public record Limit(long offset, long count, boolean withTies) {

        static final Limit NONE = new Limit(0, Long.MAX_VALUE, false);

        /**
         * How many rows of a shard may be among the result's.
         *
         * @return at most {@link Long#MAX_VALUE}
         */
        public long reach() {
            return count > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + count;
        }

        /**
         * Whether any row is left out.
         *
         * @return false for all rows
         */
        public boolean isPresent() {
            return offset > 0 || count < Long.MAX_VALUE;
        }
    }

    /**
     * Copies the keys.
     *
     * @param keys the keys
     * @param limit the limit
     * @param share the statement for each shard
     * @param visible the number of columns
     */
    public Ordering {
        keys = List.copyOf(keys);
    }

    /**
     * Whether shards give columns that are not the result's.
     *
     * @return the number of those columns
     */
    public int hidden() {
        return share.getSelect().size() - visible;
    }

    /**
     * Takes a statement apart.
     *
     * @param query a SELECT whose rows, but for ORDER BY and LIMIT, are the same shard by shard
     * @param dialect the dialect, for where NULLs come
     * @return its parts; empty where they cannot be told by looking at the statement
     */
    public static Optional<Ordering> of(Query query, SQLDialect dialect) {
        if (!(query instanceof Select<?> select) || select.$limitPercent()) {
            return Optional.empty();
        }
        // jOOQ leaves WITH TIES, and the order with it, out of what it renders for SQLite.
        if (select.$limitWithTies() && dialect.family() != SQLDialect.POSTGRES) {
            return Optional.empty();
        }
        List<Field<?>> columns = new ArrayList<>(select.getSelect());
        int visible = columns.size();
        Optional<List<Key>> keys = keys(select, columns, dialect);
        return visible == 0
                ? Optional.empty()
                : keys.flatMap(known -> limit(select)
                        .map(limit -> new Ordering(known, limit, share(select, columns, visible, limit), visible)));
    }

    private static Select<?> share(Select<?> select, List<Field<?>> columns, int visible, Limit limit) {
        // An asterisk may have no qualifier where a table has a schema.
        boolean written = select.$select().stream().allMatch(Field.class::isInstance);
        Select<?> share = written && columns.size() == visible ? select : select.$select(columns);
        if (!limit.isPresent()) {
            return share;
        }
        Select<?> limited = share.$limit(limit.reach() == Long.MAX_VALUE ? null : DSL.inline(limit.reach()));
        return limited.$offset() == null ? limited : limited.$offset(DSL.inline(0L));
    }

    /** The keys; columns that are missing are added. */
    private static Optional<List<Key>> keys(Select<?> select, List<Field<?>> columns, SQLDialect dialect) {
        List<Key> keys = new ArrayList<>();
        for (SortField<?> sort : select.$orderBy()) {
            Optional<Integer> column = column(sort.$field(), columns, select, dialect);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            boolean descending = sort.$sortOrder() == SortOrder.DESC;
            keys.add(new Key(
                    column.get(),
                    sort.$field().getConverter().fromType(),
                    descending,
                    nullsFirst(sort, descending, dialect)));
        }
        return Optional.of(keys);
    }

    /** SQLite takes NULL for less than all values, PostgreSQL for more. */
    private static boolean nullsFirst(SortField<?> sort, boolean descending, SQLDialect dialect) {
        if (sort.$nullOrdering() != null) {
            return sort.$nullOrdering() == org.jooq.impl.QOM.NullOrdering.NULLS_FIRST;
        }
        return descending == (dialect.family() == SQLDialect.POSTGRES);
    }

    private static Optional<Integer> column(
            Field<?> field, List<Field<?>> columns, Select<?> select, SQLDialect dialect) {
        if (field instanceof Param<?>) {
            // A value alone may be the number of a column.
            return Optional.empty();
        }
        String text = PartText.of(field, dialect);
        int known = columns.stream()
                .map(column -> PartText.of(column, dialect))
                .toList()
                .indexOf(text);
        if (known >= 0) {
            return Optional.of(known + 1);
        }
        // An alias that is not selected names nothing, and DISTINCT would compare one column more.
        boolean hideable = !select.$distinct()
                && select.$distinctOn().isEmpty()
                && params(field).isEmpty()
                && !AliasReferences.isIn(field, dialect);
        if (!hideable) {
            return Optional.empty();
        }
        columns.add(field);
        return Optional.of(columns.size());
    }

    /** Values in the list of columns would come before those of the WHERE. */
    private static Collection<Param<?>> params(Field<?> field) {
        return DSL.using(SQLDialect.DEFAULT).extractParams(field).values();
    }

    private static Optional<Limit> limit(Select<?> select) {
        Optional<Long> count = number(select.$limit(), Long.MAX_VALUE);
        Optional<Long> offset = number(select.$offset(), 0L);
        return count.flatMap(known -> offset.map(skipped -> new Limit(skipped, known, select.$limitWithTies())));
    }

    /** A number that is known and not negative. */
    private static Optional<Long> number(@Nullable Field<? extends Number> field, long otherwise) {
        if (field == null) {
            return Optional.of(otherwise);
        }
        return field instanceof Param<?> param && param.getValue() instanceof Number value && value.longValue() >= 0
                ? Optional.of(value.longValue())
                : Optional.empty();
    }
}
