package dev.meridian.internal.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.TableField;
import org.jooq.impl.QOM;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/**
 * Tells of which fields the sum is the same in whatever order a database adds them: integers, and PostgreSQL's decimals.
 *
 * <p>jOOQ's type of an expression is no witness: an integer times 0.1 is an integer to it, and a floating-point number to the database. So each part is
 * looked at, down to columns and values; a part that is not known here is not exact.
 */
final class ExactNumbers {

    private static final Set<Class<?>> INTEGERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private ExactNumbers() {}

    static boolean contain(@Nullable Field<?> field, boolean postgres) {
        if (field == null) {
            return true;
        }
        if (field instanceof TableField<?, ?> column) {
            return column.getTable() instanceof TableImpl<?> && isExact(column, postgres);
        }
        if (field instanceof Param<?> || field instanceof QOM.Cast<?>) {
            return isExact(field, postgres);
        }
        List<? extends Field<?>> parts = parts(field);
        return !parts.isEmpty() && parts.stream().allMatch(part -> contain(part, postgres));
    }

    private static boolean isExact(Field<?> field, boolean postgres) {
        Class<?> type = field.getConverter().fromType();
        return INTEGERS.contains(type) || (postgres && type == BigDecimal.class);
    }

    /** What the value is computed of; empty for what is not known. */
    private static List<? extends Field<?>> parts(Field<?> field) {
        if (field instanceof QOM.Add<?> add) {
            return List.of(add.$arg1(), add.$arg2());
        }
        if (field instanceof QOM.Sub<?> sub) {
            return List.of(sub.$arg1(), sub.$arg2());
        }
        if (field instanceof QOM.Mul<?> mul) {
            return List.of(mul.$arg1(), mul.$arg2());
        }
        if (field instanceof QOM.Neg<?> neg) {
            return List.of(neg.$arg1());
        }
        if (field instanceof QOM.Abs<?> abs) {
            return List.of(abs.$arg1());
        }
        return choices(field);
    }

    private static List<? extends Field<?>> choices(Field<?> field) {
        if (field instanceof QOM.Coalesce<?> coalesce) {
            return coalesce.$arg1();
        }
        if (field instanceof QOM.Nvl<?> nvl) {
            return List.of(nvl.$arg1(), nvl.$arg2());
        }
        if (field instanceof QOM.Nullif<?> nullif) {
            return List.of(nullif.$arg1());
        }
        if (field instanceof QOM.CaseSearched<?> choice) {
            Stream<? extends Field<?>> results = choice.$when().stream().map(when -> when.$2());
            return Stream.concat(results, Stream.ofNullable(choice.$else())).toList();
        }
        return List.of();
    }
}
