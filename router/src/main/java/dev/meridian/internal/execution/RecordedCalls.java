package dev.meridian.internal.execution;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Settings and values for a statement that is not there yet. */
final class RecordedCalls {

    private final List<Call> calls = new ArrayList<>();

    private static final class Call {
        private final Method method;
        private final Object[] arguments;

        private Call(Method method, Object[] arguments) {
            this.method = method;
            this.arguments = arguments;
        }
    }

    void add(Method method, Object[] arguments) {
        calls.add(new Call(method, arguments));
    }

    /** Sets the statement as the calls have said. */
    void replay(Object statement) throws Throwable {
        for (Call call : calls) {
            ScatterConnection.call(call.method, statement, call.arguments);
        }
    }
}
