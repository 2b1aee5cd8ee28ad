package dev.meridian.internal.explain;

import dev.meridian.placement.ShardId;
import java.util.List;
import java.util.Map;

/**
 * What a plan does, written down.
 *
 * @param title its kind in plain words
 * @param nodes what each shard does, and what is done with their rows
 * @param statements the SQL of each shard that is asked
 */
record Steps(String title, List<Node> nodes, Map<ShardId, String> statements) {}
