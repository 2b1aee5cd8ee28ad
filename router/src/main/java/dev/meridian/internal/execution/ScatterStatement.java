package dev.meridian.internal.execution;

import dev.meridian.exception.ShardFailureException;
import dev.meridian.exception.ShardFailureException.Outcome;
import dev.meridian.placement.ShardId;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statement that jOOQ sees while it runs on several shards: values and settings go to every shard's statement, running it
 * runs them all, and its rows are theirs, one shard after the other.
 */
final class ScatterStatement implements InvocationHandler {

    private final Connection connection;
    private final ScatterConnections connections;
    private final List<ShardWork> works;
    private final List<ShardWork.Part> parts;
    private @Nullable ResultSet rows;
    private long maxRows;

    private ScatterStatement(Connection connection, ScatterConnections connections, List<ShardWork> works) {
        this.connection = connection;
        this.connections = connections;
        this.works = works;
        this.parts = works.stream().flatMap(work -> work.parts().stream()).toList();
    }

    static PreparedStatement prepare(
            Connection connection, ScatterConnections connections, Method method, Object[] arguments) throws Throwable {
        List<ShardWork> works = new ArrayList<>();
        try {
            for (List<ScatterConnections.Target> targets : connections.targets((String) arguments[0])) {
                ShardWork work = new ShardWork();
                works.add(work);
                for (ScatterConnections.Target target : targets) {
                    Object[] translated = arguments.clone();
                    translated[0] = target.sql();
                    PreparedStatement prepared =
                            (PreparedStatement) ScatterConnection.call(method, target.connection(), translated);
                    work.add(new ShardWork.Part(target.shard(), Objects.requireNonNull(prepared)));
                }
            }
        } catch (SQLException | RuntimeException e) {
            new ScatterStatement(connection, connections, works).closeAll();
            throw notPrepared(connections, works, e);
        }
        return (PreparedStatement) Proxy.newProxyInstance(
                ScatterStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new ScatterStatement(connection, connections, works));
    }

    /** The shard that failed is the first one that has no statement. */
    private static ShardFailureException notPrepared(
            ScatterConnections connections, List<ShardWork> works, Exception cause) {
        int prepared = works.stream().mapToInt(work -> work.parts().size()).sum();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (ShardId shard : connections.shardIds()) {
            outcomes.put(shard.name(), outcomes.size() == prepared ? Outcome.FAILED : Outcome.CANCELLED);
        }
        return new ShardFailureException(outcomes, 0, cause);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("set") || name.equals("clearParameters")) {
            return onAll(method, arguments);
        }
        return switch (name) {
            case "execute" -> {
                run();
                yield true;
            }
            case "executeQuery" -> {
                run();
                yield rows;
            }
            case "getResultSet" -> rows;
            case "getMoreResults" -> false;
            case "getUpdateCount" -> -1;
            case "getWarnings" -> null;
            case "getConnection" -> connection;
            case "cancel" -> {
                works.forEach(ShardWork::cancelWithRows);
                yield null;
            }
            case "close" -> {
                closeAll();
                yield null;
            }
            case "executeUpdate", "executeLargeUpdate", "addBatch", "executeBatch", "executeLargeBatch" ->
                throw new SQLFeatureNotSupportedException(name + " on several shards");
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "statement on " + parts.size() + " shards";
            default -> ScatterConnection.call(method, parts.get(0).statement(), arguments);
        };
    }

    private @Nullable Object onAll(Method method, Object[] arguments) throws Throwable {
        boolean isReader = arguments != null && arguments[arguments.length - 1] instanceof Reader;
        if (isReader || method.getName().endsWith("Stream")) {
            throw new SQLFeatureNotSupportedException("a stream can be read once, and there are several shards");
        }
        if (method.getName().endsWith("MaxRows")) {
            return limit(((Number) arguments[0]).longValue());
        }
        // Values come with their place; those of the LIMIT, which are the last ones, have none in the shards'
        // statement.
        if (arguments != null && arguments.length > 1 && isBeyond(arguments[0])) {
            return null;
        }
        for (ShardWork.Part part : parts) {
            ScatterConnection.call(method, part.statement(), arguments);
        }
        return null;
    }

    private boolean isBeyond(Object place) {
        return place instanceof Integer number && number > connections.source().placeholders();
    }

    private @Nullable Object limit(long rowsOfAll) throws SQLException {
        maxRows = rowsOfAll;
        long each = connections.source().rowsOfShard(rowsOfAll);
        if (each <= Integer.MAX_VALUE) {
            for (ShardWork.Part part : parts) {
                part.statement().setMaxRows((int) each);
            }
        }
        return null;
    }

    private void run() throws SQLException {
        connections.fanOut().run(works);
        rows = connections.source().over(parts, maxRows, connections.onShard());
    }

    private void closeAll() throws SQLException {
        SQLException failure = null;
        for (ShardWork.Part part : parts) {
            try {
                part.statement().close();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
