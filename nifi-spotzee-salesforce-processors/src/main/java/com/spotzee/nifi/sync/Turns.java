package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The people whom threads of this node are at work for: each person is one thread's at a time, so that an opt-out is noticed either before or after. */
public final class Turns {

    private final Lock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<SalesforceId> taken = new HashSet<>();

    /** Takes the turn of all these people at once, as soon as nobody else has the turn of one of them. */
    Turn take(final Set<SalesforceId> people) {
        lock.lock();
        try {
            while (!Collections.disjoint(taken, people)) {
                ended.awaitUninterruptibly();
            }
            taken.addAll(people);
            return () -> end(people);
        } finally {
            lock.unlock();
        }
    }

    private void end(final Set<SalesforceId> people) {
        lock.lock();
        try {
            taken.removeAll(people);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A turn that was taken; others wait until it is ended. */
    @FunctionalInterface
    public interface Turn {
        void end();
    }
}
