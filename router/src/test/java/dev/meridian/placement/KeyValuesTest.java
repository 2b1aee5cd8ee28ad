package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jooq.types.UInteger;
import org.jooq.types.ULong;
import org.jooq.types.YearToMonth;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValuesTest {

    static Stream<Object> fives() {
        return Stream.of(
                5,
                5L,
                (short) 5,
                (byte) 5,
                5.0,
                5.0f,
                new BigDecimal("5"),
                new BigDecimal("5.000"),
                new BigDecimal("0.5e1"),
                BigInteger.valueOf(5),
                UInteger.valueOf(5),
                ULong.valueOf(5),
                new AtomicLong(5));
    }

    @ParameterizedTest
    @MethodSource("fives")
    void everyFiveIsOneKey(Object five) {
        assertThat(KeyValues.canonical(five)).isEqualTo(5L);
    }

    @Test
    void negativeNumbersAndZerosAreKeysLikeOthers() {
        assertThat(KeyValues.canonical(-5.0)).isEqualTo(-5L);
        assertThat(KeyValues.canonical(-0.0)).isEqualTo(0L);
        assertThat(KeyValues.canonical(new BigDecimal("0.00"))).isEqualTo(0L);
        assertThat(KeyValues.canonical(new BigDecimal("-1200"))).isEqualTo(-1200L);
    }

    @Test
    void fractionsLoseTheirTrailingZeros() {
        assertThat(KeyValues.canonical(new BigDecimal("1.50"))).isEqualTo(new BigDecimal("1.5"));
        assertThat(KeyValues.canonical(1.5)).isEqualTo(new BigDecimal("1.5"));
        assertThat(KeyValues.canonical(1.5f)).isEqualTo(new BigDecimal("1.5"));
    }

    @Test
    void wholeNumbersBeyondALongAreBigIntegers() {
        BigInteger above = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);
        assertThat(KeyValues.canonical(above)).isEqualTo(above);
        assertThat(KeyValues.canonical(new BigDecimal(above))).isEqualTo(above);
        assertThat(KeyValues.canonical(ULong.valueOf(above))).isEqualTo(above);
        assertThat(KeyValues.canonical(0x1p63)).isEqualTo(above);
        assertThat(KeyValues.canonical(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theSameHugeNumberIsOneKeyHoweverItIsWritten() {
        Object power = KeyValues.canonical(BigInteger.TEN.pow(2000));
        assertThat(KeyValues.canonical(new BigDecimal("1e2000"))).isEqualTo(power);
        assertThat(KeyValues.canonical(new BigDecimal("10e1999"))).isEqualTo(power);
        assertThat(KeyValues.canonical(new BigDecimal("1e2000").setScale(3))).isEqualTo(power);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e20000000", "-1e20000000", "1e999999999", "1e2147483647", "1e-20000000", "1e-2147483647"})
    void numbersWithHugeExponentsTakeNoTime(String text) {
        BigDecimal huge = new BigDecimal(text);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThat(KeyValues.canonical(huge)).isEqualTo(huge));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFiniteNumberStaysAsItIs(double value) {
        assertThat(KeyValues.canonical(value)).isEqualTo(value);
        assertThat(KeyValues.canonical((float) value)).isEqualTo(value);
    }

    @Test
    void whatIsNoNumberStaysAsItIs() {
        Stream.of("5", LocalDate.EPOCH, new UUID(1, 2), true)
                .forEach(value -> assertThat(KeyValues.canonical(value)).isSameAs(value));
    }

    @Test
    void anIntervalWhichOnlyCallsItselfANumberStaysAsItIs() {
        YearToMonth interval = new YearToMonth(1, 2);
        assertThat(KeyValues.canonical(interval)).isSameAs(interval);
    }

    @Test
    void foldedTextsAreEqualWithoutCase() {
        assertThat(KeyValues.fold("North America")).isEqualTo(KeyValues.fold("NORTH america"));
        assertThat(KeyValues.fold("\u03a3\u03c3\u03c2")).isEqualTo(KeyValues.fold("\u03c3\u03c2\u03a3"));
        assertThat(KeyValues.fold(5L)).isEqualTo(5L);
    }
}
