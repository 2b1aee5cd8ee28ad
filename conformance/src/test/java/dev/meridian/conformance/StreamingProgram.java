package dev.meridian.conformance;

import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.ShardedDSLContext;
import dev.meridian.config.MeridianConfig;
import dev.meridian.config.OpenTopology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectQuery;
import org.jooq.impl.DSL;

/**
 * Reads more rows than fit into the memory of its JVM, which {@link StreamingTest} starts. Its arguments are a configuration file and what to
 * do; it ends with an exception where something is not as it should be.
 */
final class StreamingProgram {

    private static final int EARLY = 10;

    private static final Field<Long> ID = Extra.TAGS.column("id", Long.class);
    private static final Field<Long> WEIGHT = Extra.TAGS.column("weight", Long.class);

    private final OpenTopology open;
    private final DSLContext context;
    private final boolean isOrdered;

    private StreamingProgram(OpenTopology open, DSLContext context, boolean isOrdered) {
        this.open = open;
        this.context = context;
        this.isOrdered = isOrdered;
    }

    public static void main(String[] arguments) throws Exception {
        String yaml = Files.readString(Path.of(arguments[0]));
        long rows = Long.parseLong(arguments[1]);
        boolean isOrdered = arguments[2].equals("ordered");
        try (OpenTopology open =
                MeridianConfig.parse("streaming", yaml, name -> null).open()) {
            ShardedDSLContext context = ShardedDSLContext.over(open.topology()).build();
            // First, so that what the first query of a JVM costs is not counted below.
            new StreamingProgram(open, context, isOrdered).closeEarly();
            // PostgreSQL's driver streams within a transaction only.
            context.transaction(transaction ->
                    new StreamingProgram(open, DSL.using(transaction), isOrdered).readAll(arguments[2], rows));
        }
    }

    private void readAll(String what, long rows) {
        long start = System.nanoTime();
        try (Cursor<Record> cursor = query().fetchSize(1000).fetchLazy()) {
            long first = read(cursor.iterator(), rows, start);
            report(what + ", lazily", rows, first, start);
        }
        start = System.nanoTime();
        try (Stream<Record> stream = query().fetchSize(1000).fetchStream()) {
            long first = read(stream.iterator(), rows, start);
            report(what + ", as a stream", rows, first, start);
        }
    }

    private SelectQuery<Record> query() {
        SelectQuery<Record> query = context.selectQuery();
        query.addSelect(ID, WEIGHT, Extra.TAGS.column("label", String.class));
        query.addFrom(Extra.TAGS);
        if (isOrdered) {
            query.addOrderBy(WEIGHT);
        }
        return query;
    }

    /** Each id comes once, and the weights in order; gives the time until the first row. */
    private long read(Iterator<Record> records, long rows, long start) {
        long first = 0;
        long seen = 0;
        long sum = 0;
        long before = Long.MIN_VALUE;
        while (records.hasNext()) {
            Record row = records.next();
            first = seen == 0 ? System.nanoTime() - start : first;
            require(!isOrdered || row.get(WEIGHT) >= before, "out of order at row " + seen);
            before = row.get(WEIGHT);
            sum += row.get(ID);
            seen++;
        }
        require(seen == rows, seen + " rows instead of " + rows);
        require(sum == rows * (rows - 1) / 2, "not every id came once");
        return first;
    }

    private static void report(String what, long rows, long first, long start) {
        long all = System.nanoTime() - start;
        System.out.printf(
                "%s: %,d rows; the first after %,d ms, all after %,d ms%n",
                what, rows, first / 1_000_000, all / 1_000_000);
        require(first < all / 2, "the first row came late");
    }

    private void closeEarly() {
        try (Cursor<Record> cursor = query().fetchSize(1000).fetchLazy()) {
            for (int i = 0; i < EARLY; i++) {
                cursor.fetchNext();
            }
            require(active() > 0, "nothing is read");
        }
        require(active() == 0, active() + " connections are still out after a cursor was closed");
        try (Stream<Record> stream = query().fetchSize(1000).fetchStream()) {
            require(stream.limit(EARLY).count() == EARLY, "too few rows");
        }
        require(active() == 0, active() + " connections are still out after a stream was closed");
    }

    private int active() {
        return open.topology().databases().stream()
                .map(database -> (HikariDataSource) database.dataSource())
                .mapToInt(pool -> pool.getHikariPoolMXBean().getActiveConnections())
                .sum();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
