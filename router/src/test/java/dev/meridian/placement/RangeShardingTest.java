package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeShardingTest {

    private static final ShardId LOW = ShardId.of("low");
    private static final ShardId MIDDLE = ShardId.of("middle");
    private static final ShardId HIGH = ShardId.of("high");

    private static final RangeSharding NUMBERS =
            RangeSharding.below(0, LOW).below(10, MIDDLE).rest(HIGH);

    @ParameterizedTest
    @CsvSource({
        "-9223372036854775808, low",
        "-1, low",
        "0, middle",
        "9, middle",
        "10, high",
        "9223372036854775807, high"
    })
    void anEndBelongsToTheNextInterval(long key, String shard) {
        assertThat(NUMBERS.shardOf(key)).contains(ShardId.of(shard));
    }

    @Test
    void fractionsAndHugeNumbersHaveTheirPlaceToo() {
        assertThat(NUMBERS.shardOf(new BigDecimal("-0.001"))).contains(LOW);
        assertThat(NUMBERS.shardOf(new BigDecimal("9.999"))).contains(MIDDLE);
        assertThat(NUMBERS.shardOf(KeyValues.canonical(new BigDecimal("1e30")))).contains(HIGH);
        assertThat(NUMBERS.shardOf(KeyValues.canonical(new BigDecimal("-1e999999999"))))
                .contains(LOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | true  | low, middle, high",
                "0  | true  | middle, high",
                "0  | false | middle, high",
                "9  | false | middle, high",
                "10 | true  | high",
                "99 | false | high"
            })
    void rangesFromAnEndStartWithItsInterval(long end, boolean inclusive, String shards) {
        assertThat(NUMBERS.shardsWithin(KeyRange.from(end, inclusive)).toString())
                .isEqualTo("[" + shards + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | true  | low",
                "0  | false | low",
                "0  | true  | low, middle",
                "10 | false | low, middle",
                "10 | true  | low, middle, high",
                "99 | false | low, middle, high"
            })
    void rangesUpToAnEndStopWithItsInterval(long end, boolean inclusive, String shards) {
        assertThat(NUMBERS.shardsWithin(KeyRange.to(end, inclusive)).toString()).isEqualTo("[" + shards + "]");
    }

    @Test
    void rangesWithTwoEndsMeetTheIntervalsBetween() {
        KeyRange range = new KeyRange(Optional.of(1L), true, Optional.of(9L), true);
        assertThat(NUMBERS.shardsWithin(range)).containsExactly(MIDDLE);
    }

    @Test
    void textsAreCutByCodePoint() {
        RangeSharding texts = RangeSharding.below("M", LOW).below("a", MIDDLE).rest(HIGH);
        assertThat(texts.shardOf("Asia")).contains(LOW);
        assertThat(texts.shardOf("Zealandia")).contains(MIDDLE);
        assertThat(texts.shardOf("asia")).contains(HIGH);
        assertThat(texts.shardOf("")).contains(LOW);
    }

    @Test
    void datesAreCutByTime() {
        RangeSharding dates = RangeSharding.below(LocalDate.of(2024, 1, 1), LOW).rest(HIGH);
        assertThat(dates.shardOf(LocalDate.of(2023, 12, 31))).contains(LOW);
        assertThat(dates.shardOf(LocalDate.of(2024, 1, 1))).contains(HIGH);
    }

    @Test
    void aKeyOfAnotherTypeHasNoShard() {
        assertThat(NUMBERS.shardOf("5")).isEmpty();
        assertThat(NUMBERS.shardOf(LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void aRangeOfAnotherTypeMayBeAnywhere() {
        assertThat(NUMBERS.shardsWithin(KeyRange.from("5", true))).containsExactly(LOW, MIDDLE, HIGH);
        assertThat(NUMBERS.shardsWithin(KeyRange.to("5", true))).containsExactly(LOW, MIDDLE, HIGH);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFiniteNumberHasNoShard(double key) {
        assertThat(NUMBERS.shardOf(KeyValues.canonical(key))).isEmpty();
        assertThat(NUMBERS.shardsWithin(KeyRange.from(key, true))).containsExactly(LOW, MIDDLE, HIGH);
        assertThat(NUMBERS.shardsWithin(KeyRange.to(key, false))).containsExactly(LOW, MIDDLE, HIGH);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFiniteNumberCannotBeAnEnd(double end) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RangeSharding.below(end, LOW))
                .withMessageContaining("no order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RangeSharding.below(0, LOW).below(end, MIDDLE));
    }

    @Test
    void endsMustAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RangeSharding.below(5, LOW).below(5.0, MIDDLE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RangeSharding.below(5, LOW).below("6", MIDDLE));
    }

    @Test
    void oneShardMayHoldSeveralIntervals() {
        RangeSharding split = RangeSharding.below(0, HIGH).below(10, LOW).rest(HIGH);
        assertThat(split.shards()).containsExactly(HIGH, LOW);
        assertThat(split.shardsWithin(KeyRange.from(10L, true))).containsExactly(HIGH);
    }

    @Test
    void aRangeExceptKeysMayBeOnEveryShard() {
        assertThat(NUMBERS.shardsExcept(java.util.List.of(1L))).containsExactly(LOW, MIDDLE, HIGH);
    }
}
