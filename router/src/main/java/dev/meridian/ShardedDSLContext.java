package dev.meridian;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.jdbc.RoutedDataSource;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DefaultDSLContext;

/**
 * A jOOQ {@code DSLContext} whose statements go to the shards that hold their rows, and whose results are exactly what one database
 * with all the rows would have given. What cannot be shown to be exact is refused with a {@link RefusedException}.
 *
 * <p>Everything that jOOQ runs through it is routed: queries, records and their {@code store()}, DAOs, lazy and asynchronous
 * fetching, transactions. Inside {@code transaction(...)}, {@link #of(Configuration)} gives the context of the transaction.
 *
 * <p>Safe for use by many threads, as far as jOOQ's own contexts are: a transaction belongs to the configuration that it
 * hands out, and the same {@link Query} object must not run on two threads at once.
 */
public final class ShardedDSLContext extends DefaultDSLContext {

    private static final long serialVersionUID = 1L;

    ShardedDSLContext(Configuration configuration) {
        super(configuration);
    }

    /**
     * Starts a context over a topology.
     *
     * @param topology the shards and tables; its data sources stay the caller's to close
     * @return a builder with the defaults of every setting
     */
    public static ShardedContextBuilder over(Topology topology) {
        return new ShardedContextBuilder(topology);
    }

    /**
     * The context of a configuration that comes from another sharded context: inside a transaction, or of a record.
     *
     * @param configuration the configuration
     * @return its context
     * @throws IllegalArgumentException if the configuration does not come from a sharded context
     */
    public static ShardedDSLContext of(Configuration configuration) {
        Machinery.of(configuration);
        return new ShardedDSLContext(configuration);
    }

    /**
     * The shards and tables of this context.
     *
     * @return the topology
     */
    public Topology topology() {
        return machinery().topology();
    }

    /**
     * A context whose statements all go to one shard, whatever they say. Its results are that shard's, not those of all rows.
     * What is loaded through its records stays on that shard. New rows are still refused where their key says another shard.
     *
     * @param shard the shard
     * @return a new context, in the same transaction as this one
     * @throws RefusedException if there is no such shard
     */
    public ShardedDSLContext onShard(ShardId shard) {
        if (topology().shard(shard).isEmpty()) {
            throw new RefusedException(
                    Rule.UNKNOWN_SHARD,
                    "\"" + shard + "\" was named; the shards are " + topology().shardIds() + ".");
        }
        return new ShardedDSLContext(machinery().onShard(configuration(), shard));
    }

    /**
     * A context whose statements all go to one shard.
     *
     * @param shard the shard's name
     * @return a new context, in the same transaction as this one
     * @throws RefusedException if there is no such shard
     * @see #onShard(ShardId)
     */
    public ShardedDSLContext onShard(String shard) {
        return onShard(ShardId.of(shard));
    }

    /**
     * A context on the home shard of a record: for its children, above all.
     *
     * @param record a record that was read or stored through a sharded context
     * @return a new context, in the same transaction as this one
     * @throws RefusedException if the record has no home shard
     */
    public ShardedDSLContext onShardOf(Record record) {
        return onShard(shardOf(record)
                .orElseThrow(() -> new RefusedException(Rule.NO_SHARD, "The record has no home shard.")));
    }

    /**
     * A context whose statements may need several shards, whatever {@link ShardedContextBuilder#scatter} and {@link
     * ShardedContextBuilder#maxShardsPerStatement} say; so may those that run through its transactions and its records.
     *
     * @return a new context, in the same transaction as this one
     */
    public ShardedDSLContext allowingScatter() {
        return new ShardedDSLContext(Scopes.allowingScatter(configuration()));
    }

    /**
     * The home shard of a record: the shard that it was read from or stored to. Two records with the same primary key on two
     * shards are two identities.
     *
     * @param record any record
     * @return its home shard; empty for records that were made and not stored, detached ones, and rows of reference tables
     */
    public Optional<ShardId> shardOf(Record record) {
        return Optional.ofNullable(Scopes.shardOf(record));
    }

    /**
     * A new id for a table whose ids come in blocks from the id table.
     *
     * @param table the table
     * @return an id that no other caller gets, on whatever shard
     * @throws RefusedException if the table's ids do not come from the id table
     */
    public long nextId(Table<?> table) {
        return machinery().ids().next(table.getName(), configuration());
    }

    /**
     * A new time-sorted id which carries its shard.
     *
     * @param shard the shard that the row will go to
     * @return an id that no other caller gets, as long as every application instance has its own number
     * @throws RefusedException if there is no such shard
     */
    public long nextId(ShardId shard) {
        onShard(shard);
        return machinery().ids().next(shard);
    }

    /**
     * Explains how a statement would run, without touching a shard: its route, what narrowed it, and the statement for each shard. A
     * statement that would be refused is explained too.
     *
     * @param query the statement
     * @return the explanation
     */
    @Override
    public Explanation explain(Query query) {
        return machinery().explanations().explain(query, configuration());
    }

    /**
     * A data source over all shards, for programs that use JDBC: each statement's text is parsed and routed like {@code fetch(String)}'s. A connection of it
     * holds no connection to a shard but while a statement or a transaction needs it, so no pool is needed. {@code setAutoCommit(false)}, {@code commit} and
     * {@code rollback} are those of a transaction over the shards that it touches.
     *
     * <p>Needs the builder's {@link ShardedContextBuilder#schema}. What has no meaning over several shards (savepoints, scrollable results, the
     * tables of the meta data ...) throws {@code SQLFeatureNotSupportedException}. On a context of {@link #onShard} it is jOOQ's own, on that shard.
     *
     * @return a data source, which is safe for use by many threads
     */
    @Override
    public DataSource parsingDataSource() {
        return isOnShard()
                ? super.parsingDataSource()
                : new RoutedDataSource(configuration(), machinery().parser());
    }

    /**
     * A connection of the {@link #parsingDataSource()}.
     *
     * @return a new connection
     */
    @Override
    public Connection parsingConnection() {
        return isOnShard()
                ? super.parsingConnection()
                : new RoutedDataSource(configuration(), machinery().parser()).getConnection();
    }

    private boolean isOnShard() {
        return Scopes.hints(configuration()).explicit().isPresent();
    }

    private Machinery machinery() {
        return Machinery.of(configuration());
    }
}
