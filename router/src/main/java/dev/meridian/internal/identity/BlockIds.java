package dev.meridian.internal.identity;

import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.execution.Scopes;
import dev.meridian.internal.transaction.ShardTransaction;
import dev.meridian.placement.Database;
import dev.meridian.placement.IdTable;
import dev.meridian.placement.Shard;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Ids from the id table, a block at a time ("hi/lo").
 *
 * <p>A block is reserved in a transaction of its own, so that other transactions do not wait for this one. There is one exception: where
 * the caller's transaction already has a connection to the id table's database, a second connection could wait for the
 * first for ever (SQLite has one writer, and the pool may have no other connection). The block is then reserved inside the
 * caller's transaction and belongs to it: it is forgotten when the transaction, or a nested one, is rolled back, because
 * the reservation is undone with it.
 *
 * <p>Concurrency: ids are taken from the shared block without a lock; one thread for each table reserves the next one, and it never does so
 * while it holds a connection to that database, so no thread waits here for one that waits for it.
 */
final class BlockIds {

    /** The block that all threads take ids from; whoever replaces it holds its monitor. */
    private static final class Holder {
        private volatile Block current = Block.EMPTY;
    }

    private static final String LOCAL = BlockIds.class.getName();

    /** Stands for whatever schema the shard has: every schema is mapped to the shard's. */
    private static final String ANY_SCHEMA = "meridian";

    private final Topology topology;
    private final Configuration root;
    private final Map<String, Holder> shared = new ConcurrentHashMap<>();

    BlockIds(Topology topology, Configuration root) {
        this.topology = topology;
        this.root = root;
    }

    long next(String table, int size, Configuration configuration) {
        Holder block = shared.computeIfAbsent(table, name -> new Holder());
        OptionalLong id = block.current.take();
        if (id.isPresent()) {
            return id.getAsLong();
        }
        ShardTransaction transaction = ShardTransaction.of(configuration);
        return transaction != null && transaction.touches(database())
                ? fromTransaction(table, size, configuration, transaction)
                : fromShared(table, size, block);
    }

    private long fromShared(String table, int size, Holder block) {
        synchronized (block) {
            OptionalLong id = block.current.take();
            if (id.isEmpty()) {
                Configuration onShard = Scopes.onShard(root, shard().id());
                Block reserved = DSL.using(onShard).transactionResult(own -> reserve(DSL.using(own), table, size));
                // Its own id first: once others see the block they may empty it.
                id = reserved.take();
                block.current = reserved;
            }
            return id.orElseThrow();
        }
    }

    private long fromTransaction(String table, int size, Configuration configuration, ShardTransaction transaction) {
        Map<String, Block> local = local(transaction);
        OptionalLong id = local.getOrDefault(table, Block.EMPTY).take();
        if (id.isEmpty()) {
            local.put(table, reserve(DSL.using(Scopes.onShard(configuration, shard().id())), table, size));
            id = local.get(table).take();
        }
        return id.orElseThrow();
    }

    private static Map<String, Block> local(ShardTransaction transaction) {
        return transaction.attachment(LOCAL, () -> {
            Map<String, Block> blocks = new HashMap<>();
            transaction.onRollback(blocks::clear);
            return blocks;
        });
    }

    /** Moves the counter on; the update locks its row, so the value that is read after it is this transaction's. */
    private Block reserve(DSLContext context, String table, int size) {
        IdTable ids = topology.idTable().orElseThrow();
        Table<Record> counter = DSL.table(DSL.name(ANY_SCHEMA, ids.table()));
        Field<String> name = DSL.field(DSL.name(ids.name()), SQLDataType.VARCHAR);
        Field<Long> next = DSL.field(DSL.name(ids.next()), SQLDataType.BIGINT);
        boolean known = context.update(counter)
                        .set(next, next.plus(size))
                        .where(name.eq(table))
                        .execute()
                > 0;
        if (!known) {
            // Two instances may come first at the same time: one inserts, both update.
            context.insertInto(counter, name, next)
                    .values(table, 1L)
                    .onConflictDoNothing()
                    .execute();
            context.update(counter)
                    .set(next, next.plus(size))
                    .where(name.eq(table))
                    .execute();
        }
        @Nullable
        Long end = context.select(next).from(counter).where(name.eq(table)).fetchOne(next);
        if (end == null) {
            throw new RefusedException(Rule.ID_TABLE, "\"" + ids.table() + "\" has no row for \"" + table + "\".");
        }
        return new Block(end - size, end);
    }

    private Database database() {
        return topology.database(shard());
    }

    private Shard shard() {
        IdTable ids = topology.idTable().orElseThrow();
        TableRule.Pinned pinned = (TableRule.Pinned) topology.rule(ids.table()).orElseThrow();
        return topology.shard(pinned.shard()).orElseThrow();
    }
}
