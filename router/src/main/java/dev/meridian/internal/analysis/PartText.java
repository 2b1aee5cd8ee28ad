package dev.meridian.internal.analysis;

import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * What a part says, as a key for looking it up. jOOQ's own equality leaves out what some parts say besides, such as the FILTER of an aggregate.
 */
final class PartText {

    private PartText() {}

    static String of(QueryPart part, SQLDialect dialect) {
        return DSL.using(dialect).renderInlined(part);
    }
}
