package dev.meridian.internal.execution;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement whose placeholders are in other places than those that its values are set for; one may be in several. */
final class MovedPlaceholders implements InvocationHandler {

    private final PreparedStatement statement;
    private final Map<Integer, List<Integer>> places;

    private MovedPlaceholders(PreparedStatement statement, Map<Integer, List<Integer>> places) {
        this.statement = statement;
        this.places = places;
    }

    static PreparedStatement over(PreparedStatement statement, Map<Integer, List<Integer>> places) {
        return (PreparedStatement) Proxy.newProxyInstance(
                MovedPlaceholders.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new MovedPlaceholders(statement, places));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!isValue(method)) {
            return ScatterConnection.call(method, statement, arguments);
        }
        for (int place : places.getOrDefault((Integer) arguments[0], List.of())) {
            Object[] moved = arguments.clone();
            moved[0] = place;
            ScatterConnection.call(method, statement, moved);
        }
        return null;
    }

    private static boolean isValue(Method method) {
        return method.getName().startsWith("set")
                && method.getDeclaringClass() == PreparedStatement.class
                && method.getParameterCount() > 1
                && method.getParameterTypes()[0] == int.class;
    }
}
