package dev.meridian.internal.execution;

import dev.meridian.internal.routing.Hints;
import dev.meridian.internal.routing.Home;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * What Meridian writes into jOOQ configurations: the shard that {@code onShard} named, and the home shard of records.
 *
 * <p>A record knows its home shard by the configuration that it is attached to, see {@link HomeConfiguration}.
 */
public final class Scopes {

    private static final String EXPLICIT = Scopes.class.getName() + ".explicit";
    private static final String HOME = Scopes.class.getName() + ".home";
    private static final String MAY_SCATTER = Scopes.class.getName() + ".mayScatter";
    private static final String NESTED = Scopes.class.getName() + ".nested";

    private Scopes() {}

    /**
     * What a configuration says about shards.
     *
     * @param configuration the configuration of a statement
     * @return its hints
     */
    public static Hints hints(Configuration configuration) {
        ShardId explicit = (ShardId) configuration.data(EXPLICIT);
        Home home = (Home) configuration.data(HOME);
        boolean mayScatter = configuration.data(MAY_SCATTER) != null;
        boolean inTransaction = ShardTransaction.of(configuration) != null;
        return explicit == null && home == null && !mayScatter && !inTransaction
                ? Hints.NONE
                : new Hints(Optional.ofNullable(explicit), Optional.ofNullable(home), mayScatter, inTransaction);
    }

    /**
     * A configuration whose statements all go to one shard.
     *
     * @param configuration a configuration of Meridian's
     * @param shard the shard
     * @return a derived configuration
     */
    public static Configuration onShard(Configuration configuration, ShardId shard) {
        Configuration derived = configuration.derive();
        derived.data(EXPLICIT, shard);
        derived.data().remove(HOME);
        return derived;
    }

    /**
     * A configuration whose statements may need several shards, whatever the guard rails say.
     *
     * @param configuration a configuration of Meridian's
     * @return a derived configuration
     */
    public static Configuration allowingScatter(Configuration configuration) {
        Configuration derived = configuration.derive();
        derived.data(MAY_SCATTER, true);
        return derived;
    }

    /**
     * A configuration in the same transaction whose statements are routed as if nothing were known.
     *
     * @param configuration a configuration of Meridian's
     * @return a derived configuration
     */
    static Configuration unbound(Configuration configuration) {
        Configuration derived = configuration.derive();
        derived.data().remove(EXPLICIT);
        derived.data().remove(HOME);
        return derived;
    }

    /**
     * The home shard of a record.
     *
     * @param record the record
     * @return the shard that it came from or went to, or null where it has none
     */
    public static @Nullable ShardId shardOf(Record record) {
        Configuration configuration = record.configuration();
        if (configuration == null) {
            return null;
        }
        Home home = (Home) configuration.data(HOME);
        return home == null ? (ShardId) configuration.data(EXPLICIT) : home.shard();
    }

    /** Binds a record to its home shard, in the transaction that it was read in; a detached record stays detached. */
    static void bind(Record record, ShardId shard, Topology topology) {
        Configuration configuration = record.configuration();
        if (configuration != null && configuration.data(EXPLICIT) == null) {
            record.attach(HomeConfiguration.of(configuration, HOME, RecordHome.of(shard, record, topology)));
        }
    }

    /** The configuration of an execution, for statements of their own on other connections. */
    static Configuration own(Configuration execution) {
        Configuration derived = execution.derive();
        derived.data().remove(NESTED);
        return derived;
    }

    /** Takes the home from a record that is another row than the one it was bound as. */
    static void unbindMoved(Record record, Topology topology) {
        Configuration configuration = record.configuration();
        if (configuration != null
                && configuration.data(HOME) instanceof RecordHome home
                && !home.isOf(record, topology)) {
            record.attach(HomeConfiguration.base(configuration));
        }
    }

    /** Marks the configuration of one execution, which jOOQ uses for statements that it runs to complete that one. */
    static void nest(Configuration execution, Planned planned) {
        execution.data(NESTED, planned);
    }

    /** The execution that a statement completes, or null for a statement of its own. */
    static @Nullable Planned nestedIn(Configuration configuration) {
        return (Planned) configuration.data(NESTED);
    }
}
