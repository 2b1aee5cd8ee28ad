package dev.meridian.internal.analysis;

import java.util.List;
import java.util.Set;

/**
 * One SELECT of a statement ("query block"): the tables that it reads, and what it does to their rows. Blocks are named by their place in
 * {@link Statement#blocks()}; the first one is the statement itself.
 *
 * @param from the joins of its FROM clause
 * @param where its WHERE
 * @param traits what it does itself, without the blocks nested in it
 * @param filtering the subqueries in its WHERE and in ON: they decide which rows there are
 * @param computing the subqueries elsewhere, but for derived tables
 * @param branches the other branches of a set operation
 * @param unionAll whether every set operation is UNION ALL
 * @param keyed the uses of which all rows have a column in common that places them, where the block puts together by GROUP BY, DISTINCT or PARTITION BY
 */
public record Block(
        JoinTree from,
        Filter where,
        Set<Trait> traits,
        List<Integer> filtering,
        List<Integer> computing,
        List<Integer> branches,
        boolean unionAll,
        Set<Integer> keyed) {

    /**
     * Copies the parts.
     *
     * @param from the joins
     * @param where its WHERE
     * @param traits what it does
     * @param filtering subqueries that filter
     * @param computing other subqueries
     * @param branches other branches
     * @param unionAll whether they are put one after the other
     * @param keyed uses
     */
    public Block {
        traits = Set.copyOf(traits);
        filtering = List.copyOf(filtering);
        computing = List.copyOf(computing);
        branches = List.copyOf(branches);
        keyed = Set.copyOf(keyed);
    }
}
