package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is fetched from one database for a statement which then runs elsewhere: one question after the other, in the statement's transaction, and
 * no more once the budget of all databases is spent.
 */
final class Fetching implements FanOut.Work {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /** A question to one shard. */
    interface Question {

        /** The shard. */
        ShardId shard();

        /** The question itself, for so many rows at most. */
        ResultQuery<?> query(DSLContext context, long most);

        /** Takes in the answer, and returns how many rows it had. */
        int take(ResultSet answer) throws SQLException;
    }

    /** How many rows all databases together have given. */
    static final class Budget {

        private final int rows;
        private final AtomicLong count = new AtomicLong();

        Budget(int rows) {
            this.rows = rows;
        }

        long count() {
            return count.get();
        }

        /** How many more rows there may be; one more than that tells that there are too many. */
        private long left() {
            return Math.max(0, rows - count.get());
        }

        boolean isSpent() {
            return count.get() > rows;
        }
    }

    private final Configuration configuration;
    private final Budget budget;
    private final List<Question> questions = new ArrayList<>();
    private volatile @Nullable ResultQuery<?> running;
    private volatile @Nullable ResultSet reading;
    private volatile boolean cancelled;
    private int seconds;
    private long start;

    Fetching(Configuration configuration, Budget budget) {
        this.configuration = configuration;
        this.budget = budget;
    }

    void add(Question question) {
        questions.add(question);
    }

    /** All questions together have so many seconds from now; 0 is no limit. */
    void limit(int limit) {
        seconds = limit;
        start = System.nanoTime();
    }

    @Override
    public List<String> shards() {
        return questions.stream()
                .map(question -> question.shard().name())
                .distinct()
                .toList();
    }

    @Override
    public void run() throws SQLException {
        for (Question question : questions) {
            requireNotCancelled();
            if (budget.isSpent()) {
                return;
            }
            fetch(question);
        }
    }

    private void fetch(Question question) throws SQLException {
        DSLContext shard = DSL.using(Scopes.onShard(Scopes.own(configuration), question.shard()));
        ResultQuery<?> query = question.query(shard, budget.left() + 1);
        query.attach(shard.configuration());
        query.queryTimeout(left());
        running = query;
        try (ResultSet answer = query.fetchResultSet()) {
            reading = answer;
            requireNotCancelled();
            budget.count.addAndGet(question.take(answer));
        } finally {
            running = null;
            reading = null;
        }
    }

    /** What was not asked is missing, so that the statement must not go on. */
    private void requireNotCancelled() throws SQLException {
        if (cancelled) {
            throw new SQLException("cancelled");
        }
    }

    private int left() throws SQLException {
        if (seconds == 0) {
            return 0;
        }
        long left = seconds - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (left <= 0) {
            throw new SQLTimeoutException("Of " + seconds + " s none are left for the next shard.");
        }
        return (int) left;
    }

    @Override
    public void cancel() {
        cancelled = true;
        ResultQuery<?> query = running;
        if (query != null) {
            query.cancel();
        }
        cancelReading();
    }

    /** SQLite computes rows when they are read, and then jOOQ knows of no statement any more. */
    private void cancelReading() {
        ResultSet rows = reading;
        if (rows != null) {
            try {
                rows.getStatement().cancel();
            } catch (SQLException e) {
                LOG.warn("a statement could not be cancelled; it is waited for", e);
            }
        }
    }
}
