package dev.meridian.internal.analysis;

import java.util.List;
import org.jooq.Configuration;
import org.jooq.Name;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * A SELECT in two steps: what each shard makes of its own rows, and what a database makes of the rows of all shards. Immutable.
 */
public interface Reduction {

    /** The name by which the second step knows the rows of the first. */
    Name ROWS = DSL.name("meridian_rows");

    /**
     * A column of those rows.
     *
     * @param index its place, from 0
     * @return its name
     */
    static Name column(int index) {
        return DSL.name("meridian_" + (index + 1));
    }

    /**
     * The first step.
     *
     * @return a statement for each shard
     */
    Select<?> share();

    /**
     * How many columns the first step gives.
     *
     * @return at least 1
     */
    default int width() {
        return share().getSelect().size();
    }

    /**
     * The second step.
     *
     * @param configuration how to render
     * @param types the names of the columns' types in the database; empty where a database needs none
     * @return SQL without placeholders, which reads {@link #ROWS}
     */
    String finish(Configuration configuration, List<String> types);

    /**
     * The second step, for people.
     *
     * @param configuration how to render
     * @return SQL with placeholders for values, and {@code <type>} for types that only the database knows
     */
    String outline(Configuration configuration);

    /**
     * What the shards do, for people.
     *
     * @return such as {@code each groups its rows}
     */
    String description();
}
