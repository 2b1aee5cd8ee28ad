package dev.meridian.internal.identity;

import com.github.f4b6a3.tsid.TsidFactory;
import dev.meridian.exception.RefusedException;
import dev.meridian.exception.Rule;
import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.execution.RecordOperations.RecordIds;
import dev.meridian.internal.routing.TimeSortedIds;
import dev.meridian.placement.IdRule;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.TableRule;
import dev.meridian.placement.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;

/** Makes ids by the rule of each table. Safe for use by many threads. */
public final class Ids implements RecordIds {

    private final Topology topology;
    private final Planning planning;
    private final BlockIds blocks;
    private final Map<ShardId, TsidFactory> timeSorted = new ConcurrentHashMap<>();

    /**
     * A source of ids.
     *
     * @param topology the tables' rules
     * @param planning finds the shard of a new row
     * @param root a configuration outside any transaction, for transactions of their own
     */
    public Ids(Topology topology, Planning planning, Configuration root) {
        this.topology = topology;
        this.planning = planning;
        this.blocks = new BlockIds(topology, root);
    }

    @Override
    public Runnable complete(Record record, Configuration configuration) {
        if (record instanceof TableRecord<?> row) {
            IdRule rule =
                    topology.rule(row.getTable().getName()).map(TableRule::ids).orElse(IdRule.UNMANAGED);
            Optional<TableField<?, ?>> key = key(row.getTable());
            if (!(rule instanceof IdRule.Unmanaged) && key.isPresent() && row.get(key.get()) == null) {
                set(row, key.get(), next(row, rule, configuration));
                return () -> row.reset(key.get());
            }
        }
        return () -> {};
    }

    private long next(TableRecord<?> row, IdRule rule, Configuration configuration) {
        return rule instanceof IdRule.Blocks from
                ? blocks.next(row.getTable().getName(), from.block(), configuration)
                : next(planning.shardOfRow(DSL.insertInto(row.getTable()).set(row), configuration));
    }

    private static <T> void set(TableRecord<?> row, Field<T> key, long id) {
        row.set(key, DSL.val(id, key).getValue());
    }

    private static Optional<TableField<?, ?>> key(Table<?> table) {
        UniqueKey<?> key = table.getPrimaryKey();
        return key == null || key.getFields().size() != 1
                ? Optional.empty()
                : Optional.of(key.getFields().get(0));
    }

    /**
     * A new id of a table whose ids come in blocks.
     *
     * @param table the logical table's name
     * @param configuration the configuration that wants it
     * @return an id that nobody else gets
     * @throws RefusedException if the table's ids do not come in blocks
     */
    public long next(String table, Configuration configuration) {
        IdRule rule = topology.rule(table).map(TableRule::ids).orElse(IdRule.UNMANAGED);
        if (rule instanceof IdRule.Blocks from) {
            return blocks.next(table, from.block(), configuration);
        }
        throw new RefusedException(
                rule instanceof IdRule.TimeSorted ? Rule.NO_SHARD : Rule.ID_TABLE,
                "The ids of \"" + table + "\" do not come from the id table.");
    }

    /**
     * A new time-sorted id for a row on a shard.
     *
     * @param shard the shard
     * @return an id that carries the shard's number
     */
    public long next(ShardId shard) {
        return timeSorted.computeIfAbsent(shard, this::factory).create().toLong();
    }

    private TsidFactory factory(ShardId shard) {
        int number = topology.shard(shard).orElseThrow().number();
        return TsidFactory.builder()
                .withNodeBits(TimeSortedIds.NODE_BITS)
                .withNode(TimeSortedIds.node(number, topology.instance()))
                .build();
    }
}
