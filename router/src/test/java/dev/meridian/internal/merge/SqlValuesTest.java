package dev.meridian.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SqlValuesTest {

    private static void ascending(Object... values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                assertThat(Integer.signum(SqlValues.compare(values[i], values[j])))
                        .as("%s and %s", values[i], values[j])
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    private static void same(Object... values) {
        for (Object one : values) {
            for (Object other : values) {
                assertThat(SqlValues.compare(one, other))
                        .as("%s and %s", one, other)
                        .isZero();
            }
        }
    }

    @Test
    void numbersCompareByTheirValueWhateverTheirType() {
        same(1, 1L, (short) 1, (byte) 1, 1.0, 1.0f, new BigDecimal("1.00"), BigInteger.ONE);
        same(0.0, -0.0, 0, -0.0f, new BigDecimal("0.000"));
        ascending(-5_000_000_000L, -1, new BigDecimal("-0.5"), 0, 0.5, 1, 1.5f, 5_000_000_000L);
    }

    @Test
    void longsBeyondThePrecisionOfDoublesAreNotRounded() {
        long big = (1L << 53) + 1;
        ascending(big - 1, big, big + 1, (double) (big + 3), new BigDecimal(big + 4));
        ascending((double) (1L << 53), big);
        ascending(Long.MIN_VALUE, Long.MAX_VALUE, (double) Long.MAX_VALUE, new BigInteger("9223372036854775809"));
    }

    @Test
    void notANumberIsAboveAllOthersAndInfinitiesAreBeyondThem() {
        ascending(
                Double.NEGATIVE_INFINITY,
                new BigDecimal("-1e400"),
                0,
                new BigDecimal("1e400"),
                Double.POSITIVE_INFINITY,
                Double.NaN);
        same(Double.NaN, Float.NaN);
    }

    @Test
    void textsCompareByCodePoints() {
        ascending("", "A", "B", "a", "ab", "b", "\u00e9", "\uffff", "\ud83d\ude00", "\ud83d\ude01");
    }

    @Test
    void bytesHaveNoSign() {
        ascending(new byte[0], new byte[] {0}, new byte[] {1}, new byte[] {1, 0}, new byte[] {-1});
    }

    @Test
    void numbersComeBeforeTextsAndTextsBeforeBytes() {
        ascending(Long.MAX_VALUE, "", "0", new byte[0]);
    }

    @Test
    void uuidsCompareByTheirDigits() {
        ascending(
                UUID.fromString("00000000-0000-0000-0000-000000000000"),
                UUID.fromString("7fffffff-0000-0000-0000-000000000000"),
                UUID.fromString("80000000-0000-0000-0000-000000000000"),
                UUID.fromString("80000000-0000-0000-ffff-000000000000"));
    }

    @Test
    void timesWithAnOffsetCompareAsInstants() {
        same(OffsetDateTime.parse("2024-01-01T00:00:00+02:00"), OffsetDateTime.parse("2023-12-31T22:00:00Z"));
        List<OffsetDateTime> times = List.of(
                OffsetDateTime.MIN,
                OffsetDateTime.parse("1500-01-01T00:00:00Z"),
                OffsetDateTime.parse("2024-01-01T00:00:00+02:00"),
                OffsetDateTime.parse("2023-12-31T23:00:00Z"),
                OffsetDateTime.MAX);
        ascending(times.toArray());
    }

    @Test
    void falseComesBeforeTrue() {
        ascending(false, true);
    }
}
