package com.spotzee.nifi.events;

import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** Runners of processors that hold every event against the documented schema as soon as it is emitted. */
public final class EventCheck {

    private static final String EVENTS = "events";

    private EventCheck() {
    }

    public static TestRunner runner(final Class<? extends Processor> processor) {
        return checked(TestRunners.newTestRunner(processor));
    }

    public static TestRunner runner(final Processor processor) {
        return checked(TestRunners.newTestRunner(processor));
    }

    private static TestRunner checked(final TestRunner runner) {
        final Set<Long> seen = new HashSet<>();
        return (TestRunner) Proxy.newProxyInstance(TestRunner.class.getClassLoader(), new Class<?>[] {TestRunner.class}, (proxy, method, arguments) -> {
            try {
                final Object answer = method.invoke(runner, arguments);
                if (method.getName().equals("run")) {
                    check(runner, seen);
                }
                return answer;
            } catch (final InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static void check(final TestRunner runner, final Set<Long> seen) {
        for (final MockFlowFile event : runner.getFlowFilesForRelationship(EVENTS)) {
            if (seen.add(event.getId())) {
                EventSchema.requireEvent(event);
            }
        }
    }
}
