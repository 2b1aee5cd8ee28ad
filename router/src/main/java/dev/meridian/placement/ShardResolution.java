package dev.meridian.placement;

import dev.meridian.exception.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills in what each shard leaves to the strategy. */
final class ShardResolution {

    private final @Nullable Strategy strategy;
    private final List<ShardSpec> specs;
    private final List<Database> databases;
    private final List<Problem> problems;

    ShardResolution(
            @Nullable Strategy strategy, List<ShardSpec> specs, List<Database> databases, List<Problem> problems) {
        this.strategy = strategy;
        this.specs = specs;
        this.databases = databases;
        this.problems = problems;
    }

    /** The shards that could be resolved; what stands against the others is added to the problems. */
    List<Shard> resolve() {
        if (strategy == null) {
            problems.add(Problem.at("strategy", "is missing", "Say database, schema or prefix."));
            return List.of();
        }
        if (specs.isEmpty()) {
            problems.add(Problem.at("shards", "there are none", "Name at least one shard."));
        }
        List<Shard> resolved = new ArrayList<>();
        for (int position = 0; position < specs.size(); position++) {
            resolve(specs.get(position), position, strategy).ifPresent(resolved::add);
        }
        return resolved;
    }

    private Optional<Shard> resolve(ShardSpec spec, int position, Strategy by) {
        String path = "shards." + spec.name();
        if (!Identifiers.isIdentifier(spec.name())) {
            problems.add(Problem.at(path, "the name is no identifier", "Use " + Identifiers.RULE + "."));
            return Optional.empty();
        }
        String schema = or(spec.schema(), by == Strategy.SCHEMA ? spec.name() : "");
        String prefix = or(spec.prefix(), by == Strategy.PREFIX ? spec.name() + "_" : "");
        int number = Objects.requireNonNullElse(spec.number(), position);
        boolean schemaUsable = checked(path + ".schema", schema);
        boolean prefixUsable = checked(path + ".prefix", prefix);
        boolean usable = numbered(path, number) && schemaUsable && prefixUsable;
        Optional<String> database = database(spec, path, by);
        return usable
                ? database.map(name -> new Shard(ShardId.of(spec.name()), number, name, schema, prefix))
                : Optional.empty();
    }

    private boolean checked(String path, String name) {
        boolean usable = name.isEmpty() || Identifiers.isIdentifier(name);
        if (!usable) {
            problems.add(Problem.at(path, "\"" + name + "\" is no identifier", "Use " + Identifiers.RULE + "."));
        }
        return usable;
    }

    private boolean numbered(String path, int number) {
        boolean usable = number >= 0 && number <= Shard.MAX_NUMBER;
        if (!usable) {
            problems.add(Problem.at(
                    path + ".number", number + " is out of range", "Use a number from 0 to " + Shard.MAX_NUMBER + "."));
        }
        return usable;
    }

    private Optional<String> database(ShardSpec spec, String path, Strategy by) {
        String name = spec.database();
        if (name == null) {
            name = by == Strategy.DATABASE || databases.size() != 1
                    ? spec.name()
                    : databases.get(0).name();
        }
        String wanted = name;
        if (databases.stream().anyMatch(database -> database.name().equals(wanted))) {
            return Optional.of(wanted);
        }
        problems.add(Problem.at(
                path + ".database",
                "there is no database \"" + wanted + "\"",
                "Use one of: " + databases.stream().map(Database::name).collect(Collectors.joining(", ")) + "."));
        return Optional.empty();
    }

    private static String or(@Nullable String stated, String fallback) {
        return stated == null ? fallback : stated;
    }
}
