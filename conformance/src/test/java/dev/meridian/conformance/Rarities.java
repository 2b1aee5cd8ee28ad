package dev.meridian.conformance;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.AggregateFunction;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;

/** Random queries of kinds that are rare in programs, each of which was wrong once or could be. */
final class Rarities {

    private final Choices choices;
    private final boolean postgres;
    private final Sources sources;
    private final Conditions conditions;
    private final Aggregates aggregates;

    Rarities(Choices choices, boolean postgres, Sources sources, Conditions conditions, Aggregates aggregates) {
        this.choices = choices;
        this.postgres = postgres;
        this.sources = sources;
        this.conditions = conditions;
        this.aggregates = aggregates;
    }

    Query next() {
        return switch (choices.nextInt(6)) {
            case 1 -> caseless();
            case 2 -> collated();
            case 3 -> hidingAliases();
            case 4 -> loneValues();
            case 5 -> dependentColumns();
            default -> retyped();
        };
    }

    private List<Use> from(SelectQuery<?> select) {
        List<Use> uses = sources.from(select, 2, true);
        if (choices.chance(30)) {
            select.addConditions(conditions.narrowing(uses.get(0)));
        }
        if (choices.chance(30)) {
            select.addConditions(conditions.tree(uses, 1));
        }
        return uses;
    }

    /** One of a few texts, with values of any type: what was learned of a text must not be taken for the types of its values. */
    private Query retyped() {
        Shape shape = choices.pick(List.of(Columns.ORDERS, Columns.ACCOUNTS, Columns.USERS));
        Use use = new Use(shape, shape.table());
        SelectQuery<Record> select = Sources.empty();
        select.addFrom(use.table());
        Field<? extends Number> number = sources.number(List.of(use));
        switch (choices.nextInt(4)) {
            case 1 -> {
                select.addSelect(use.field("id").as("f0"), number.div(divisor()).as("f1"));
                select.addOrderBy(number.div(divisor()), use.field("id"));
                select.addLimit(3);
            }
            case 2 -> {
                select.addSelect(DSL.sum(number).div(divisor()).as("f0"));
                select.addHaving(DSL.count().gt(0));
            }
            case 3 -> {
                Column key = shape.column(shape.key());
                select.addSelect(use.field("id").as("f0"));
                select.addConditions(
                        conditions.constant(use.field(key.name()), key).eq(use.field(key.name())));
            }
            default ->
                select.addSelect(
                        DSL.count().div(divisor()).as("f0"),
                        DSL.sum(number.div(divisor())).as(Aggregates.ABOUT));
        }
        return Query.unordered(select);
    }

    private Field<? extends Number> divisor() {
        return aggregates.operand();
    }

    /** What the texts that are equal in a column are to expressions over it. */
    private Query caseless() {
        Use use = new Use(Columns.BRANDS, Columns.BRANDS.table());
        Field<String> brand = use.table().field("brand", String.class);
        SelectQuery<Record> select = Sources.empty();
        select.addFrom(use.table());
        if (choices.chance(40)) {
            select.addConditions(conditions.tree(List.of(use), 1));
        }
        Field<?> text =
                choices.pick(List.of(brand, DSL.concat(brand, DSL.inline("x")), DSL.upper(brand), DSL.length(brand)));
        switch (choices.nextInt(4)) {
            case 1 -> {
                select.setDistinct(true);
                select.addSelect(text.as("f0"));
                if (choices.chance(30)) {
                    select.addSelect(use.field("grade").as("f1"));
                }
            }
            case 2 -> {
                select.addSelect(
                        use.field("grade").as("f0"), DSL.countDistinct(text).as("f1"));
                select.addGroupBy(use.field("grade"));
            }
            case 3 -> {
                select.addSelect(
                        DSL.count().as("f0"),
                        DSL.sum(use.table().field("grade", Long.class)).as("f1"));
                select.addGroupBy(text);
            }
            default ->
                select.addSelect(
                        DSL.countDistinct(text).as("f0"),
                        DSL.countDistinct(brand).as("f1"));
        }
        return Query.unordered(select);
    }

    /** A collation that the statement names, outside of ORDER BY. */
    private Query collated() {
        SelectQuery<Record> select = Sources.empty();
        List<Use> uses = from(select);
        Field<String> text = sources.text(uses).orElse(DSL.inline("none"));
        Field<String> collated = text.collate(
                DSL.collation(choices.pick(postgres ? List.of("C", "en-x-icu") : List.of("NOCASE", "RTRIM"))));
        switch (choices.nextInt(6)) {
            case 1 -> {
                select.setDistinct(true);
                select.addSelect(collated.as("f0"));
            }
            case 2 -> {
                select.addSelect(collated.as("f0"), DSL.count().as("f1"));
                select.addGroupBy(collated);
            }
            case 3 ->
                select.addSelect(
                        DSL.countDistinct(collated).as("f0"), DSL.count().as("f1"));
            case 4 ->
                select.addSelect(DSL.max(collated).as("f0"), DSL.min(collated).as("f1"));
            default -> {
                String word = choices.pick(List.of("asia", "ASIA", "Asia", "a", "A", "acme", "london"));
                select.addConditions(choices.chance(50) ? collated.eq(word) : collated.in(word, "europe"));
                select.addSelect(DSL.count().as("f0"));
            }
        }
        return Query.unordered(select);
    }

    /** Aliases that are names of columns too, in expressions: each clause has its own opinion of what they mean. */
    private Query hidingAliases() {
        SelectQuery<Record> select = Sources.empty();
        List<Use> uses = from(select);
        Use named = choices.pick(uses);
        String name = choices.pick(named.shape().columns()).name();
        Field<Object> alias = DSL.field(DSL.name(name), Object.class);
        Field<? extends Number> number = sources.number(uses);
        boolean grouped = choices.chance(50);
        Field<?> first = grouped && choices.chance(50) ? DSL.count() : choices.chance(50) ? number.neg() : number;
        Field<Object> second = sources.column(uses);
        select.addSelect(first.as(name), second.as("f1"));
        if (grouped) {
            // By the column that the alias hides too: otherwise it would have no value of its own in a group.
            select.addGroupBy(second, number, named.field(name));
            if (!(first instanceof AggregateFunction<?>) && choices.chance(50)) {
                select.addGroupBy(alias);
            }
            if (choices.chance(50)) {
                select.addHaving(choices.chance(50) ? alias.isNotNull() : alias.gt(DSL.inline((Object) 1)));
            }
        }
        if (choices.chance(60)) {
            Field<Integer> byAlias = DSL.when(alias.isNull(), 0).otherwise(1);
            select.addOrderBy(choices.chance(50) ? byAlias : alias.desc());
            select.addOrderBy(DSL.inline(1), DSL.inline(2));
            return new Query(select, List.of(), Query.Order.TOTAL);
        }
        return Query.unordered(select);
    }

    /** A placeholder alone is a value; written into the text it would be the number of a column. */
    private Query loneValues() {
        SelectQuery<Record> select = Sources.empty();
        List<Use> uses = from(select);
        Field<Object> column = sources.column(uses);
        select.addSelect(column.as("f0"));
        switch (choices.nextInt(3)) {
            case 1 -> {
                select.addSelect(aggregates.some(uses));
                select.addGroupBy(List.<GroupField>of(column, DSL.val(1 + choices.nextInt(3))));
            }
            case 2 -> {
                select.addSelect(DSL.count().as("f1"));
                select.addGroupBy(column);
                select.addOrderBy(DSL.val(1 + choices.nextInt(3)).desc(), column);
            }
            default -> {
                select.setDistinct(choices.chance(30));
                select.addOrderBy(DSL.val(1), DSL.inline(1));
                return new Query(select, List.of(0), Query.Order.TOTAL);
            }
        }
        return Query.unordered(select);
    }

    /** Columns that a primary key decides, beside it. */
    private Query dependentColumns() {
        SelectQuery<Record> select = Sources.empty();
        List<Use> uses = from(select);
        Use use = choices.pick(uses);
        Field<Object> key = use.field(use.shape().columns().get(0).name());
        List<Field<?>> fields = new ArrayList<>();
        int columns = 1 + choices.nextInt(2);
        IntStream.range(0, columns)
                .forEach(i -> fields.add(
                        use.field(choices.pick(use.shape().columns()).name()).as("f" + i)));
        fields.addAll(aggregates.some(uses));
        select.addSelect(fields);
        select.addGroupBy(key);
        if (choices.chance(30)) {
            select.addHaving(DSL.count().gt(choices.nextInt(2)));
        }
        if (choices.chance(40)) {
            select.addOrderBy(use.field(choices.pick(use.shape().columns()).name()), key);
            return new Query(select, List.of(), Query.Order.TOTAL);
        }
        return Query.unordered(select);
    }
}
