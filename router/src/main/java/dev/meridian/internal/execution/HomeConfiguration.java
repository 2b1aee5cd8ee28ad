package dev.meridian.internal.execution;

import dev.meridian.internal.routing.Home;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jooq.Configuration;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one record: the one that it was read through, and the record's home besides.
 *
 * <p>jOOQ runs {@code refresh()}, {@code fetchChildren()} and the rest of a record through the record's configuration, and tells nobody which record it
 * was: so each record has a configuration of its own. A copy of a jOOQ configuration is a few hundred bytes, which is too much for every row of a large
 * result; a proxy is a few words, and costs time only when the record is used to run a statement. What is derived from it, as jOOQ does
 * for each execution, is a configuration like any other and carries the home with it.
 */
final class HomeConfiguration implements InvocationHandler, Serializable {

    private static final long serialVersionUID = 1L;

    private final Configuration configuration;
    private final String key;
    // A record that is read back from a stream has no home until it is attached again.
    private final transient @Nullable Home home;

    private HomeConfiguration(Configuration configuration, String key, Home home) {
        this.configuration = configuration;
        this.key = key;
        this.home = home;
    }

    /** The configuration of a record; made from another record's, it is made from what that one was made from. */
    static Configuration of(Configuration configuration, String key, Home home) {
        return (Configuration) Proxy.newProxyInstance(
                HomeConfiguration.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                new HomeConfiguration(base(configuration), key, home));
    }

    /** The configuration that a record's own was made from; any other is its own base. */
    static Configuration base(Configuration configuration) {
        return Proxy.isProxyClass(configuration.getClass())
                        && Proxy.getInvocationHandler(configuration) instanceof HomeConfiguration handler
                ? handler.configuration
                : configuration;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean asksHome = arguments != null && arguments.length == 1 && arguments[0].equals(key);
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "dsl" -> DSL.using((Configuration) proxy);
            case "data" -> asksHome ? home : call(method, arguments);
            case "derive" -> athome((Configuration) call(method, arguments));
            default -> call(method, arguments);
        };
    }

    private Configuration athome(Configuration derived) {
        if (home != null) {
            derived.data(key, home);
        }
        return derived;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(configuration, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
