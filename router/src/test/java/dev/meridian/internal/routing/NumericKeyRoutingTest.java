package dev.meridian.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.placement.ShardId;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers of one type against keys of another. */
class NumericKeyRoutingTest {

    private static final long BEYOND_DOUBLES = (1L << 53) + 1;

    private final ShardedWorld world = ShardedWorld.all().stream()
            .filter(each -> each.toString().equals("map of numbers"))
            .findFirst()
            .orElseThrow();

    private final Field<Object> key = ConditionGenerator.untyped(world.items().key);

    @AfterEach
    void close() throws SQLException {
        world.close();
    }

    private Set<ShardId> route(Condition condition) {
        return world.route(world.read(
                        DSL.select(world.items().id).from(world.items()).where(condition), SQLDialect.POSTGRES))
                .shards();
    }

    @Test
    void aSmallDoubleIsTheLongOfItsValue() {
        assertThat(route(key.eq(value(5.0)))).isEqualTo(route(key.eq(5L)));
    }

    /** PostgreSQL compares a bigint with a double as doubles, where 2^53 + 1 is 2^53. */
    @Test
    void aLargeDoubleMayEqualKeysThatJavaTellsApart() {
        assertThat(route(key.eq(value(0x1p53)))).containsAll(route(key.eq(BEYOND_DOUBLES)));
        assertThat(route(key.le(value(0x1p53)))).containsAll(route(key.eq(BEYOND_DOUBLES)));
    }

    private static Field<Object> value(double number) {
        return ConditionGenerator.untyped(DSL.val(number));
    }
}
