package dev.meridian.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void idsComeInOrderUntilAllAreTaken() {
        Block block = new Block(5, 8);
        assertThat(block.take()).hasValue(5);
        assertThat(block.take()).hasValue(6);
        assertThat(block.take()).hasValue(7);
        assertThat(block.take()).isEmpty();
        assertThat(block.take()).isEmpty();
    }

    @Test
    void theEmptyBlockHasNone() {
        assertThat(Block.EMPTY.take()).isEmpty();
    }

    @Test
    void theLastBlockOfAllDoesNotOverflow() {
        Block block = new Block(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(block.take()).hasValue(Long.MAX_VALUE - 1);
        for (int i = 0; i < 10; i++) {
            assertThat(block.take()).isEmpty();
        }
    }

    @Test
    void threadsNeverGetTheSameId() throws InterruptedException {
        int threads = 8;
        int size = 100_000;
        Block block = new Block(0, size);
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger doubles = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                await(start);
                for (OptionalLong id = block.take(); id.isPresent(); id = block.take()) {
                    if (!taken.add(id.getAsLong())) {
                        doubles.incrementAndGet();
                    }
                }
            });
        }
        start.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(doubles).hasValue(0);
        assertThat(taken).hasSize(size);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
