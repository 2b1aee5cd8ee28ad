package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import org.jooq.Record;
import org.jooq.RecordContext;
import org.jooq.RecordListener;
import org.jspecify.annotations.Nullable;

/**
 * Gives records an id before they are inserted, and their home shard after.
 *
 * <p>jOOQ runs the INSERT of a record on the thread that called {@code store()}, between the listener's start and end. The shard
 * that the INSERT was planned for is handed from one to the other through that thread; a record that is stored inside the
 * storing of another (by a listener) has a frame of its own.
 */
public final class RecordOperations implements RecordListener {

    private static final class Frame {
        private final @Nullable Frame outer;
        private final Runnable undo;
        private @Nullable ShardId home;

        private Frame(@Nullable Frame outer, Runnable undo) {
            this.outer = outer;
            this.undo = undo;
        }
    }

    private static final ThreadLocal<@Nullable Frame> FRAMES = new ThreadLocal<>();

    private final Topology topology;
    private final RecordIds ids;

    /**
     * A listener.
     *
     * @param topology the tables' rules
     * @param ids gives ids to records that have none
     */
    public RecordOperations(Topology topology, RecordIds ids) {
        this.topology = topology;
        this.ids = ids;
    }

    @Override
    public void insertStart(RecordContext context) {
        Runnable undo = ids.complete(context.record(), context.configuration());
        FRAMES.set(new Frame(FRAMES.get(), undo));
    }

    /** Comes after failures too: then the record gives back the id that it got, for nobody knows whose it will be. */
    @Override
    public void insertEnd(RecordContext context) {
        Frame frame = FRAMES.get();
        if (frame == null) {
            return;
        }
        leave(frame);
        if (context.exception() != null) {
            frame.undo.run();
        } else if (frame.home != null) {
            Scopes.bind(context.record(), frame.home, topology);
        }
    }

    /** A record that was given another primary key is another row now, wherever that one was found. */
    @Override
    public void refreshEnd(RecordContext context) {
        Scopes.unbindMoved(context.record(), topology);
    }

    private void leave(Frame frame) {
        if (frame.outer == null) {
            FRAMES.remove();
        } else {
            FRAMES.set(frame.outer);
        }
    }

    /** Learns where a statement goes. */
    void wentTo(Planned planned) {
        Frame frame = FRAMES.get();
        if (frame != null && planned.statement().kind() == Statement.Kind.INSERT && planned.hasHome()) {
            frame.home = planned.shard();
        }
    }

    /** What gives ids to records. */
    @FunctionalInterface
    public interface RecordIds {

        /**
         * Sets the id of a record that has none and whose table's ids come from Meridian.
         *
         * @param record the record
         * @param configuration the configuration that it will be inserted through
         * @return takes the id back, if one was set
         */
        Runnable complete(Record record, org.jooq.Configuration configuration);
    }
}
