package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.ParsedText;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.routing.Hints;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * Where Meridian stands below jOOQ's API: plans each statement when jOOQ has rendered it, and puts the connections of its shards
 * under the execution before jOOQ asks for one.
 *
 * <p>The plan is made after rendering, not at the start, because jOOQ may transform the query in between. Stateless: what belongs to an
 * execution is kept in its context.
 */
public final class RoutingListener implements ExecuteListener {

    private static final long serialVersionUID = 1L;
    private static final String PLANNED = RoutingListener.class.getName();

    private final transient Topology topology;
    private final transient Planning planning;
    private final transient Naming naming;
    private final transient TextParser parser;
    private final transient PlanExecution execution;

    /**
     * A listener.
     *
     * @param topology the shards
     * @param planning plans statements
     * @param naming puts shards' names into SQL
     * @param fanOut runs statements on several shards
     * @param records learns where new records went
     * @param parser parses SQL text
     * @param gatherRowBudget how many rows a statement may gather
     */
    public RoutingListener(
            Topology topology,
            Planning planning,
            Naming naming,
            FanOut fanOut,
            RecordOperations records,
            TextParser parser,
            int gatherRowBudget) {
        this.topology = topology;
        this.planning = planning;
        this.naming = naming;
        this.parser = parser;
        this.execution = new PlanExecution(topology, planning, naming, fanOut, records, gatherRowBudget);
    }

    /** Batches ask for their connection before they render. */
    @Override
    public void start(ExecuteContext context) {
        if (context.batchMode() != ExecuteContext.BatchMode.NONE) {
            Planned planned = new Batches(topology, planning, parser).plan(context);
            context.data(PLANNED, planned);
            execution.single(context, planned, (Plan.Single) planned.plan());
        }
    }

    @Override
    public void renderEnd(ExecuteContext context) {
        @Nullable Planned outer = Scopes.nestedIn(context.configuration());
        if (context.batchMode() != ExecuteContext.BatchMode.NONE) {
            translateBatch(context);
        } else if (outer != null) {
            complete(context, outer);
        } else if (context.query() != null) {
            read(context, context.query());
        } else {
            runRoutine(context);
        }
    }

    /** A statement that is kept open and run again is not rendered again, so it was not planned for its new values. */
    @Override
    public void executeStart(ExecuteContext context) {
        if (context.data(PLANNED) == null) {
            throw new RefusedException(
                    Rule.UNSUPPORTED, "A statement that is kept open (keepStatement) runs again with other values.");
        }
    }

    @Override
    public void prepareEnd(ExecuteContext context) {
        TextExecution.prepared(context);
    }

    @Override
    public void executeEnd(ExecuteContext context) {
        Planned planned = (Planned) context.data(PLANNED);
        if (planned != null && planned.plan() instanceof Plan.OneStatement && context.resultSet() != null) {
            context.resultSet(HomeRows.over(context.resultSet(), planned));
        }
        TextExecution.executed(context);
    }

    @Override
    public void recordEnd(ExecuteContext context) {
        Planned planned = (Planned) context.data(PLANNED);
        if (planned != null && planned.hasHome() && context.record() != null) {
            Scopes.bind(context.record(), planned.shard(), topology);
        }
    }

    /**
     * A statement on the connection of another one, which cannot go elsewhere: on SQLite, jOOQ reads back what an INSERT made by a second
     * statement; others come from listeners and converters of the application, and must belong to that shard.
     */
    private void complete(ExecuteContext context, Planned outer) {
        Query query = context.query();
        boolean readsBack = outer.statement().kind() == Statement.Kind.INSERT && isReadBack(context.sql());
        ShardId shard = outer.plan().shards().get(0);
        if (!readsBack && query != null) {
            Plan plan =
                    planning.plan(query, context.configuration(), context.sql()).plan();
            boolean same = outer.plan() instanceof Plan.Single && plan.shards().equals(List.of(shard));
            if (!same) {
                throw new RefusedException(
                        Rule.NO_SHARD,
                        "A statement that runs inside the execution of another, on its connection, needs "
                                + plan.shards() + ". Run it through the application's own context.");
            }
        }
        context.data(PLANNED, outer);
        execution.translate(context, execution.shard(shard));
    }

    private static boolean isReadBack(@Nullable String sql) {
        return sql != null && sql.endsWith("= last_insert_rowid()");
    }

    /** SQL text is routed as the tree that it says, except where a shard was named. */
    private void read(ExecuteContext context, Query query) {
        StaticExecution.settle(context);
        boolean named = Scopes.hints(context.configuration()).explicit().isPresent();
        if (named || !parser.reads(query)) {
            route(context, query);
            return;
        }
        ParsedText text = parser.parse(query);
        TextExecution.begin(context, text);
        route(context, text.query());
    }

    private void route(ExecuteContext context, Query query) {
        Planned planned = planning.plan(query, context.configuration(), context.sql());
        requireMapped(context, planned);
        context.data(PLANNED, planned);
        execution.begin(context, query, planned, Objects.requireNonNull(context.sql()));
    }

    /** Settings that replaced those of the context would send every shard's statement to the same tables. */
    private void requireMapped(ExecuteContext context, Planned planned) {
        boolean routed = Scopes.hints(context.configuration()).explicit().isEmpty();
        if (routed && !planned.statement().uses().isEmpty() && !naming.isMapped(context.sql())) {
            throw new RefusedException(
                    Rule.UNSUPPORTED,
                    "The settings of its configuration do not name the shards: derive them from the context's.");
        }
    }

    private void translateBatch(ExecuteContext context) {
        Planned planned = (Planned) context.data(PLANNED);
        Shard shard = execution.shard(planned.plan().shards().get(0));
        Batches.translate(context);
        String[] batch = context.batchSQL();
        for (int i = 0; i < batch.length; i++) {
            if (batch[i] != null) {
                batch[i] = naming.translate(batch[i], shard);
            }
        }
        execution.translate(context, shard);
    }

    /** Routines have no tables that anyone could read, so they run only where a shard was named. */
    private void runRoutine(ExecuteContext context) {
        Hints hints = Scopes.hints(context.configuration());
        Optional<ShardId> named = hints.explicit();
        if (named.isEmpty() && topology.shardIds().size() > 1) {
            throw new RefusedException(Rule.NO_SHARD, "A routine is called.");
        }
        Shard shard = execution.shard(
                named.orElseGet(() -> topology.shardIds().iterator().next()));
        context.data(PLANNED, Batches.unread(shard.id()));
        execution.on(context, shard);
    }
}
