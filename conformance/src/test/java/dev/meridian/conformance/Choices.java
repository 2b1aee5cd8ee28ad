package dev.meridian.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * The random choices of a test, in the order in which they were made, so that fewer and smaller ones can be played again: a generator that
 * gets 0 everywhere makes the simplest thing it knows.
 */
final class Choices {

    private final IntUnaryOperator source;
    private final List<Integer> made = new ArrayList<>();

    private Choices(IntUnaryOperator source) {
        this.source = source;
    }

    static Choices of(long seed) {
        Random random = new Random(seed);
        return new Choices(random::nextInt);
    }

    /** Choices made before; after the last of them, 0. */
    static Choices again(List<Integer> script) {
        Iterator<Integer> left = script.iterator();
        return new Choices(bound -> left.hasNext() ? left.next() % bound : 0);
    }

    int nextInt(int bound) {
        int choice = source.applyAsInt(bound);
        made.add(choice);
        return choice;
    }

    /** Whether something out of the ordinary is done. */
    boolean chance(int percent) {
        return nextInt(100) >= 100 - percent;
    }

    <T> T pick(List<T> list) {
        return list.get(nextInt(list.size()));
    }

    <T> List<T> shuffled(List<T> list) {
        List<T> left = new ArrayList<>(list);
        List<T> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(nextInt(left.size())));
        }
        return shuffled;
    }

    List<Integer> made() {
        return List.copyOf(made);
    }
}
