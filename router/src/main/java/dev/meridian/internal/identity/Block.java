package dev.meridian.internal.identity;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A range of reserved ids that threads take one by one, without a lock. */
final class Block {

    /** Has no ids. */
    static final Block EMPTY = new Block(0, 0);

    private final AtomicLong next;
    private final long end;

    Block(long first, long end) {
        this.next = new AtomicLong(first);
        this.end = end;
    }

    /** The next id, or empty when all are taken. */
    OptionalLong take() {
        long id = next.getAndUpdate(current -> current < end ? current + 1 : current);
        return id < end ? OptionalLong.of(id) : OptionalLong.empty();
    }
}
