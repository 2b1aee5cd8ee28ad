package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.conformance.Columns.Column;
import dev.meridian.conformance.Columns.Family;
import dev.meridian.conformance.Columns.Shape;
import dev.meridian.conformance.Conditions.Use;
import dev.meridian.weather.tables.WeatherReports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;

/** Random SELECTs. The same choices give the same query on every machine. */
final class Queries {

    private final Choices choices;
    private final boolean postgres;
    private final Conditions conditions;
    private final Sources sources;
    private final Subqueries subqueries;
    private final Aggregates aggregates;
    private final Windows windows;
    private final Orders orders;

    Queries(Choices choices, boolean postgres) {
        this.choices = choices;
        this.postgres = postgres;
        this.conditions = new Conditions(choices, postgres, this::subquery);
        this.sources = new Sources(choices, postgres, conditions);
        this.subqueries = new Subqueries(choices, postgres, sources, conditions);
        this.aggregates = new Aggregates(choices, postgres, sources, conditions);
        this.windows = new Windows(choices, sources);
        this.orders = new Orders(choices, postgres, sources, subqueries);
    }

    Conditions conditions() {
        return conditions;
    }

    private Condition subquery(List<Use> outer) {
        return subqueries.condition(outer);
    }

    Query next() {
        int kind = choices.nextInt(100);
        if (kind < 64) {
            return plain(Sources.empty());
        }
        if (kind < 70) {
            return new Rarities(choices, postgres, sources, conditions, aggregates).next();
        }
        Compounds compounds = new Compounds(choices, postgres, sources, conditions, this);
        return kind < 76
                ? compounds.setOperation()
                : kind < 86
                        ? withoutMatch()
                        : kind < 91
                                ? compounds.commonTables()
                                : kind < 95
                                        ? compounds.derived()
                                        : kind < 97 ? implicitJoin() : compounds.withoutTables();
    }

    /** Rows of one shard without a match on any: the match may be on another. */
    private Query withoutMatch() {
        SelectQuery<Record> select = Sources.empty();
        Set<String> taken = new HashSet<>();
        Use kept = sources.use(sources.shape(), taken);
        Use missing = sources.use(choices.chance(10) ? kept.shape() : missing(kept), taken);
        Condition on = choices.chance(10) ? DSL.trueCondition() : match(kept, missing);
        if (choices.chance(25)) {
            on = on.and(conditions.narrowing(choices.chance(30) ? missing : kept));
        }
        boolean left = choices.chance(50);
        select.addFrom(
                left
                        ? kept.table().leftJoin(missing.table()).on(on)
                        : missing.table().rightJoin(kept.table()).on(on));
        if (choices.chance(40)) {
            Column key = key(kept);
            select.addConditions(kept.field(key.name()).eq(DSL.val(key.sample(choices), kept.field(key.name()))));
        }
        if (choices.chance(70)) {
            select.addConditions(trueOfNoRow(missing));
        }
        return choices.chance(25) ? together(select, missing) : columns(select, List.of(kept));
    }

    /** The rows without a match are one group, wherever they are. */
    private Query together(SelectQuery<Record> select, Use missing) {
        Field<Object> key = missing.field(key(missing).name());
        select.addSelect(key.as("f0"));
        switch (choices.nextInt(3)) {
            case 1 -> select.setDistinct(true);
            case 2 -> select.addSelect(DSL.count().over(DSL.partitionBy(key)).as("f1"));
            default -> {
                select.addSelect(DSL.count().as("f1"));
                select.addGroupBy(key);
            }
        }
        return Query.unordered(select);
    }

    private Condition match(Use kept, Use missing) {
        List<Field<Object>> identities = Sources.identities(List.of(kept, missing));
        boolean numbers =
                identities.stream().allMatch(identity -> identity.getName().equals("id"));
        return numbers && choices.chance(70) ? identities.get(0).eq(identities.get(1)) : sources.tie(kept, missing);
    }

    /** Most often one with a key of few values, of which a shard may have only one. */
    private Shape missing(Use kept) {
        return choices.chance(50)
                ? Columns.LOCATIONS
                : choices.chance(60) ? sources.relative(kept.shape()) : sources.shape();
    }

    private static Column key(Use use) {
        return use.shape().key().isEmpty()
                ? use.shape().columns().get(0)
                : use.shape().column(use.shape().key());
    }

    /** What is true where an outer join found no row, and of some rows. */
    private Condition trueOfNoRow(Use use) {
        Column column = key(use);
        Field<Object> key = use.field(column.name());
        Field<Object> value = DSL.val(column.sample(choices), key);
        return switch (choices.nextInt(7)) {
            case 1, 6 -> key.isDistinctFrom(value);
            case 2 -> DSL.not(key.isNotDistinctFrom(value));
            case 3 -> key.isNull().or(key.eq(value));
            case 4 -> DSL.not(key.eq(value)).or(key.isNull());
            case 5 -> DSL.field(key.eq(value)).isNull();
            default -> use.field(use.shape().columns().get(0).name()).isNull();
        };
    }

    /** A join that jOOQ makes of a path. */
    private Query implicitJoin() {
        WeatherReports reports = choices.chance(50) ? WEATHER_REPORTS.as("r") : WEATHER_REPORTS;
        Use use = new Use(Columns.REPORTS, reports);
        SelectQuery<Record> select = Sources.empty();
        select.addFrom(reports);
        select.addSelect(reports.ID.as("f0"), reports.weatherLocations().CITY.as("f1"));
        if (choices.chance(60)) {
            Column continent = Columns.LOCATIONS.column("continent");
            select.addConditions(reports.weatherLocations().CONTINENT.eq((String) continent.sample(choices)));
        }
        select.addConditions(conditions.tree(List.of(use), 1));
        return switch (choices.nextInt(7)) {
            case 4 -> numbered(select, reports);
            case 5 -> counted(select, reports, DSL.count(), reports.ID);
            case 6 ->
                counted(select, reports, DSL.countDistinct(reports.weatherLocations().CONTINENT), reports.TEMPERATURE);
            default -> orders.rows(select, List.copyOf(select.getSelect()), List.of(use), false);
        };
    }

    /** Rows of all shards in one sequence. */
    private static Query numbered(SelectQuery<Record> select, WeatherReports reports) {
        select.addSelect(DSL.rowNumber()
                .over(DSL.partitionBy(reports.weatherLocations().CONTINENT).orderBy(reports.ID))
                .as("f2"));
        select.addSelect(DSL.count()
                .over(DSL.partitionBy(reports.weatherLocations().CITY))
                .as("f3"));
        return Query.unordered(select);
    }

    /** Groups by a column at the end of the path. */
    private Query counted(SelectQuery<Record> rows, WeatherReports reports, Field<Integer> count, Field<?> greatest) {
        SelectQuery<Record> select = Sources.empty();
        select.addFrom(reports);
        if (rows.$where() != null) {
            select.addConditions(rows.$where());
        }
        select.addSelect(
                reports.weatherLocations().CITY.as("f0"),
                count.as("f1"),
                DSL.max(greatest).as("f2"));
        select.addGroupBy(reports.weatherLocations().CITY);
        if (choices.chance(30)) {
            select.addHaving(DSL.min(reports.weatherLocations().ID).gt(1L));
        }
        return Query.unordered(select);
    }

    /** Rows of tables, in all the ways to show them. */
    Query plain(SelectQuery<Record> select) {
        List<Use> uses = sources.from(select, 3, !choices.chance(40));
        where(select, uses);
        return switch (choices.nextInt(24)) {
            case 14, 15 -> aggregate(select, uses);
            case 16, 17, 18 -> grouped(select, uses);
            case 19, 20 -> windowed(select, uses);
            case 21 -> star(select, uses);
            case 22 -> postgres ? distinctOn(select, uses) : grouped(select, uses);
            case 23 -> postgres ? groupingSets(select, uses) : columns(select, uses);
            default -> columns(select, uses);
        };
    }

    private void where(SelectQuery<?> select, List<Use> uses) {
        if (choices.chance(55)) {
            select.addConditions(conditions.narrowing(uses.get(0)));
        }
        if (uses.size() > 1 && choices.chance(25)) {
            select.addConditions(conditions.narrowing(uses.get(1)));
        }
        if (uses.size() > 1 && choices.chance(12)) {
            // The idiom for rows without a match; on the wrong side it asks too few shards.
            Use missing = choices.pick(uses);
            select.addConditions(
                    missing.field(missing.shape().columns().get(0).name()).isNull());
            select.addConditions(conditions.narrowing(choices.pick(uses)));
        }
        if (choices.chance(42)) {
            select.addConditions(conditions.tree(uses, choices.nextInt(4)));
        }
    }

    private Query columns(SelectQuery<Record> select, List<Use> uses) {
        List<Field<?>> fields = new ArrayList<>();
        int count = 1 + choices.nextInt(4);
        for (int i = 0; i < count; i++) {
            Use use = choices.pick(uses);
            Column column = choices.pick(use.shape().columns());
            fields.add(expression(use.field(column.name()), column, uses).as(label(i, fields)));
        }
        select.addSelect(fields);
        if (choices.chance(4)) {
            // Two columns of one name.
            select.addSelect(sources.column(uses).as(fields.get(0).getName()));
            return Query.unordered(select);
        }
        boolean distinct = choices.chance(7);
        select.setDistinct(distinct);
        Query query = orders.rows(select, fields, uses, distinct);
        if (postgres && !distinct && uses.size() == 1 && choices.chance(2)) {
            select.setForUpdate(true);
        }
        return query;
    }

    /** A name for a column of the result; at times that of another column, which hides it or does not, as each clause has it. */
    private String label(int index, List<Field<?>> others) {
        String name =
                choices.chance(10) ? choices.pick(sources.shape().columns()).name() : "f" + index;
        return others.stream().anyMatch(other -> other.getName().equals(name)) ? "f" + index : name;
    }

    private Field<?> expression(Field<Object> field, Column column, List<Use> uses) {
        if (!choices.chance(18)) {
            return field;
        }
        if (choices.chance(25)) {
            return subqueries.scalar(uses);
        }
        return column.family() == Family.TEXT
                ? DSL.coalesce(field, DSL.inline("none"))
                : DSL.when(field.isNull(), DSL.inline(0L)).otherwise(DSL.inline(1L));
    }

    private Query star(SelectQuery<Record> select, List<Use> uses) {
        if (choices.chance(50)) {
            uses.forEach(use -> select.addSelect(use.table().asterisk()));
        }
        return choices.chance(40) ? orders.unselected(select, uses, sources.column(uses)) : Query.unordered(select);
    }

    private Query aggregate(SelectQuery<Record> select, List<Use> uses) {
        select.addSelect(aggregates.some(uses));
        if (choices.chance(15)) {
            select.addHaving(having(uses));
        }
        if (choices.chance(10)) {
            select.addLimit(choices.nextInt(2));
        }
        return Query.unordered(select);
    }

    /** One group per value, whose representative is not decided where values that differ are equal. */
    private Query grouped(SelectQuery<Record> select, List<Use> uses) {
        List<Field<?>> fields = new ArrayList<>();
        int count = 1 + choices.nextInt(2);
        for (int i = 0; i < count; i++) {
            Use use = choices.pick(uses);
            Column column = choices.pick(use.shape().columns());
            Field<Object> field = use.field(column.name());
            Field<?> group = choices.chance(20) && column.family() == Family.NUMBER
                    ? DSL.coalesce(field, DSL.inline(0L, field))
                    : field;
            boolean byAlias = choices.chance(15);
            String label = label(i, fields);
            fields.add(group.as(label));
            select.addGroupBy(byAlias ? DSL.field(DSL.name(label)) : group);
        }
        if (choices.chance(90)) {
            fields.addAll(aggregates.some(uses));
        }
        select.addSelect(fields);
        if (choices.chance(30)) {
            select.addHaving(having(uses));
        }
        return orders.groups(select, fields);
    }

    private Condition having(List<Use> uses) {
        return switch (choices.nextInt(5)) {
            case 1 -> DSL.sum(sources.number(uses)).gt(DSL.inline(new java.math.BigDecimal(choices.nextInt(10))));
            case 2 -> DSL.countDistinct(sources.column(uses)).le(choices.nextInt(4));
            case 3 -> DSL.max(sources.number(uses)).isNotNull().or(DSL.count().eq(1));
            case 4 ->
                DSL.count()
                        .ge(DSL.field(
                                DSL.selectCount().from(sources.shape().table().as("h"))));
            default -> DSL.count().gt(choices.nextInt(3));
        };
    }

    private Query groupingSets(SelectQuery<Record> select, List<Use> uses) {
        Field<Object> one = sources.column(uses);
        Field<Object> two = sources.column(uses);
        GroupField groups = switch (choices.nextInt(3)) {
            case 1 -> DSL.cube(one, two);
            case 2 -> DSL.groupingSets(new Field<?>[] {one}, new Field<?>[] {two}, new Field<?>[] {});
            default -> DSL.rollup(one, two);
        };
        select.addSelect(one.as("k0"), two.as("k1"), DSL.grouping(one).as("k2"));
        select.addSelect(aggregates.some(uses));
        select.addGroupBy(groups);
        if (choices.chance(20)) {
            select.addHaving(having(uses));
        }
        return Query.unordered(select);
    }

    private Query windowed(SelectQuery<Record> select, List<Use> uses) {
        List<SelectFieldOrAsterisk> fields =
                new ArrayList<>(List.of(sources.column(uses).as("f0")));
        for (int i = 1; i <= 1 + choices.nextInt(2); i++) {
            fields.add(windows.function(uses).as("f" + i));
        }
        select.addSelect(fields);
        return choices.chance(25) ? orders.unselected(select, uses, sources.column(uses)) : Query.unordered(select);
    }

    private Query distinctOn(SelectQuery<Record> select, List<Use> uses) {
        Field<Object> on = sources.column(uses);
        select.addDistinctOn(List.of(on));
        select.addSelect(on.as("f0"), sources.column(uses).as("f1"));
        // The first of each is decided.
        select.addOrderBy(on);
        Sources.identities(uses).forEach(select::addOrderBy);
        return new Query(select, List.of(), Query.Order.TOTAL);
    }
}
