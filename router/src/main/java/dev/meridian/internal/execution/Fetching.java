package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * All that is fetched from one database for a statement which then runs elsewhere: one question after the other, in the statement's transaction, and
 * no more once the budget of all databases is spent.
 */
final class Fetching implements FanOut.Work {

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
    private volatile boolean cancelled;

    Fetching(Configuration configuration, Budget budget) {
        this.configuration = configuration;
        this.budget = budget;
    }

    void add(Question question) {
        questions.add(question);
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
            if (cancelled || budget.isSpent()) {
                return;
            }
            fetch(question);
        }
    }

    private void fetch(Question question) throws SQLException {
        DSLContext shard = DSL.using(Scopes.onShard(Scopes.own(configuration), question.shard()));
        ResultQuery<?> query = question.query(shard, budget.left() + 1);
        query.attach(shard.configuration());
        running = query;
        try (ResultSet answer = query.fetchResultSet()) {
            budget.count.addAndGet(question.take(answer));
        } finally {
            running = null;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        ResultQuery<?> query = running;
        if (query != null) {
            query.cancel();
        }
    }
}
