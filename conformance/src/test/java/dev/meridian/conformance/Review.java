package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;

/** The weather and some rows of the other tables, and the law itself as an assertion. */
abstract class Review extends Contract {

    @BeforeEach
    void rowsOfEveryTable() {
        saveWeather();
        world.onBoth(context -> Extra.ALL.forEach(table -> clear(context, table)));
        for (long id = 1; id <= 8; id++) {
            long each = id;
            world.onBoth(context -> {
                context.insertInto(Extra.USERS)
                        .values(each, (int) each % 3, "user" + each)
                        .execute();
                context.insertInto(Extra.EVENTS)
                        .values(each, (int) each * 4, "kind" + each)
                        .execute();
            });
        }
        world.onBoth(context -> {
            context.insertInto(Extra.ORDERS).values(1L, 1L, 10L).execute();
            context.insertInto(Extra.ORDERS).values(2L, 2L, 20L).execute();
        });
    }

    private void clear(DSLContext context, Extra table) {
        if (context != ctx) {
            context.deleteFrom(table).execute();
            return;
        }
        world.topology()
                .shards()
                .forEach(shard -> world.execute(shard, "DELETE FROM " + World.name(shard, table.getName())));
    }

    /** What the oracle answers and changes, or refused with nothing changed; an error only where the oracle has one too. */
    void lawful(Function<DSLContext, Object> work) {
        List<String> before = sharded();
        Object seen;
        try {
            seen = work.apply(ctx);
        } catch (RefusedException refusal) {
            assertThat(sharded()).isEqualTo(before);
            return;
        } catch (DataAccessException failure) {
            assertThat(sharded()).isEqualTo(before);
            assertThat(catchThrowable(() -> work.apply(world.oracle())))
                    .as("only the shards fail: %s", failure)
                    .isInstanceOf(DataAccessException.class);
            return;
        }
        assertThat(seen).isEqualTo(work.apply(world.oracle()));
        assertThat(sharded()).isEqualTo(unsharded());
    }

    /** Refused by one of several rules where there are several shards; nothing is changed. */
    void refusedOverShards(List<Rule> rules, Function<DSLContext, Object> work) {
        if (!layout.isScattered()) {
            return;
        }
        List<String> before = sharded();
        assertThat(catchThrowable(() -> work.apply(ctx)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.rule()).isIn(rules));
        assertThat(sharded()).isEqualTo(before);
    }

    void refusedOverShards(Rule rule, Function<DSLContext, Object> work) {
        refusedOverShards(List.of(rule), work);
    }

    static Outcome rows(Result<? extends Record> result) {
        return Outcome.of(result).unordered();
    }

    private List<String> sharded() {
        List<String> all = new ArrayList<>();
        Columns.ALL.forEach(shape -> world.topology()
                .shards()
                .forEach(shard ->
                        world.rows(shard.id(), shape.name()).forEach(row -> all.add(shape.name() + ": " + row))));
        Collections.sort(all);
        return all;
    }

    private List<String> unsharded() {
        List<String> all = new ArrayList<>();
        Columns.ALL.forEach(shape -> world.oracleRows(shape.name()).forEach(row -> all.add(shape.name() + ": " + row)));
        Collections.sort(all);
        return all;
    }
}
