package dev.meridian.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.analysis.Ordering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    private static Ordering.Key key(int column, boolean descending, boolean nullsFirst) {
        return new Ordering.Key(column, Integer.class, descending, nullsFirst);
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static String sorted(List<Ordering.Key> keys, List<@Nullable Object[]> rows) {
        List<@Nullable Object[]> all = new ArrayList<>(rows);
        Collections.reverse(all);
        all.sort(new RowOrder(keys));
        return String.join(" ", all.stream().map(Arrays::toString).toList());
    }

    @Test
    void nullsComeWhereTheKeySays() {
        List<@Nullable Object[]> rows = List.of(row((Object) null), row(1), row(2));
        assertThat(sorted(List.of(key(1, false, true)), rows)).isEqualTo("[null] [1] [2]");
        assertThat(sorted(List.of(key(1, false, false)), rows)).isEqualTo("[1] [2] [null]");
        assertThat(sorted(List.of(key(1, true, true)), rows)).isEqualTo("[null] [2] [1]");
        assertThat(sorted(List.of(key(1, true, false)), rows)).isEqualTo("[2] [1] [null]");
    }

    @Test
    void laterKeysDecideWhatEarlierOnesLeaveEqual() {
        List<@Nullable Object[]> rows =
                List.of(row(1, 1), row(1, 2), row(1, null), row(null, 1), row(null, null), row(2, 0));
        assertThat(sorted(List.of(key(1, false, false), key(2, true, true)), rows))
                .isEqualTo("[1, null] [1, 2] [1, 1] [2, 0] [null, null] [null, 1]");
    }

    @Test
    void rowsThatTieAreEqual() {
        RowOrder order = new RowOrder(List.of(key(1, true, true), key(2, false, true)));
        assertThat(order.compare(row(1, null), row(1L, null))).isZero();
        assertThat(new RowOrder(List.of()).compare(row(), row())).isZero();
    }

    @Test
    void textsAreTheDatabases() {
        assertThat(RowOrder.isKnown(List.of(key(1, false, false)))).isTrue();
        assertThat(RowOrder.isKnown(List.of(new Ordering.Key(1, String.class, false, false))))
                .isFalse();
        assertThat(RowOrder.isKnown(List.of(key(1, false, false), new Ordering.Key(2, Object.class, false, false))))
                .isFalse();
        assertThat(RowOrder.isKnown(List.of())).isTrue();
    }
}
