package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.ParsedText;
import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.analysis.TableSubstitution;
import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.UnionOfSlices;
import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Meridian stands below jOOQ's API: plans each statement when jOOQ has rendered it, and puts the connections of its shards
 * under the execution before jOOQ asks for one.
 *
 * <p>The plan is made after rendering, not at the start, because jOOQ may transform the query in between. Stateless: what belongs to an
 * execution is kept in its context.
 */
public final class RoutingListener implements ExecuteListener {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RoutingListener.class);
    private static final String PLANNED = RoutingListener.class.getName();

    private final transient Topology topology;
    private final transient Planning planning;
    private final transient Naming naming;
    private final transient SqlTexts texts;
    private final transient FanOut fanOut;
    private final transient Reducing reducing;
    private final transient RecordOperations records;
    private final transient TextParser parser;
    private final int gatherRowBudget;

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
        this.texts = new SqlTexts(topology, naming);
        this.fanOut = fanOut;
        this.reducing = new Reducing(topology, naming, fanOut, gatherRowBudget);
        this.records = records;
        this.parser = parser;
        this.gatherRowBudget = gatherRowBudget;
    }

    /** Batches ask for their connection before they render. */
    @Override
    public void start(ExecuteContext context) {
        if (context.batchMode() != ExecuteContext.BatchMode.NONE) {
            run(context, new Batches(topology, planning, parser).plan(context));
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
        translate(context, shard(shard));
    }

    private static boolean isReadBack(@Nullable String sql) {
        return sql != null && sql.endsWith("= last_insert_rowid()");
    }

    /** SQL text is routed as the tree that it says, except where a shard was named. */
    private void read(ExecuteContext context, Query query) {
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
        String sql = Objects.requireNonNull(context.sql());
        context.sql(texts.of(query, planned.statement(), context.configuration(), sql));
        if (planned.plan() instanceof Plan.Merge plan) {
            Query share = plan.ordering().share();
            String text = DSL.using(context.configuration()).render(share);
            context.sql(texts.of(share, planned.statement(), context.configuration(), text));
        }
        if (planned.plan() instanceof Plan.OneStatement plan) {
            context.sql(UnionOfSlices.render(query, context.configuration(), topology, plan, planned.statement()));
        }
        if (planned.plan() instanceof Plan.Gather plan) {
            gather(context, query, planned, plan);
        } else if (planned.plan() instanceof Plan.Reduce plan) {
            reduce(context, planned, plan);
        } else {
            run(context, planned);
        }
    }

    private void gather(ExecuteContext context, Query query, Planned planned, Plan.Gather plan) {
        context.data(PLANNED, planned);
        LOG.debug("{} gathers from {}", planned.statement().kind(), plan.shards());
        Gathering gathering = new Gathering(topology, fanOut, gatherRowBudget, plan, context.configuration());
        // Read in full: what a known text left out are the conditions, with this statement's values.
        GatheredRows rows = gathering.gather(planning.read(query, context.configuration()));
        String text = TableSubstitution.render(query, context.configuration(), rows::table);
        Shard coordinator = shard(plan.shards().get(0));
        context.connectionProvider(
                new Substitution(rows.connections(connections(coordinator, context.configuration())), text, true));
        translate(context, coordinator);
    }

    private void reduce(ExecuteContext context, Planned planned, Plan.Reduce plan) {
        context.data(PLANNED, planned);
        LOG.debug("{} is reduced by {}", planned.statement().kind(), plan.shards());
        Shard coordinator = shard(plan.shards().get(0));
        context.connectionProvider(
                reducing.reduce(plan, context.configuration(), connections(coordinator, context.configuration())));
        translate(context, coordinator);
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

    private void run(ExecuteContext context, Planned planned) {
        context.data(PLANNED, planned);
        Scopes.nest(context.configuration(), planned);
        LOG.debug("{} goes to {}", planned.statement().kind(), planned.plan().shards());
        Plan plan = planned.plan();
        if (plan instanceof Plan.Single single) {
            Shard shard = shard(single.shard());
            context.connectionProvider(connections(shard, context.configuration()));
            translate(context, shard);
            records.wentTo(planned);
        } else if (plan instanceof Plan.Concat concat) {
            context.connectionProvider(scatter(context, concat, planned, RowSource.CONCAT));
        } else if (plan instanceof Plan.Merge merge) {
            int placeholders = DSL.using(context.configuration())
                    .extractBindValues(merge.ordering().share())
                    .size();
            context.connectionProvider(scatter(
                    context,
                    merge,
                    planned,
                    new MergedRows.Source(merge.ordering(), placeholders, topology.dialect())));
        } else {
            context.connectionProvider(connections(shard(plan.shards().get(0)), context.configuration()));
        }
    }

    private void translate(ExecuteContext context, Shard shard) {
        String sql = context.sql();
        if (sql != null) {
            context.sql(naming.translate(sql, shard));
        }
    }

    private void translateBatch(ExecuteContext context) {
        Planned planned = (Planned) context.data(PLANNED);
        Shard shard = shard(planned.plan().shards().get(0));
        Batches.translate(context);
        String[] batch = context.batchSQL();
        for (int i = 0; i < batch.length; i++) {
            if (batch[i] != null) {
                batch[i] = naming.translate(batch[i], shard);
            }
        }
        translate(context, shard);
    }

    /** Routines have no tables that anyone could read, so they run only where a shard was named. */
    private void runRoutine(ExecuteContext context) {
        Hints hints = Scopes.hints(context.configuration());
        Optional<ShardId> named = hints.explicit();
        if (named.isEmpty() && topology.shardIds().size() > 1) {
            throw new RefusedException(Rule.NO_SHARD, "A routine is called.");
        }
        Shard shard = shard(named.orElseGet(() -> topology.shardIds().iterator().next()));
        context.data(PLANNED, Batches.unread(shard.id()));
        context.connectionProvider(connections(shard, context.configuration()));
        translate(context, shard);
    }

    private ConnectionProvider connections(Shard shard, Configuration configuration) {
        return new Connections(topology.database(shard), ShardTransaction.of(configuration));
    }

    private ConnectionProvider scatter(ExecuteContext context, Plan plan, Planned planned, RowSource source) {
        @Nullable ShardTransaction transaction = ShardTransaction.of(context.configuration());
        return new ScatterConnections(
                plan.shards().stream().map(this::shard).toList(),
                topology,
                transaction,
                naming,
                fanOut,
                source,
                planned::moveTo);
    }

    private Shard shard(ShardId id) {
        return topology.shard(id)
                .orElseThrow(() -> new RefusedException(
                        Rule.UNKNOWN_SHARD, "\"" + id + "\" was named; the shards are " + topology.shardIds() + "."));
    }
}
