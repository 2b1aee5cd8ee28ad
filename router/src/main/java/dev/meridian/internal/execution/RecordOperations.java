package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.Statement;
import dev.meridian.internal.routing.Home;
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
        private @Nullable Home home;

        private Frame(@Nullable Frame outer) {
            this.outer = outer;
        }
    }

    private final RecordIds ids;
    private final ThreadLocal<@Nullable Frame> frames = new ThreadLocal<>();

    /**
     * A listener.
     *
     * @param ids gives ids to records that have none
     */
    public RecordOperations(RecordIds ids) {
        this.ids = ids;
    }

    @Override
    public void insertStart(RecordContext context) {
        ids.complete(context.record(), context.configuration());
        frames.set(new Frame(frames.get()));
    }

    /** Comes after failures too. */
    @Override
    public void insertEnd(RecordContext context) {
        Frame frame = frames.get();
        if (frame == null) {
            return;
        }
        leave(frame);
        if (frame.home != null && context.exception() == null) {
            Scopes.bind(context.record(), context.configuration(), frame.home);
        }
    }

    private void leave(Frame frame) {
        if (frame.outer == null) {
            frames.remove();
        } else {
            frames.set(frame.outer);
        }
    }

    /** Learns where a statement goes. */
    void wentTo(Planned planned) {
        Frame frame = frames.get();
        if (frame != null && planned.statement().kind() == Statement.Kind.INSERT && planned.hasHome()) {
            frame.home = planned.home();
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
         */
        void complete(Record record, org.jooq.Configuration configuration);
    }
}
