package dev.meridian.config;

import dev.meridian.placement.ShardId;
import dev.meridian.placement.ShardingFunction;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the user's own sharding function from the name of its class. No other class is ever made an object. */
final class UserFunction {

    private static final String REMEDY =
            "Name a public class with a public constructor without parameters that implements "
                    + ShardingFunction.class.getName() + ".";

    private UserFunction() {}

    static @Nullable ShardingFunction read(Yaml node, ShardNames shards, Problems problems) {
        String name = new Scalars(problems).text(node);
        if (name == null) {
            return null;
        }
        try {
            ShardingFunction function = create(name);
            boolean known = true;
            for (ShardId shard : Set.copyOf(function.shards())) {
                known &= shards.isKnown(node, shard.name());
            }
            return known ? function : null;
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            problems.add(node, "there is no class " + node.kind() + " on the class path", REMEDY);
        } catch (ClassCastException other) {
            problems.add(node, "the class " + node.kind() + " is no sharding function", REMEDY);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
            Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
            problems.add(
                    node,
                    "no " + node.kind() + " can be made: " + cause.getClass().getSimpleName(),
                    REMEDY);
        }
        return null;
    }

    private static ShardingFunction create(String name) throws ReflectiveOperationException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return Class.forName(name, false, loader == null ? UserFunction.class.getClassLoader() : loader)
                .asSubclass(ShardingFunction.class)
                .getConstructor()
                .newInstance();
    }
}
