package dev.meridian.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was probably meant to be. */
final class Nearest {

    private static final int LONGEST = 64;

    private Nearest() {}

    /** A remedy: the known word that is nearest to the wrong one, or else all that are known. */
    static String remedy(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("Use one of: " + String.join(", ", known) + ".");
    }

    private static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= mistakes(each))
                .min(Comparator.comparingInt(each -> distance(word, each)));
    }

    /** How many mistakes leave a word recognizable; two letters that changed places are two. */
    private static int mistakes(String word) {
        return word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    }

    /** Levenshtein's distance, not counting case. */
    private static int distance(String one, String other) {
        if (one.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] above = new int[right.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < above.length; column++) {
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(above[column - 1] + change, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
