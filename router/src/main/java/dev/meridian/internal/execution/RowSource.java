package dev.meridian.internal.execution;

import dev.meridian.placement.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** How the rows of several shards become those of one statement. */
interface RowSource {

    /** All rows of the first shard, then all of the next. */
    RowSource CONCAT = new RowSource() {
        @Override
        public ResultSet over(List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard) {
            return ConcatRows.over(parts, maxRows, onShard);
        }

        @Override
        public long rowsOfShard(long maxRows) {
            return maxRows;
        }

        @Override
        public int placeholders() {
            return Integer.MAX_VALUE;
        }
    };

    /** One forward-only result set over those of the shards; it says from which one the current row comes. */
    ResultSet over(List<ShardWork.Part> parts, long maxRows, Consumer<ShardId> onShard) throws SQLException;

    /** How many rows of a shard are needed for so many of the result. */
    long rowsOfShard(long maxRows);

    /** How many of the statement's placeholders the shards' statement has: the first ones. */
    int placeholders();
}
