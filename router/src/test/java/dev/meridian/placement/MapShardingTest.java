package dev.meridian.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapShardingTest {

    private static final ShardId ASIA = ShardId.of("asia");
    private static final ShardId EUROPE = ShardId.of("europe");
    private static final ShardId AMERICA = ShardId.of("america");

    private static final MapSharding CONTINENTS =
            MapSharding.of(inOrder("South America", AMERICA, "Europe", EUROPE, "North America", AMERICA, "Asia", ASIA));

    private static Map<Object, ShardId> inOrder(Object... keysAndShards) {
        Map<Object, ShardId> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndShards.length; i += 2) {
            map.put(keysAndShards[i], (ShardId) keysAndShards[i + 1]);
        }
        return map;
    }

    @Test
    void aListedKeyHasItsShard() {
        assertThat(CONTINENTS.shardOf("Asia")).contains(ASIA);
        assertThat(CONTINENTS.shardOf("North America")).contains(AMERICA);
    }

    @Test
    void anUnlistedKeyHasNone() {
        assertThat(CONTINENTS.shardOf("asia")).isEmpty();
        assertThat(CONTINENTS.shardOf("Atlantis")).isEmpty();
        assertThat(CONTINENTS.shardOf(5L)).isEmpty();
    }

    @Test
    void keysOfAnyNumericTypeAreOneKey() {
        MapSharding sharding = MapSharding.of(inOrder((short) 1, ASIA, 2.0, EUROPE, new BigDecimal("3.00"), AMERICA));
        assertThat(sharding.shardOf(1L)).contains(ASIA);
        assertThat(sharding.shardOf(2L)).contains(EUROPE);
        assertThat(sharding.shardOf(3L)).contains(AMERICA);
    }

    @Test
    void shardsKeepTheOrderOfTheConfiguration() {
        assertThat(CONTINENTS.shards()).containsExactly(AMERICA, EUROPE, ASIA);
        List<ShardId> many = IntStream.range(0, 64)
                .mapToObj(i -> ShardId.of("shard_" + (i * 37 % 64)))
                .toList();
        Map<Object, ShardId> map = new LinkedHashMap<>();
        many.forEach(shard -> map.put(shard.name(), shard));
        assertThat(MapSharding.of(map).shards()).containsExactlyElementsOf(many);
    }

    @Test
    void shardsCannotBeChanged() {
        assertThatThrownBy(() -> CONTINENTS.shards().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRangeHasTheShardsOfItsKeys() {
        MapSharding sharding = MapSharding.of(inOrder(1, ASIA, 5, EUROPE, 9, AMERICA));
        assertThat(sharding.shardsWithin(KeyRange.from(5L, true))).containsExactly(EUROPE, AMERICA);
        assertThat(sharding.shardsWithin(KeyRange.from(5L, false))).containsExactly(AMERICA);
        assertThat(sharding.shardsWithin(KeyRange.to(5L, true))).containsExactly(ASIA, EUROPE);
        assertThat(sharding.shardsWithin(KeyRange.to(5L, false))).containsExactly(ASIA);
        assertThat(sharding.shardsWithin(KeyRange.to(0L, true))).isEmpty();
    }

    @Test
    void aRangeOfAnotherTypeMayHaveEveryKey() {
        assertThat(CONTINENTS.shardsWithin(KeyRange.from(5L, true))).containsExactly(AMERICA, EUROPE, ASIA);
    }

    @Test
    void exceptKeysMeansTheShardsOfTheOthers() {
        assertThat(CONTINENTS.shardsExcept(List.of("Asia"))).containsExactly(AMERICA, EUROPE);
        assertThat(CONTINENTS.shardsExcept(List.of("North America"))).containsExactly(AMERICA, EUROPE, ASIA);
        assertThat(CONTINENTS.shardsExcept(List.of("North America", "South America")))
                .containsExactly(EUROPE, ASIA);
    }

    @Test
    void keysThatAreOneWithoutCaseMustHaveOneShard() {
        assertThat(MapSharding.of(inOrder("ASIA", ASIA, "Asia", ASIA))
                        .ignoringCase()
                        .shardOf("asia"))
                .contains(ASIA);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MapSharding.of(inOrder("ASIA", ASIA, "Asia", EUROPE)).ignoringCase())
                .withMessageContaining("two shards");
    }

    @Test
    void oneKeyInTwoShardsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapSharding.of(inOrder(1, ASIA, 1L, EUROPE)))
                .withMessage("the key 1 is in two shards, asia and europe");
    }

    @Test
    void anEmptyMapIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MapSharding.of(Map.of()));
    }
}
