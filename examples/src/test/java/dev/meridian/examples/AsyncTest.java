package dev.meridian.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncTest {

    @ParameterizedTest
    @EnumSource
    void savesAndAsksOnEveryPlacement(World.Kind kind) {
        try (World world = kind.open()) {
            List<String> lines = Output.of(out -> Async.weather(world.ctx(), out)
                            .toCompletableFuture()
                            .join())
                    .lines()
                    .toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).isEqualTo("Reports of Tokyo: [80.0]");
            assertThat(lines.get(1)).startsWith("Cities in Europe and Asia: ").contains("Tokyo", "London", "Dublin");
            assertThat(lines.get(2)).isEqualTo("Cities beginning with T: [Toronto]");
        }
    }
}
