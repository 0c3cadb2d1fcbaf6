package com.spotzee.nifi.processors;

import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.util.MockProcessSession;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Kills NiFi at one of the moments at which something becomes lasting: before and after each commit of a session and each write of state. What
 * dies gets nothing more done: whatever it tries to make lasting afterwards fails as well.
 */
final class Crashes {

    private static final Set<String> WRITES = Set.of("setState", "replace", "clear");

    private int moments;
    private IntPredicate kill = moment -> false;
    private boolean dead;

    /** NiFi is gone. Nothing in the product catches it, as nothing survives a kill. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How many moments there have been. */
    int moments() {
        return moments;
    }

    /** Lets NiFi die at the moments that are chosen, counted from 1 since the beginning. */
    void at(final IntPredicate moment) {
        kill = moment;
    }

    void reborn() {
        dead = false;
    }

    /** A session that may be killed around its commits. */
    ProcessSession watch(final MockProcessSession session, final Consumer<MockProcessSession> committed) {
        return watched(ProcessSession.class, session, (method, arguments) -> {
            if (!method.getName().equals("commitAsync")) {
                return method.invoke(session, arguments);
            }
            moment();
            session.commitAsync();
            committed.accept(session);
            moment();
            if (arguments != null) {
                ((Runnable) arguments[0]).run();
            }
            return null;
        });
    }

    /** State whose writes may be the last thing that happens. */
    StateManager watch(final StateManager state) {
        return watched(StateManager.class, state, (method, arguments) -> {
            final boolean write = WRITES.contains(method.getName());
            if (write) {
                moment();
            }
            final Object result = method.invoke(state, arguments);
            if (write) {
                moment();
            }
            return result;
        });
    }

    /** Passes calls on, and what they throw. */
    static <T> T watched(final Class<T> type, final T real, final Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(real, arguments);
            }
            try {
                return call.on(method, arguments);
            } catch (final InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void moment() {
        if (dead) {
            throw new Killed();
        }
        moments++;
        if (kill.test(moments)) {
            dead = true;
            throw new Killed();
        }
    }

    /** One call of a watched object. */
    @FunctionalInterface
    interface Call {
        Object on(Method method, Object[] arguments) throws IllegalAccessException, InvocationTargetException;
    }
}
