package dev.meridian.internal.explain;

import dev.meridian.internal.execution.Planning;
import dev.meridian.internal.execution.SqlTexts;
import dev.meridian.internal.plan.Naming;
import dev.meridian.placement.Shard;
import dev.meridian.placement.ShardId;
import dev.meridian.placement.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The texts that shards get, of one statement and of those that are made from it. Values are placeholders in all of them. */
final class ShardTexts {

    private final Topology topology;
    private final Naming naming;
    private final Planning planning;
    private final SqlTexts texts;
    private final Configuration configuration;

    ShardTexts(Topology topology, Naming naming, Planning planning, Configuration configuration) {
        this.topology = topology;
        this.naming = naming;
        this.planning = planning;
        this.texts = new SqlTexts(topology, naming);
        this.configuration = configuration;
    }

    Topology topology() {
        return topology;
    }

    Configuration configuration() {
        return configuration;
    }

    /** The configuration by which a shard's own names are rendered. */
    Configuration onShard(ShardId id) {
        return configuration.derive(naming.settings(configuration.settings(), shard(id)));
    }

    Shard shard(ShardId id) {
        return topology.shard(id).orElseThrow();
    }

    /** A statement without any shard's names. */
    String readable(Query query) {
        return naming.readable(text(query));
    }

    private String text(Query query) {
        String sql = DSL.using(configuration).render(query);
        return texts.of(query, planning.read(query, configuration), configuration, sql);
    }

    /** The text of a statement for each of some shards. */
    Map<ShardId, String> of(Query query, Collection<ShardId> shards) {
        String sql = text(query);
        Map<ShardId, String> translated = new LinkedHashMap<>();
        shards.forEach(id -> translated.put(id, naming.translate(sql, shard(id))));
        return translated;
    }

    /** A line for each text; shards with the same text share one. */
    List<Node> nodes(Map<ShardId, String> statements) {
        Map<String, List<ShardId>> shards = new LinkedHashMap<>();
        statements.forEach((id, sql) ->
                shards.computeIfAbsent(sql, text -> new ArrayList<>()).add(id));
        List<Node> nodes = new ArrayList<>();
        shards.forEach((sql, ids) -> nodes.add(Node.leaf(places(ids) + ": " + sql)));
        return nodes;
    }

    /** Shards by name, with their databases where those are called otherwise. */
    String places(Collection<ShardId> shards) {
        return shards.stream().map(this::place).collect(Collectors.joining(", "));
    }

    String place(ShardId id) {
        String database = shard(id).database();
        return database.equals(id.name()) ? id.name() : id + " in " + database;
    }

    static String names(Collection<ShardId> shards) {
        return shards.stream().map(ShardId::name).collect(Collectors.joining(", "));
    }

    /** A column as people know it. */
    String name(Field<?> field) {
        @Nullable Table<?> table = field instanceof TableField<?, ?> column ? column.getTable() : null;
        return table == null
                ? naming.readable(DSL.using(configuration).render(field))
                : table.getName() + "." + field.getName();
    }
}
