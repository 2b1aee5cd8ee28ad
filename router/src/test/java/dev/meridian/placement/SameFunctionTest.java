package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two tables whose functions place every key alike join by their keys, wherever the functions were made. */
class SameFunctionTest {

    private static final ShardId A = ShardId.of("a");
    private static final ShardId B = ShardId.of("b");

    @Test
    void mapsOfTheSameKeysAreOneFunction() {
        assertThat(MapSharding.of(Map.of(1, A, 2L, B)))
                .isEqualTo(MapSharding.of(Map.of(2, B, 1L, A)))
                .hasSameHashCodeAs(MapSharding.of(Map.of(2, B, 1L, A)))
                .isNotEqualTo(MapSharding.of(Map.of(1, B, 2, A)));
    }

    @Test
    void hashesOverTheSameShardsInTheSameOrderAreOneFunction() {
        assertThat(HashSharding.over(List.of(A, B)))
                .isEqualTo(HashSharding.over(List.of(A, B)))
                .isNotEqualTo(HashSharding.over(List.of(B, A)));
    }

    @Test
    void rangesWithTheSameEndsAreOneFunction() {
        assertThat(RangeSharding.below(10, A).rest(B))
                .isEqualTo(RangeSharding.below(10L, A).rest(B))
                .isNotEqualTo(RangeSharding.below(11, A).rest(B));
    }
}
