package dev.meridian.internal.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/**
 * Values of placeholders as they stand in the text of a statement for PostgreSQL: a number keeps the type that it has as a bound value, where the digits
 * alone would be of another. One that decides between the division of integers and that of decimals is not the other.
 */
final class TypedValues {

    private static final Map<Class<?>, String> TYPES = Map.of(
            Byte.class, "smallint",
            Short.class, "smallint",
            Integer.class, "integer",
            Long.class, "bigint",
            Float.class, "real",
            Double.class, "double precision",
            BigInteger.class, "numeric",
            BigDecimal.class, "numeric");

    private TypedValues() {}

    static QueryPart of(Param<?> value) {
        String type = TYPES.get(value.getConverter().fromType());
        return type == null ? value : DSL.field("cast({0} as " + type + ")", inline(value));
    }

    private static <T> Param<T> inline(Param<T> value) {
        return DSL.inline(value.getValue(), value.getDataType());
    }
}
