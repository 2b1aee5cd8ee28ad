package dev.meridian.conformance;

import dev.meridian.conformance.Conditions.Use;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectQuery;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Random ORDER BY, LIMIT and OFFSET, and what they decide. */
final class Orders {

    private final Choices choices;
    private final boolean postgres;
    private final Sources sources;
    private final Subqueries subqueries;

    Orders(Choices choices, boolean postgres, Sources sources, Subqueries subqueries) {
        this.choices = choices;
        this.postgres = postgres;
        this.sources = sources;
        this.subqueries = subqueries;
    }

    /** Rows of one or more tables, with all columns of ORDER BY in sight. */
    Query rows(SelectQuery<?> select, List<? extends Field<?>> fields, List<Use> uses, boolean distinct) {
        Query query = switch (choices.nextInt(distinct ? 16 : 20)) {
            case 10, 11 -> all(select, fields);
            case 12 -> some(select, fields);
            case 13 -> ordinals(select, fields);
            case 14, 15 -> aliases(select, fields);
            case 16, 17 -> unselected(select, uses, sources.column(uses));
            case 18 -> unselected(select, uses, expression(uses));
            case 19 -> unselected(select, uses, collated(uses));
            default -> Query.unordered(select);
        };
        return limited(query);
    }

    /** Groups, each of which has its own values in the first fields. */
    Query groups(SelectQuery<?> select, List<? extends Field<?>> fields) {
        return switch (choices.nextInt(8)) {
            case 5 -> limited(some(select, fields));
            case 6 -> limited(aliases(select, fields));
            case 7 -> limited(ordinals(select, fields));
            default -> Query.unordered(select);
        };
    }

    /** Rows that tie are the same, so that LIMIT has one answer. */
    Query all(SelectQuery<?> select, List<? extends Field<?>> fields) {
        fields.forEach(field -> select.addOrderBy(sort(field)));
        return new Query(select, all(fields), Query.Order.TOTAL);
    }

    private static List<Integer> all(List<?> fields) {
        return IntStream.range(0, fields.size()).boxed().toList();
    }

    private Query some(SelectQuery<?> select, List<? extends Field<?>> fields) {
        List<Integer> keys = keys(fields);
        keys.forEach(key -> select.addOrderBy(sort(fields.get(key))));
        return new Query(select, keys, Query.Order.KEYS);
    }

    private Query ordinals(SelectQuery<?> select, List<? extends Field<?>> fields) {
        List<Integer> keys = keys(fields);
        keys.forEach(key -> select.addOrderBy(sort(DSL.inline(key + 1))));
        return new Query(select, keys, Query.Order.KEYS);
    }

    private Query aliases(SelectQuery<?> select, List<? extends Field<?>> fields) {
        List<Integer> keys = keys(fields);
        keys.forEach(
                key -> select.addOrderBy(sort(DSL.field(DSL.name(fields.get(key).getName())))));
        return new Query(select, keys, Query.Order.KEYS);
    }

    private List<Integer> keys(List<? extends Field<?>> fields) {
        List<Integer> shuffled = choices.shuffled(all(fields));
        return shuffled.subList(0, 1 + choices.nextInt(fields.size()));
    }

    /** By something that the result does not show, and then by all primary keys. */
    Query unselected(SelectQuery<?> select, List<Use> uses, Field<?> first) {
        select.addOrderBy(sort(first));
        Sources.identities(uses).forEach(identity -> select.addOrderBy(sort(identity)));
        return new Query(select, List.of(), Query.Order.TOTAL);
    }

    private Field<?> expression(List<Use> uses) {
        return switch (choices.nextInt(4)) {
            case 1 -> subqueries.scalar(uses);
            case 2 -> DSL.when(sources.column(uses).isNull(), 1).otherwise(2);
            case 3 -> DSL.field(sources.column(uses).isNotNull());
            default -> sources.number(uses).neg();
        };
    }

    private Field<?> collated(List<Use> uses) {
        return sources.text(uses)
                .<Field<?>>map(text -> text.collate(
                        DSL.collation(choices.pick(postgres ? List.of("C", "en-x-icu") : List.of("NOCASE", "RTRIM")))))
                .orElseGet(() -> sources.column(uses));
    }

    private SortField<?> sort(Field<?> field) {
        return switch (choices.nextInt(6)) {
            case 2, 3 -> field.desc();
            case 4 -> field.asc().nullsFirst();
            case 5 -> field.desc().nullsLast();
            default -> field.asc();
        };
    }

    private Query limited(Query query) {
        boolean ordered = query.order() != Query.Order.NONE;
        return choices.chance(ordered ? 60 : 10) ? limit(query, ordered) : query;
    }

    private Query limit(Query query, boolean ordered) {
        SelectQuery<?> select = (SelectQuery<?>) query.select();
        // A copy, for the limit is another one.
        Select<?> all = select.$limit(DSL.inline(Long.MAX_VALUE));
        int kind = choices.nextInt(10);
        switch (kind) {
            case 1 -> select.addLimit(DSL.inline(choices.nextInt(4)));
            case 2 -> select.addLimit(DSL.param("most", (long) choices.nextInt(6)));
            case 3 -> select.addLimit(Long.MAX_VALUE);
            case 4 -> select.addLimit(0);
            case 5 -> select.addLimit(1000);
            case 6 -> select.addOffset(choices.nextInt(4));
            default -> select.addLimit(choices.nextInt(6));
        }
        if (kind != 6 && choices.chance(35)) {
            select.addOffset(choices.pick(List.of(0L, 1L, 2L, 3L, Long.MAX_VALUE)));
        }
        if (postgres && ordered && kind < 3 && choices.chance(30)) {
            select.setWithTies(true);
            // Rows that tie with the last one come too, so that none is left to choose.
            return query;
        }
        return query.choosingFrom(all);
    }
}
