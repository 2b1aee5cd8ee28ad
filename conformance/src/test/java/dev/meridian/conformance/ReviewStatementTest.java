package dev.meridian.conformance;

import static dev.meridian.weather.Tables.IDS;
import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.with;

import dev.meridian.exception.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** What a reviewer found about statements. */
class ReviewStatementTest extends Review {

    private static final TableField<org.jooq.Record, Long> USER = Extra.USERS.column("id", Long.class);
    private static final TableField<org.jooq.Record, Long> ORDER_USER = Extra.ORDERS.column("user_id", Long.class);

    @Test
    void aTableInPlainSqlIsRefused() {
        ctx = world.context(UnaryOperator.identity(), UnaryOperator.identity());
        List<Rule> rules = List.of(Rule.OPAQUE_SQL, Rule.UNKNOWN_TABLE);
        var plain = table("weather_locations");
        refusedOverShards(rules, context -> context.selectFrom(plain).fetch());
        refusedOverShards(
                rules,
                context -> context.selectFrom(plain)
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .fetch());
        refusedOverShards(rules, context -> context.fetchCount(plain));
        refusedOverShards(
                rules,
                context -> context.update(plain)
                        .set(field(name("city"), String.class), "x")
                        .execute());
        refusedOverShards(rules, context -> context.deleteFrom(plain).execute());
        refusedOverShards(
                rules,
                context -> context.deleteFrom(plain)
                        .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                        .execute());
        refusedOverShards(
                rules,
                context -> context.insertInto(
                                plain,
                                field(name("id"), Long.class),
                                field(name("continent"), String.class),
                                field(name("city"), String.class))
                        .values(70L, "Asia", "Kyoto")
                        .execute());
        refusedOverShards(
                rules,
                context -> context.select()
                        .from(WEATHER_REPORTS)
                        .join(plain)
                        .on(WEATHER_REPORTS.LOCATION_ID.eq(field("weather_locations.id", Long.class)))
                        .fetch());
        refusedOverShards(
                rules,
                context -> context.selectFrom(WEATHER_REPORTS)
                        .where(exists(selectOne().from(plain)))
                        .fetch());
    }

    /** The text is that of the table's own statement where shards are databases. */
    @Test
    void aTableInPlainSqlIsNotTakenForItsTwin() {
        if (!layout.isScattered()) {
            return;
        }
        var plain = table("weather_locations");
        var city = WEATHER_LOCATIONS.CITY;
        for (String continent : List.of("Asia", FAR)) {
            var condition = WEATHER_LOCATIONS.CONTINENT.eq(continent);
            world.onBoth(context -> {
                context.fetchCount(WEATHER_LOCATIONS, condition);
                context.update(WEATHER_LOCATIONS)
                        .set(city, "x")
                        .where(condition)
                        .execute();
                context.deleteFrom(WEATHER_LOCATIONS)
                        .where(condition)
                        .and(WEATHER_LOCATIONS.ID.gt(2L))
                        .execute();
            });
            lawful(context -> context.fetchCount(plain, condition));
            lawful(context ->
                    context.update(plain).set(city, "y").where(condition).execute());
            lawful(context -> context.deleteFrom(plain)
                    .where(condition)
                    .and(WEATHER_LOCATIONS.ID.gt(2L))
                    .execute());
        }
    }

    @Test
    void aKeyInAnotherSpellingIsStillTheKey() {
        refusedKey(field("\"continent\"", String.class));
        refusedKey(field("continent", String.class));
        refusedKey(field(name("continent"), String.class));
        if (layout.kind() == Layout.Kind.SQLITE) {
            refusedKey(field(name("CONTINENT"), String.class));
            refusedKey(field("Continent", String.class));
        } else {
            lawful(change(field(name("CONTINENT"), String.class)));
        }
    }

    private void refusedKey(Field<String> key) {
        refusedOverShards(Rule.KEY_CHANGE, change(key));
    }

    private static Function<DSLContext, Object> change(Field<String> key) {
        return context -> context.update(WEATHER_LOCATIONS)
                .set(key, FAR)
                .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                .execute();
    }

    @Test
    void aKeyInAnotherSpellingIsNotChangedEverywhere() {
        List<Rule> rules = List.of(Rule.KEY_CHANGE, Rule.WRITE_OVER_SHARDS);
        for (Field<String> key : List.of(
                field(name("CONTINENT"), String.class),
                field("\"continent\"", String.class),
                field("continent", String.class))) {
            refusedOverShards(
                    rules,
                    context ->
                            context.update(WEATHER_LOCATIONS).set(key, "Europe").execute());
        }
    }

    @Test
    void writesInsideWithAreRefused() {
        if (layout.kind() != Layout.Kind.POSTGRES) {
            return;
        }
        refusedOverShards(Rule.UNSUPPORTED, context -> {
            var common = name("w")
                    .as(insertInto(WEATHER_LOCATIONS)
                            .values(70L, "Asia", "Kyoto")
                            .returning(WEATHER_LOCATIONS.ID));
            return context.with(common).select().from(common).fetch();
        });
        refusedOverShards(Rule.UNSUPPORTED, context -> {
            var common = name("w")
                    .as(insertInto(WEATHER_LOCATIONS)
                            .values(1L, "Asia", "Kyoto")
                            .onConflict(WEATHER_LOCATIONS.ID)
                            .doUpdate()
                            .set(WEATHER_LOCATIONS.CITY, "Kyoto")
                            .returning(WEATHER_LOCATIONS.ID));
            return context.with(common).select().from(common).fetch();
        });
        refusedOverShards(Rule.UNSUPPORTED, context -> {
            var common = name("w").as(DSL.deleteFrom(WEATHER_REPORTS).returning(WEATHER_REPORTS.ID));
            return context.with(common)
                    .select()
                    .from(WEATHER_LOCATIONS)
                    .where(WEATHER_LOCATIONS.CONTINENT.eq("Asia"))
                    .fetch();
        });
        refusedOverShards(Rule.UNSUPPORTED, context -> {
            var common = name("w")
                    .as(DSL.update(WEATHER_LOCATIONS)
                            .set(WEATHER_LOCATIONS.CITY, "x")
                            .where(WEATHER_LOCATIONS.CONTINENT.eq(FAR))
                            .returning(WEATHER_LOCATIONS.ID));
            return context.with(common).select().from(common).fetch();
        });
    }

    @Test
    void aKeyWhoseCaseDoesNotCountLosesNoRow() {
        Field<String> brand = Extra.BRANDS.column("brand", String.class);
        world.onBoth(context -> {
            context.insertInto(Extra.BRANDS).values(1L, "Acme", 1L).execute();
            context.insertInto(Extra.BRANDS).values(2L, "ACME", 2L).execute();
            context.insertInto(Extra.BRANDS).values(3L, "other", 3L).execute();
            context.insertInto(Extra.BRANDS).values(4L, "third", 3L).execute();
        });
        for (String text : List.of("Acme", "acme", "ACME", "other", "OTHER", "none")) {
            exact(context ->
                    rows(context.selectFrom(Extra.BRANDS).where(brand.eq(text)).fetch()));
            exact(context ->
                    rows(context.selectFrom(Extra.BRANDS).where(brand.ne(text)).fetch()));
            exact(context -> rows(context.selectFrom(Extra.BRANDS)
                    .where(brand.notIn(text, "third"))
                    .fetch()));
            exact(context -> rows(context.selectFrom(Extra.BRANDS)
                    .where(brand.in(text, "THIRD"))
                    .fetch()));
            exact(context -> rows(context.selectFrom(Extra.BRANDS)
                    .where(brand.eq("acme"))
                    .and(brand.ne(text))
                    .fetch()));
            exact(context -> rows(context.selectFrom(Extra.BRANDS)
                    .where(brand.in("Acme", "ACME", "other"))
                    .and(DSL.not(brand.eq(text)))
                    .fetch()));
            exact(context -> rows(context.selectFrom(Extra.BRANDS)
                    .where(brand.eq("Acme").and(brand.isDistinctFrom(text)))
                    .fetch()));
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aKeyOfAnotherTypeFindsTheSameRows() {
        Field<Object> untyped = field(name("id"));
        Field<Object> qualified = field(name("users", "id"));
        List<Field<?>> fives = List.of(
                inline("5"),
                DSL.val("5"),
                inline(5),
                DSL.val(5),
                inline(5.0),
                DSL.val(new java.math.BigDecimal("5.0")));
        for (Field<?> five : fives) {
            for (Field id : List.<Field>of(untyped, qualified, USER)) {
                lawful(context -> rows(context.selectFrom(Extra.USERS)
                        .where(id.eq((Field) five))
                        .fetch()));
                lawful(context -> rows(context.selectFrom(Extra.USERS)
                        .where(id.in((Field) five, DSL.val(6L)))
                        .fetch()));
                lawful(context -> rows(context.selectFrom(Extra.USERS)
                        .where(id.ne((Field) five))
                        .fetch()));
            }
        }
        for (Object value : List.of("5", 5, 5L, 5.0, new java.math.BigInteger("5"))) {
            lawful(context -> rows(
                    context.selectFrom(Extra.USERS).where(untyped.eq(value)).fetch()));
        }
    }

    @Test
    void aKeyOfAnotherTypeIsInsertedWhereItIsFound() {
        lawful(context -> insert(context, field(name("id"), String.class), "51"));
        lawful(context -> insert(context, field(name("id"), SQLDataType.OTHER), "52"));
        lawful(context -> insert(context, field(name("id"), Integer.class), 53));
        lawful(context -> insert(context, field(name("id"), Double.class), 54.0));
        for (long id = 51; id <= 54; id++) {
            long each = id;
            lawful(context ->
                    rows(context.selectFrom(Extra.USERS).where(USER.eq(each)).fetch()));
        }
    }

    private static <T> int insert(DSLContext context, Field<T> id, T value) {
        return context.insertInto(
                        Extra.USERS,
                        id,
                        Extra.USERS.column("team", Integer.class),
                        Extra.USERS.column("name", String.class))
                .values(value, 1, "new")
                .execute();
    }

    @Test
    void outerJoinsOnKeysThatAreNotDistinctFromExpressions() {
        List<Field<Long>> expressions = List.of(
                ORDER_USER,
                ORDER_USER.plus(0L),
                coalesce(ORDER_USER, inline(3L)),
                DSL.nullif(ORDER_USER, 1L),
                DSL.nullif(ORDER_USER, ORDER_USER),
                DSL.when(ORDER_USER.eq(2L), inline(5L)));
        for (Field<Long> expression : expressions) {
            var on = USER.isNotDistinctFrom(expression);
            var or = ORDER_USER.isNotDistinctFrom(DSL.nullif(USER, 2L));
            for (var condition : List.of(on, or, on.and(USER.eq(1L)))) {
                lawful(context -> rows(context.select(USER, ORDER_USER)
                        .from(Extra.USERS)
                        .leftJoin(Extra.ORDERS)
                        .on(condition)
                        .fetch()));
                lawful(context -> rows(context.select(USER, ORDER_USER)
                        .from(Extra.USERS)
                        .rightJoin(Extra.ORDERS)
                        .on(condition)
                        .where(ORDER_USER.eq(2L))
                        .fetch()));
                lawful(context -> rows(context.select(USER, ORDER_USER)
                        .from(Extra.USERS)
                        .leftJoin(Extra.ORDERS)
                        .on(condition)
                        .where(USER.eq(1L))
                        .fetch()));
                lawful(context -> rows(context.select(USER, ORDER_USER)
                        .from(Extra.USERS)
                        .fullJoin(Extra.ORDERS)
                        .on(condition)
                        .fetch()));
            }
        }
    }

    @Test
    void joinsWithANameOfTheirOwn() {
        if (layout.kind() != Layout.Kind.POSTGRES) {
            return;
        }
        var cross = WEATHER_LOCATIONS.crossJoin(IDS).as("j");
        var colocated = Extra.USERS.join(Extra.ORDERS).on(USER.eq(ORDER_USER)).as("j");
        var apart = Extra.USERS
                .leftJoin(Extra.EVENTS)
                .on(USER.eq(Extra.EVENTS.column("id", Long.class)))
                .as("j");
        for (var joined : List.of(cross, colocated, apart)) {
            lawful(context ->
                    rows(context.select(inline(1).as("one")).from(joined).fetch()));
            lawful(context -> context.fetchCount(select(inline(1)).from(joined)));
        }
        lawful(context -> rows(context.select(field(name("j", "user_id")))
                .from(colocated)
                .where(field(name("j", "user_id"), Long.class).eq(1L))
                .fetch()));
    }

    @Test
    void aCommonTableHidesATableInItsOwnScopeOnly() {
        var hiding = name("weather_locations").as(select(inline(1L).as("id")));
        var hidden = table(name("weather_locations"));
        lawful(context -> rows(context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .where(exists(with(hiding).select(inline(1)).from(hidden)))
                .fetch()));
        lawful(context -> rows(context.select(WEATHER_REPORTS.ID)
                .from(WEATHER_REPORTS)
                .where(exists(with(hiding).select(inline(1)).from(hidden)))
                .fetch()));
        lawful(context -> rows(context.select(WEATHER_LOCATIONS.ID)
                .from(with(hiding).select(inline(1).as("one")).from(hidden).asTable("d"), WEATHER_LOCATIONS)
                .fetch()));
        lawful(context -> rows(context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .where(exists(with(hiding).select(inline(1)).from(hidden)))
                .and(exists(selectOne().from(WEATHER_REPORTS)))
                .fetch()));
        lawful(context -> context.deleteFrom(WEATHER_REPORTS)
                .where(WEATHER_REPORTS.LOCATION_ID.notIn(
                        with(hiding).select(field(name("id"), Long.class)).from(hidden)))
                .execute());
    }

    @Test
    void rowIdsOverShardsAreRefused() {
        String id = layout.kind() == Layout.Kind.POSTGRES ? "ctid" : "rowid";
        List<Rule> rules = List.of(Rule.ROW_ID_OVER_SHARDS, Rule.WRITE_OVER_SHARDS);
        refusedOverShards(
                rules,
                context -> context.select(WEATHER_LOCATIONS.rowid())
                        .from(WEATHER_LOCATIONS)
                        .fetch());
        refusedOverShards(
                rules,
                context ->
                        context.select(field(name(id))).from(WEATHER_LOCATIONS).fetch());
        refusedOverShards(
                rules,
                context -> context.select(field(name("weather_locations", id)))
                        .from(WEATHER_LOCATIONS)
                        .fetch());
        refusedOverShards(
                rules,
                context -> context.select(field(id)).from(WEATHER_LOCATIONS).fetch());
        refusedOverShards(
                rules,
                context -> context.selectFrom(WEATHER_LOCATIONS)
                        .where(WEATHER_LOCATIONS.rowid().isNotNull())
                        .fetch());
        refusedOverShards(
                rules,
                context -> context.deleteFrom(WEATHER_REPORTS)
                        .where(WEATHER_REPORTS.rowid().isNotNull())
                        .execute());
    }

    @Test
    void functionsAndConditionsOfTheUsersOwnAreTheDatabases() {
        List<Field<?>> functions = List.of(
                function("f", Integer.class, WEATHER_LOCATIONS.CITY),
                function("max", Long.class, WEATHER_LOCATIONS.ID),
                function("MAX", Long.class, WEATHER_LOCATIONS.ID),
                function(name("max"), Long.class, WEATHER_LOCATIONS.ID),
                function("count", Long.class, WEATHER_LOCATIONS.ID),
                DSL.aggregate("max", Long.class, WEATHER_LOCATIONS.ID),
                field("max(id)", Long.class),
                field("count(*)", Long.class));
        for (Field<?> function : functions) {
            lawful(context ->
                    rows(context.select(function).from(WEATHER_LOCATIONS).fetch()));
            lawful(context -> rows(context.select(coalesce(function, function))
                    .from(WEATHER_LOCATIONS)
                    .fetch()));
        }
        var own = condition("length(city) > 5");
        for (var condition : List.of(
                function("f", Boolean.class, WEATHER_LOCATIONS.CITY).isTrue(),
                own,
                WEATHER_LOCATIONS.ID.gt(2L).and(own),
                WEATHER_LOCATIONS.ID.gt(2L).and("length(city) > 5"),
                DSL.not(own.or(WEATHER_LOCATIONS.ID.gt(2L))),
                DSL.and(condition("1 = 1"), WEATHER_LOCATIONS.ID.gt(2L)))) {
            lawful(context ->
                    rows(context.selectFrom(WEATHER_LOCATIONS).where(condition).fetch()));
        }
    }
}
