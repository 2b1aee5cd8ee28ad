package dev.meridian.internal.explain;

import java.util.Locale;

/** Writes numbers of rows. */
final class Budgets {

    private Budgets() {}

    static String rows(int count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
    }
}
