package dev.meridian;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.analysis.TextParser;
import dev.meridian.internal.execution.FanOut;
import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.execution.RecordOperations;
import dev.meridian.internal.execution.RoutingListener;
import dev.meridian.internal.execution.Threads;
import dev.meridian.internal.execution.UnroutedConnections;
import dev.meridian.internal.explain.PlanText;
import dev.meridian.internal.identity.Ids;
import dev.meridian.internal.plan.GuardRails;
import dev.meridian.internal.plan.Naming;
import dev.meridian.internal.plan.Planner;
import dev.meridian.internal.routing.DefaultChoosers;
import dev.meridian.internal.routing.Router;
import dev.meridian.internal.transaction.ShardTransactionProvider;
import dev.meridian.placement.ExecuteChooser;
import dev.meridian.placement.IdentityChooser;
import dev.meridian.placement.ScatterPolicy;
import dev.meridian.placement.ShardChooser;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.ExecuteListenerProvider;
import org.jooq.RecordListenerProvider;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/**
 * Builds a {@link ShardedDSLContext}. Every setting has a default; none is needed. Not for use by several threads.
 */
public final class ShardedContextBuilder {

    /** How many rows a statement may gather from other databases unless the builder says otherwise. */
    public static final int DEFAULT_GATHER_ROW_BUDGET = 100_000;

    private final Topology topology;
    private final List<ExecuteListenerProvider> executeListeners = new ArrayList<>();
    private final List<RecordListenerProvider> recordListeners = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final List<Table<?>> tables = new ArrayList<>();
    private ShardChooser shardChooser = DefaultChoosers.shardChooser();
    private IdentityChooser identityChooser;
    private ExecuteChooser executeChooser = ExecuteChooser.Routed::provable;
    private Settings settings = new Settings();
    private ScatterPolicy scatter = ScatterPolicy.ALLOW;
    private int maxShardsPerStatement = Integer.MAX_VALUE;
    private int gatherRowBudget = DEFAULT_GATHER_ROW_BUDGET;

    ShardedContextBuilder(Topology topology) {
        this.topology = topology;
        this.identityChooser = DefaultChoosers.identityChooser(topology);
    }

    /**
     * Replaces the answer to: where does a new row go?
     *
     * @param chooser the chooser
     * @return this builder
     */
    public ShardedContextBuilder shardChooser(ShardChooser chooser) {
        this.shardChooser = chooser;
        return this;
    }

    /**
     * Replaces the answer to: where may a primary key live?
     *
     * @param chooser the chooser
     * @return this builder
     */
    public ShardedContextBuilder identityChooser(IdentityChooser chooser) {
        this.identityChooser = chooser;
        return this;
    }

    /**
     * Replaces the answer to: which shards does a statement ask?
     *
     * @param chooser the chooser
     * @return this builder
     */
    public ShardedContextBuilder executeChooser(ExecuteChooser chooser) {
        this.executeChooser = chooser;
        return this;
    }

    /**
     * jOOQ's settings. They must not map or hide schemas, which is Meridian's part.
     *
     * @param newSettings the settings; they are copied
     * @return this builder
     */
    public ShardedContextBuilder settings(Settings newSettings) {
        this.settings = newSettings;
        return this;
    }

    /**
     * How many rows a SELECT may gather from other databases where it needs more than the rows of each shard put together (ORDER BY, aggregates,
     * joins of rows that do not live together ...). Gathered rows are held in memory. A statement that would need more is refused. The default
     * is {@value #DEFAULT_GATHER_ROW_BUDGET}.
     *
     * <p>It does not limit what a statement returns, nor what one database computes over its own shards.
     *
     * @param rows at least 0; 0 turns gathering off, so that no SELECT runs in a database other than its rows'
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public ShardedContextBuilder gatherRowBudget(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("a gather row budget of " + rows + "; 0 turns gathering off");
        }
        this.gatherRowBudget = rows;
        return this;
    }

    /**
     * What to do with statements that need more than one shard. The default is to allow them. What runs through {@link
     * ShardedDSLContext#allowingScatter} is allowed to, whatever is said here.
     *
     * @param policy allow, warn or refuse
     * @return this builder
     */
    public ShardedContextBuilder scatter(ScatterPolicy policy) {
        this.scatter = Objects.requireNonNull(policy);
        return this;
    }

    /**
     * The generated tables, without which SQL text is refused: {@code schema(App.APP)}.
     *
     * <p>With them {@code ctx.fetch("select ...", values)} and the like, and {@link ShardedDSLContext#parsingDataSource()}, are parsed by jOOQ's
     * parser and routed like any other statement; jOOQ's {@link ShardedDSLContext#parser()} finds the tables too. May be called several times.
     *
     * @param schema the generated schema
     * @return this builder
     */
    public ShardedContextBuilder schema(Schema schema) {
        tables.addAll(schema.getTables());
        return this;
    }

    /**
     * How many shards a statement may need; one that needs more is refused. There is no limit by default. What runs through {@link
     * ShardedDSLContext#allowingScatter} has none.
     *
     * @param shards at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public ShardedContextBuilder maxShardsPerStatement(int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("at most " + shards + " shards for a statement; it needs at least 1");
        }
        this.maxShardsPerStatement = shards;
        return this;
    }

    /**
     * Single generated tables, as {@link #schema} does for all of a schema.
     *
     * @param moreTables the tables
     * @return this builder
     */
    public ShardedContextBuilder tables(Table<?>... moreTables) {
        tables.addAll(List.of(moreTables));
        return this;
    }

    /**
     * Adds an execute listener of the application's. It sees each statement once, however many shards it goes to.
     *
     * @param provider the listener's provider
     * @return this builder
     */
    public ShardedContextBuilder executeListener(ExecuteListenerProvider provider) {
        executeListeners.add(provider);
        return this;
    }

    /**
     * Adds a record listener of the application's. On insert it comes after Meridian has given the record its id.
     *
     * @param provider the listener's provider
     * @return this builder
     */
    public ShardedContextBuilder recordListener(RecordListenerProvider provider) {
        recordListeners.add(provider);
        return this;
    }

    /**
     * Has something checked before the context is built, such as that every shard is migrated: {@code
     * checkAtStart(migrator::requireCurrent)}. There is no default.
     *
     * @param check throws what keeps the application from starting
     * @return this builder
     */
    public ShardedContextBuilder checkAtStart(Runnable check) {
        checks.add(check);
        return this;
    }

    /**
     * Builds the context. No connection is opened, but by the checks.
     *
     * @return the context
     * @throws RefusedException if the settings map or hide schemas
     */
    public ShardedDSLContext build() {
        checks.forEach(Runnable::run);
        Naming naming = new Naming(topology);
        Planning planning = new Planning(
                topology,
                new Router(topology, shardChooser, identityChooser, executeChooser),
                new Planner(topology, gatherRowBudget),
                new GuardRails(scatter, maxShardsPerStatement));
        DefaultConfiguration configuration = new DefaultConfiguration();
        Ids ids = new Ids(topology, planning, configuration);
        RecordOperations records = new RecordOperations(topology, ids);
        TextParser parser = new TextParser(topology.dialect(), settings, tables);
        RoutingListener routing = new RoutingListener(
                topology, planning, naming, new FanOut(Threads.executor()), records, parser, gatherRowBudget);
        configuration.set(topology.dialect());
        configuration.set(TextParser.settings(mapped(naming), tables));
        configuration.set(new UnroutedConnections());
        configuration.set(new ShardTransactionProvider());
        configuration.set(Stream.concat(Stream.of((ExecuteListenerProvider) () -> routing), executeListeners.stream())
                .toArray(ExecuteListenerProvider[]::new));
        configuration.set(Stream.concat(Stream.of((RecordListenerProvider) () -> records), recordListeners.stream())
                .toArray(RecordListenerProvider[]::new));
        if (!tables.isEmpty()) {
            configuration.set(parser::meta);
        }
        PlanText text = new PlanText(topology, planning, naming, gatherRowBudget);
        new Machinery(topology, naming, ids, parser, new ExplanationWriter(planning, text, parser))
                .writeInto(configuration);
        return new ShardedDSLContext(configuration);
    }

    private Settings mapped(Naming naming) {
        try {
            return naming.settings(settings);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Rule.UNSUPPORTED, e.getMessage() + ".");
        }
    }
}
