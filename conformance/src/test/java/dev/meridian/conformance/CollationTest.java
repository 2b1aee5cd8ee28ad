package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are ordered, grouped and compared by the collation of their column, which Java does not know. */
class CollationTest {

    private static final String ICU = "\"en-x-icu\"";
    private static final String CASELESS = "caseless";
    private static final List<String> SET_UP = List.of(
            "CREATE COLLATION caseless" + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsOfPostgresFollowTheirColumnsCollation(boolean oneDatabase) {
        try (Words words = Words.onPostgres(
                "words_" + oneDatabase, oneDatabase, SET_UP, List.of(ICU, "\"C\"", CASELESS, "\"default\""))) {
            requireSame(words, "first", "third");
            requireSame(words, "second", "first");
            requireCaselessSame(words, "third", "first");
            requireSame(words, "fourth", "second");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsOfPostgresFollowTheCollationOfTheOperatingSystem(boolean oneDatabase) {
        Optional<String> libc = systemCollation(oneDatabase);
        if (libc.isEmpty()) {
            System.out.println("NOT TESTED: the operating system has no collation but C and POSIX");
            abort("no collation of the operating system");
        }
        String quoted = '"' + libc.orElseThrow() + '"';
        try (Words words = Words.onPostgres(
                "libc_" + oneDatabase, oneDatabase, SET_UP, List.of(quoted, "\"C\"", CASELESS, quoted))) {
            requireSame(words, "first", "second");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsOfSqliteFollowTheirColumnsCollation(boolean oneDatabase, @TempDir Path folder) {
        try (Words words = Words.onSqlite(folder, oneDatabase, List.of("BINARY", "NOCASE", "RTRIM"))) {
            requireSame(words, "first", "second");
            requireCaselessSame(words, "second", "first");
            requireCaselessSame(words, "third", "second");
        }
    }

    private static Optional<String> systemCollation(boolean oneDatabase) {
        try (Words words =
                Words.onPostgres("collations_" + oneDatabase, true, List.of(), List.of("\"C\"", "\"C\"", "\"C\""))) {
            return words
                    .oracle()
                    .fetchValues(
                            "SELECT collname FROM pg_collation WHERE collprovider = 'c' AND collencoding IN (-1, 6)"
                                    + " AND collname NOT IN ('C', 'POSIX', 'ucs_basic', 'C.utf8', 'C.UTF-8') ORDER BY 1")
                    .stream()
                    .map(String::valueOf)
                    .findFirst();
        }
    }

    private static void requireSame(Words words, String column, String other) {
        queries(column, other).forEach(query -> requireSame(words, query, outcome -> outcome));
    }

    /** Which of several equal texts stands for them is open. */
    private static void requireCaselessSame(Words words, String column, String other) {
        queries(column, other).forEach(query -> requireSame(words, query, outcome -> stripped(outcome.folded())));
    }

    private static Outcome stripped(Outcome outcome) {
        return new Outcome(
                outcome.columns(),
                outcome.rows().stream()
                        .map(row -> row.stream()
                                .map(value -> value instanceof String text ? text.stripTrailing() : value)
                                .toList())
                        .toList());
    }

    private static void requireSame(Words words, ResultQuery<?> query, Function<Outcome, Outcome> open) {
        Result<? extends Record> expected = words.oracle().fetch(query);
        Result<? extends Record> seen = words.context().fetch(query);
        assertThat(open.apply(Outcome.of(seen)))
                .as(
                        "%s\n%s",
                        words.oracle().renderInlined(query), words.context().explain((Select<?>) query))
                .isEqualTo(open.apply(Outcome.of(expected)));
    }

    /** Each with an order that decides all. */
    private static List<Select<?>> queries(String name, String otherName) {
        Extra words = Extra.WORDS;
        Field<Long> id = words.column("id", Long.class);
        Field<String> text = words.column(name, String.class);
        Field<String> other = words.column(otherName, String.class);
        Extra right = words.as("r");
        Field<Long> rightId = right.column("id", Long.class);
        DSLContext dsl = DSL.using(org.jooq.SQLDialect.DEFAULT);
        List<Select<?>> queries = new ArrayList<>(List.of(
                dsl.select(id).from(words).orderBy(text, id),
                dsl.select(id, text).from(words).orderBy(text.desc(), id),
                dsl.select(id)
                        .from(words)
                        .orderBy(text.asc().nullsFirst(), id)
                        .limit(9)
                        .offset(4),
                dsl.select(id)
                        .from(words)
                        .orderBy(text.desc().nullsLast(), id.desc())
                        .limit(7),
                dsl.selectDistinct(text).from(words).orderBy(text),
                dsl.select(text, DSL.count(), DSL.min(id))
                        .from(words)
                        .groupBy(text)
                        .orderBy(text),
                dsl.select(DSL.count(), DSL.max(id)).from(words).groupBy(text).orderBy(DSL.max(id)),
                dsl.select(text)
                        .from(words)
                        .groupBy(text)
                        .having(DSL.count().gt(1))
                        .orderBy(text),
                dsl.select(DSL.countDistinct(text), DSL.count(text)).from(words),
                dsl.select(DSL.max(text), DSL.min(text)).from(words),
                dsl.select(id).from(words).where(text.gt("a")).orderBy(id),
                dsl.select(id).from(words).where(text.eq("A")).orderBy(id),
                dsl.select(id).from(words).where(text.between("a", "e")).orderBy(id),
                dsl.select(id).from(words).where(text.in("a", "SS", "\u00c4")).orderBy(id),
                dsl.select(id).from(words).where(text.notIn("a", "ss")).orderBy(id),
                dsl.select(id, rightId)
                        .from(words)
                        .join(right)
                        .on(text.eq(right.column(name, String.class)))
                        .orderBy(id, rightId),
                dsl.select(id, DSL.count(rightId))
                        .from(words)
                        .leftJoin(right)
                        .on(text.lt(right.column(name, String.class)))
                        .groupBy(id)
                        .orderBy(id),
                dsl.select(id)
                        .from(words)
                        .where(text.in(dsl.select(right.column(name, String.class))
                                .from(right)
                                .where(rightId.lt(5L))))
                        .orderBy(id),
                dsl.select(id, DSL.rank().over(DSL.orderBy(text)).as("rank"))
                        .from(words)
                        .orderBy(id),
                dsl.select(id, DSL.count().over(DSL.partitionBy(text)).as("same"))
                        .from(words)
                        .orderBy(id),
                dsl.select(DSL.count())
                        .from(dsl.select(text)
                                .from(words)
                                .union(dsl.select(text).from(words)))));
        queries.add(dsl.select(DSL.count())
                .from(dsl.select(text)
                        .from(words)
                        .intersect(dsl.select(text).from(words).where(id.lt(9L)))));
        queries.add(dsl.select(id)
                .from(words)
                .orderBy(other.cast(SQLDataType.VARCHAR(20)), text, id)
                .limit(11));
        return queries;
    }
}
