package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashShardingTest {

    /** Computed by an independent program; a change would lose every row that is stored under the old hash. */
    static Stream<Arguments> goldenHashes() {
        return Stream.of(
                Arguments.of(0L, 0x0L, 0, 0),
                Arguments.of(1L, 0xb456bcfc34c2cb2cL, 0, 44),
                Arguments.of(2L, 0x3abf2a20650683e7L, 3, 39),
                Arguments.of(-1L, 0x64b5720b4b825f21L, 1, 33),
                Arguments.of(42L, 0x810879608e4259ccL, 0, 12),
                Arguments.of(Long.MAX_VALUE, 0xabb93df0a930edeaL, 2, 42),
                Arguments.of(Long.MIN_VALUE, 0x8f780810af31a493L, 3, 19),
                Arguments.of("", 0xefd01f60ba992926L, 2, 38),
                Arguments.of("a", 0x82a2a958a9bece5bL, 3, 27),
                Arguments.of("Asia", 0xd8ac99b8d72f3b81L, 1, 1),
                Arguments.of("Europe", 0xb895ee2e70224cccL, 0, 12),
                Arguments.of("North America", 0x4a7a6eb7ec1ec603L, 3, 3),
                Arguments.of("South America", 0xa05441f91efa26d5L, 1, 21),
                Arguments.of("東京", 0xb700c569e52d4522L, 2, 34),
                Arguments.of("\uD83D\uDE00", 0xda89b0991f06f386L, 2, 6),
                Arguments.of(new BigInteger("18446744073709551615"), 0xa415ffaf93606d58L, 0, 24),
                Arguments.of(new BigDecimal("0.5"), 0x94edf739cdc0889aL, 2, 26),
                Arguments.of(new BigDecimal("1e20000000"), 0xef01f3f1a50c9829L, 1, 41),
                Arguments.of(LocalDate.of(2024, 2, 29), 0x4934bcb8fe317dd4L, 0, 20),
                Arguments.of(new UUID(1, 2), 0x4397b28c9301dc4eL, 2, 14),
                Arguments.of(true, 0x4ae9b24879686fa1L, 1, 33));
    }

    @ParameterizedTest
    @MethodSource("goldenHashes")
    void hashesNeverChange(Object key, long hash, int ofFour, int of64) {
        assertThat(HashSharding.hash(key)).isEqualTo(hash);
        assertThat(over(4).shardOf(key)).contains(shard(ofFour));
        assertThat(over(64).shardOf(key)).contains(shard(of64));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void ascendingNumbersSpreadEvenly(int shards) {
        assertEven(shards, number -> number);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void numbersWithAStrideSpreadEvenly(int shards) {
        assertEven(shards, number -> number << 22);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void textsSpreadEvenly(int shards) {
        assertEven(shards, number -> "user-" + number);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void uuidsSpreadEvenly(int shards) {
        assertEven(shards, number -> new UUID(0, number));
    }

    /** A fair hash leaves the mean by more than five standard deviations once in two million shards. */
    private static void assertEven(int shards, LongFunction<Object> key) {
        int mean = 2000;
        HashSharding sharding = over(shards);
        Map<ShardId, Integer> counts = new HashMap<>();
        LongStream.range(0, (long) mean * shards)
                .mapToObj(key)
                .forEach(each -> counts.merge(sharding.shardOf(each).orElseThrow(), 1, Integer::sum));
        assertThat(counts).hasSize(shards);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(count).isCloseTo(mean, Assertions.within((int) (5 * Math.sqrt(mean)))));
    }

    @Test
    void aNumberWithAHugeExponentIsHashedWithoutWritingItOut() {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            HashSharding.hash(new BigDecimal("1e999999999"));
            HashSharding.hash(new BigDecimal("1e-999999999"));
        });
    }

    @Test
    void shardsKeepTheirOrder() {
        assertThat(over(64).shards())
                .containsExactlyElementsOf(
                        IntStream.range(0, 64).mapToObj(HashShardingTest::shard).toList());
    }

    @Test
    void shardsCannotBeChanged() {
        assertThatThrownBy(() -> over(2).shards().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRangeMayBeOnEveryShardAndIsNotEnumerated() {
        assertThat(over(4).shardsWithin(KeyRange.from(0L, true))).hasSize(4);
        assertThat(over(4).shardsExcept(List.of(1L))).hasSize(4);
    }

    @Test
    void noShardOrOneTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HashSharding.over(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> HashSharding.over(List.of(shard(1), shard(1))));
    }

    private static HashSharding over(int shards) {
        return HashSharding.over(
                IntStream.range(0, shards).mapToObj(HashShardingTest::shard).toList());
    }

    private static ShardId shard(int number) {
        return ShardId.of("s" + number);
    }
}
