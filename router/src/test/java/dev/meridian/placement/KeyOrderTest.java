package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jooq.types.YearToMonth;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static final List<String> PIECES = List.of(
            "", "a", "Z", "\u0000", "\u007f", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\ud83d\ude00", "\ud800\udc00");

    @Test
    void aCharacterBeyondTheBasicPlaneComesAfterEveryOneInIt() {
        assertThat(KeyOrder.compare("\uffff", "\ud83d\ude00")).hasValue(-1);
        assertThat(KeyOrder.compare("\ud83d\ude00", "\ue000")).hasValue(1);
        assertThat(KeyOrder.compare("x\ud83d\ude00", "x\ud83d\ude01")).hasValue(-1);
    }

    @Test
    void aTextComesBeforeItsContinuation() {
        assertThat(KeyOrder.compare("", "a")).hasValue(-1);
        assertThat(KeyOrder.compare("ab", "a")).hasValue(1);
        assertThat(KeyOrder.compare("ab", "ab")).hasValue(0);
    }

    @Test
    void textsCompareLikeTheirUtf8Bytes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String left = text(random);
            String right = text(random);
            int bytes = Integer.signum(Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
            OptionalInt order = KeyOrder.compare(left, right);
            assertThat(Integer.signum(order.orElseThrow()))
                    .as("%s and %s", left, right)
                    .isEqualTo(bytes);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(4), 0, PIECES.size()).mapToObj(PIECES::get).forEach(text::append);
        return text.toString();
    }

    @Test
    void numbersCompareByValueWhateverTheirType() {
        assertThat(KeyOrder.compare(5L, new BigDecimal("5.5"))).hasValue(-1);
        assertThat(KeyOrder.compare(new BigInteger("9223372036854775808"), Long.MAX_VALUE))
                .hasValue(1);
        assertThat(KeyOrder.compare(Long.MIN_VALUE, Long.MAX_VALUE)).hasValue(-1);
    }

    @Test
    void hugeExponentsTakeNoTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            assertThat(KeyOrder.compare(new BigDecimal("1e999999999"), 5L)).hasValue(1);
            assertThat(KeyOrder.compare(new BigDecimal("1e-999999999"), 0L)).hasValue(1);
            assertThat(KeyOrder.compare(new BigDecimal("1e999999999"), new BigDecimal("1e999999998")))
                    .hasValue(1);
        });
    }

    @Test
    void datesCompareByTime() {
        assertThat(KeyOrder.compare(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)))
                .hasValue(-1);
    }

    @Test
    void whatIsNoFiniteNumberHasNoOrder() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(KeyOrder.compare(value, 5L)).isEmpty();
            assertThat(KeyOrder.compare(5L, value)).isEmpty();
            assertThat(KeyOrder.compare(value, value)).isEmpty();
        }
        assertThat(KeyOrder.compare(new YearToMonth(1, 2), 5L)).isEmpty();
    }

    @Test
    void valuesOfDifferentTypesHaveNoOrder() {
        assertThat(KeyOrder.compare("5", 5L)).isEmpty();
        assertThat(KeyOrder.compare(LocalDate.EPOCH, "1970-01-01")).isEmpty();
        assertThat(KeyOrder.compare(new Object(), new Object())).isEmpty();
    }

    @Test
    void whereNoOrderIsKnownAValueMayLieAnywhere() {
        assertThat(KeyOrder.within("5", 5L, 1, false)).isTrue();
        assertThat(KeyOrder.within("5", 5L, -1, false)).isTrue();
        assertThat(KeyOrder.within(Double.NaN, 5L, -1, false)).isTrue();
    }

    @Test
    void anEndIsWithinOnlyWhereItIsIncluded() {
        assertThat(KeyOrder.within(5L, 5L, 1, true)).isTrue();
        assertThat(KeyOrder.within(5L, 5L, 1, false)).isFalse();
        assertThat(KeyOrder.within(6L, 5L, 1, false)).isTrue();
        assertThat(KeyOrder.within(6L, 5L, -1, true)).isFalse();
    }
}
