package dev.meridian.internal.execution;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.TableSubstitution;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Plan;
import dev.meridian.internal.plan.UnionOfSlices;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a plan under an execution of jOOQ's: the text that runs, and the connections on which it runs. One method for each kind of plan. Safe for use by
 * many threads.
 */
final class PlanExecution {

    private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

    private final Topology topology;
    private final Planning planning;
    private final Naming naming;
    private final SqlTexts texts;
    private final FanOut fanOut;
    private final Reducing reducing;
    private final RecordOperations records;
    private final int gatherRowBudget;

    PlanExecution(
            Topology topology,
            Planning planning,
            Naming naming,
            FanOut fanOut,
            RecordOperations records,
            int gatherRowBudget) {
        this.topology = topology;
        this.planning = planning;
        this.naming = naming;
        this.texts = new SqlTexts(topology, naming);
        this.fanOut = fanOut;
        this.reducing = new Reducing(topology, naming, fanOut, gatherRowBudget);
        this.records = records;
        this.gatherRowBudget = gatherRowBudget;
    }

    /** A statement that jOOQ has rendered. */
    void begin(ExecuteContext context, Query query, Planned planned, String sql) {
        Plan plan = planned.plan();
        LOG.debug("{} goes to {}", planned.statement().kind(), plan.shards());
        context.sql(texts.of(query, planned.statement(), context.configuration(), sql));
        if (plan instanceof Plan.Single single) {
            single(context, planned, single);
        } else if (plan instanceof Plan.Concat concat) {
            scatter(context, concat, planned, RowSource.CONCAT);
        } else if (plan instanceof Plan.Merge merge) {
            merge(context, planned, merge);
        } else if (plan instanceof Plan.OneStatement one) {
            oneStatement(context, query, planned, one);
        } else if (plan instanceof Plan.Reduce reduce) {
            reduce(context, reduce);
        } else {
            gather(context, query, (Plan.Gather) plan);
        }
    }

    /** A statement of one shard, or a batch of them, of which the text may not be known yet. */
    void single(ExecuteContext context, Planned planned, Plan.Single plan) {
        Scopes.nest(context.configuration(), planned);
        on(context, shard(plan.shard()));
        records.wentTo(planned);
    }

    private void scatter(ExecuteContext context, Plan plan, Planned planned, RowSource source) {
        Scopes.nest(context.configuration(), planned);
        context.connectionProvider(new ScatterConnections(
                plan.shards().stream().map(this::shard).toList(),
                topology,
                ShardTransaction.of(context.configuration()),
                naming,
                fanOut,
                source,
                planned::moveTo));
    }

    private void merge(ExecuteContext context, Planned planned, Plan.Merge plan) {
        Configuration configuration = context.configuration();
        Query share = plan.ordering().share();
        context.sql(texts.of(
                share,
                planned.statement(),
                configuration,
                DSL.using(configuration).render(share)));
        int placeholders = DSL.using(configuration).extractBindValues(share).size();
        scatter(context, plan, planned, new MergedRows.Source(plan.ordering(), placeholders, topology.dialect()));
    }

    private void oneStatement(ExecuteContext context, Query query, Planned planned, Plan.OneStatement plan) {
        Scopes.nest(context.configuration(), planned);
        context.sql(UnionOfSlices.render(query, context.configuration(), topology, plan, planned.statement()));
        context.connectionProvider(connections(shard(plan.shards().get(0)), context.configuration()));
    }

    private void reduce(ExecuteContext context, Plan.Reduce plan) {
        Shard coordinator = shard(plan.shards().get(0));
        on(context, coordinator);
        context.connectionProvider(
                reducing.reduce(plan, context.configuration(), connections(coordinator, context.configuration())));
    }

    private void gather(ExecuteContext context, Query query, Plan.Gather plan) {
        Shard coordinator = shard(plan.shards().get(0));
        on(context, coordinator);
        Gathering gathering = new Gathering(topology, fanOut, gatherRowBudget, plan, context.configuration());
        // Read in full: what a known text left out are the conditions, with this statement's values.
        context.connectionProvider(gathering.gather(
                planning.read(query, context.configuration()),
                connections(coordinator, context.configuration()),
                rows -> TableSubstitution.render(query, context.configuration(), rows::table)));
    }

    /** Has an execution run on one shard, whatever it is. */
    void on(ExecuteContext context, Shard shard) {
        context.connectionProvider(connections(shard, context.configuration()));
        translate(context, shard);
    }

    /** Puts a shard's names into the text of an execution. */
    void translate(ExecuteContext context, Shard shard) {
        String sql = context.sql();
        if (sql != null) {
            context.sql(naming.translate(sql, shard));
        }
    }

    private Connections connections(Shard shard, Configuration configuration) {
        return new Connections(topology.database(shard), ShardTransaction.of(configuration));
    }

    Shard shard(ShardId id) {
        return topology.shard(id)
                .orElseThrow(() -> new RefusedException(
                        Rule.UNKNOWN_SHARD, "\"" + id + "\" was named; the shards are " + topology.shardIds() + "."));
    }
}
