package dev.meridian.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.exception.ShardFailureException;
import dev.meridian.exception.ShardFailureException.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FanOutTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FanOut fanOut = new FanOut(threads);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS))
                .as("every thread came to its end")
                .isTrue();
    }

    private interface Body {
        void run() throws SQLException;
    }

    /** A piece of work whose statement runs until it is cancelled or done. */
    private static final class TestWork implements FanOut.Work {
        private final List<String> shards;
        private final Body body;
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private volatile Thread ranOn;
        private volatile boolean ended;

        TestWork(Body body, String... shards) {
            this.body = body;
            this.shards = List.of(shards);
        }

        @Override
        public List<String> shards() {
            return shards;
        }

        @Override
        public void run() throws SQLException {
            ranOn = Thread.currentThread();
            started.countDown();
            try {
                body.run();
            } finally {
                ended = true;
            }
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }
    }

    private static TestWork answering(String... shards) {
        return new TestWork(() -> {}, shards);
    }

    private static TestWork failing(String message, String... shards) {
        return new TestWork(
                () -> {
                    throw new SQLException(message);
                },
                shards);
    }

    /** Runs until it is cancelled, then takes a while, then fails like a statement that was cancelled. */
    private static TestWork untilCancelled(String shard) {
        TestWork[] self = new TestWork[1];
        self[0] = new TestWork(
                () -> {
                    await(self[0].cancelled);
                    sleep(100);
                    throw new SQLException(shard + " was cancelled");
                },
                shard);
        return self[0];
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ShardFailureException failure(TestWork... works) {
        ShardFailureException failure =
                catchThrowableOfType(ShardFailureException.class, () -> fanOut.run(List.of(works)));
        assertThat(failure).as("the fan-out failed").isNotNull();
        return failure;
    }

    @Test
    void allWorkRunsTheFirstPieceOnTheCallersThread() {
        TestWork first = answering("a");
        TestWork second = answering("b");
        fanOut.run(List.of(first, second));
        assertThat(first.ranOn).isSameAs(Thread.currentThread());
        assertThat(second.ranOn).isNotSameAs(Thread.currentThread());
        assertThat(second.ended).isTrue();
    }

    @Test
    void piecesRunAtTheSameTime() {
        TestWork other = answering("b");
        TestWork waiting = new TestWork(() -> await(other.started), "a");
        fanOut.run(List.of(waiting, other));
        assertThat(waiting.ended).isTrue();
    }

    @Test
    void aFailureCancelsTheSiblingsAndWaitsForThem() {
        TestWork slow = untilCancelled("b");
        TestWork bad = new TestWork(
                () -> {
                    await(slow.started);
                    throw new SQLException("broken");
                },
                "a");
        ShardFailureException failure = failure(bad, slow);
        assertThat(slow.ended).isTrue();
        assertThat(failure.outcomes()).isEqualTo(Map.of("a", Outcome.FAILED, "b", Outcome.CANCELLED));
        assertThat(failure).hasMessageContaining("asked 2, answered 0").hasMessageContaining("broken");
        assertThat(failure.getCause()).hasMessage("broken");
        assertThat(failure.getCause().getSuppressed()).hasSize(1);
    }

    @Test
    void aFailureOnAnotherThreadCancelsTheCallersPiece() {
        TestWork slow = untilCancelled("a");
        TestWork bad = new TestWork(
                () -> {
                    await(slow.started);
                    throw new SQLException("broken");
                },
                "b");
        assertThat(failure(slow, bad).outcomes()).isEqualTo(Map.of("a", Outcome.CANCELLED, "b", Outcome.FAILED));
    }

    @Test
    void whatHasAnsweredIsCounted() {
        TestWork done = answering("b1", "b2");
        TestWork bad = new TestWork(
                () -> {
                    await(done.started);
                    sleep(100);
                    throw new SQLException("broken");
                },
                "a");
        ShardFailureException failure = failure(bad, done);
        assertThat(failure.outcomes())
                .isEqualTo(Map.of("a", Outcome.FAILED, "b1", Outcome.ANSWERED, "b2", Outcome.ANSWERED));
        assertThat(failure).hasMessageContaining("asked 3, answered 2");
    }

    @Test
    void onlyOnePieceMayFailToo() {
        assertThat(failure(failing("broken", "a")).outcomes()).isEqualTo(Map.of("a", Outcome.FAILED));
    }

    @Test
    void anUnexpectedExceptionIsAFailureLikeAnyOther() {
        TestWork bad = new TestWork(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                "b");
        assertThat(failure(answering("a"), bad).getCause()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorOnTheCallersThreadWaitsForTheSiblingsToo() {
        TestWork slow = new TestWork(() -> sleep(300), "b");
        TestWork bad = new TestWork(
                () -> {
                    await(slow.started);
                    throw new StackOverflowError("deep");
                },
                "a");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> fanOut.run(List.of(bad, slow))))
                .isNotNull();
        assertThat(slow.ended).as("no statement is left running").isTrue();
    }

    @Test
    void anExecutorThatRefusesWorkLeavesNothingRunning() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        TestWork first = answering("a");
        Throwable refused = org.assertj.core.api.Assertions.catchThrowable(
                () -> new FanOut(closed).run(List.of(first, answering("b"))));
        assertThat(refused).isNotNull();
        assertThat(first.ended).isEqualTo(first.ranOn != null);
    }

    @Test
    void anInterruptedCallerWaitsAndStaysInterrupted() {
        TestWork slow = new TestWork(() -> sleep(100), "b");
        Thread.currentThread().interrupt();
        try {
            fanOut.run(List.of(answering("a"), slow));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(slow.ended).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
