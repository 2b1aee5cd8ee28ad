package dev.meridian.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes what fails smaller while it fails: takes parts of a list away, or puts 0 in their place, large parts first. What remains is seldom
 * the smallest, but small enough to be read.
 *
 * @param <T> what a list of choices makes
 */
final class Shrinking<T> {

    private final Function<List<Integer>, Optional<T>> attempt;
    private final Function<T, List<Integer>> choices;
    private int tries;
    private T smallest;

    private Shrinking(
            T failing, Function<T, List<Integer>> choices, Function<List<Integer>, Optional<T>> attempt, int tries) {
        this.smallest = failing;
        this.choices = choices;
        this.attempt = attempt;
        this.tries = tries;
    }

    /**
     * Shrinks.
     *
     * @param failing what fails
     * @param choices the choices that made it
     * @param attempt makes something of other choices; empty if that does not fail
     * @param tries how many attempts are made at most
     * @return the smallest that was found
     */
    static <T> T of(
            T failing, Function<T, List<Integer>> choices, Function<List<Integer>, Optional<T>> attempt, int tries) {
        Shrinking<T> shrinking = new Shrinking<>(failing, choices, attempt, tries);
        List<Integer> before;
        do {
            before = shrinking.current();
            for (int size = 64; size > 0; size /= 2) {
                shrinking.parts(size);
            }
            shrinking.lower();
        } while (shrinking.tries > 0 && !before.equals(shrinking.current()));
        return shrinking.smallest;
    }

    /** As few members of a list as fail together. */
    static <E> List<E> fewest(List<E> all, Function<List<E>, Boolean> fails, int tries) {
        List<E> left = new ArrayList<>(all);
        int asked = 0;
        for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
            for (int start = 0; start < left.size() && asked < tries; ) {
                List<E> fewer = new ArrayList<>(left);
                fewer.subList(start, Math.min(start + size, left.size())).clear();
                asked++;
                if (fails.apply(fewer)) {
                    left = fewer;
                } else {
                    start += size;
                }
            }
        }
        return left;
    }

    private List<Integer> current() {
        return choices.apply(smallest);
    }

    private void parts(int size) {
        for (int start = current().size() - size; start >= 0 && tries > 0; start -= size) {
            if (start + size > current().size()) {
                continue;
            }
            List<Integer> fewer = new ArrayList<>(current());
            fewer.subList(start, start + size).clear();
            if (!accepts(fewer)) {
                List<Integer> simpler = new ArrayList<>(current());
                Collections.fill(simpler.subList(start, start + size), 0);
                accepts(simpler);
            }
        }
    }

    private void lower() {
        for (int i = 0; i < current().size() && tries > 0; i++) {
            int value = current().get(i);
            for (int lower : new int[] {value / 2, value - 1}) {
                if (lower >= 0 && i < current().size() && lower < current().get(i)) {
                    List<Integer> changed = new ArrayList<>(current());
                    changed.set(i, lower);
                    accepts(changed);
                }
            }
        }
    }

    private boolean accepts(List<Integer> candidate) {
        if (tries <= 0 || candidate.equals(current())) {
            return false;
        }
        tries--;
        Optional<T> made = attempt.apply(candidate);
        boolean smaller = made.isPresent() && isSmaller(choices.apply(made.get()), current());
        if (smaller) {
            smallest = made.get();
        }
        return smaller;
    }

    private static boolean isSmaller(List<Integer> one, List<Integer> other) {
        if (one.size() != other.size()) {
            return one.size() < other.size();
        }
        return sum(one) < sum(other);
    }

    private static long sum(List<Integer> choices) {
        return choices.stream().mapToLong(Integer::longValue).sum();
    }
}
