package dev.meridian.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.routing.WorldTables.Codes;
import dev.meridian.internal.routing.WorldTables.Items;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an outer join puts NULLs in place of rows, a narrower route could invent what the whole would not have. */
class OuterJoinRoutingTest {

    private final ShardedWorld world = ShardedWorld.all().stream()
            .filter(each -> each.toString().equals("map of numbers"))
            .findFirst()
            .orElseThrow();

    private final Items item = world.items().named("i");
    private final Codes code = world.codes().named("c");
    private final Field<Object> key = ConditionGenerator.untyped(item.key);

    @AfterEach
    void close() throws SQLException {
        world.close();
    }

    @Test
    void aKeyThatMayBeNullNarrowsWhereNullIsRejected() {
        assertThat(routeOf(key.eq(1L))).hasSize(1);
        assertSound(key.eq(1L));
    }

    @Test
    void aKeyThatMayBeNullDoesNotNarrowWhereNullIsAccepted() {
        assertSound(key.eq(1L).or(key.isNull()));
        assertSound(key.isNull());
        assertSound(DSL.not(key.isNotNull()));
        assertSound(DSL.not(key.ne(1L).and(key.isNotNull())));
    }

    @Test
    void twoColumnsThatAreNotDistinctMayBothBeNull() {
        Condition sameOrNull = key.isNotDistinctFrom(ConditionGenerator.untyped(code.number));
        Condition oneOrNull = key.eq(1L).or(key.isNull());
        assertSound(sameOrNull);
        assertSound(sameOrNull.and(oneOrNull).or(key.eq(7777L)));
    }

    private void assertSound(Condition condition) {
        Select<?> query = query(condition);
        assertThat(world.answer(query, routeOf(condition)))
                .isEqualTo(world.answer(query, Set.copyOf(ShardedWorld.SHARDS)));
    }

    private Set<dev.meridian.placement.ShardId> routeOf(Condition condition) {
        return world.route(world.read(query(condition), SQLDialect.SQLITE)).shards();
    }

    /** A code with a NULL is joined to an item with a key that no narrow route would contain. */
    private Select<?> query(Condition condition) {
        return DSL.select(code.id, code.number, item.id)
                .from(code)
                .leftJoin(item)
                .on(item.number.eq(DSL.coalesce(code.number, DSL.inline(2))).and(key.ge(0L)))
                .where(condition);
    }
}
