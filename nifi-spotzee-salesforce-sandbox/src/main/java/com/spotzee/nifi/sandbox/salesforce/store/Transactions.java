package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.OrgClock;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** The open transactions of an org, and the time that an edit is stamped with: that of the clock, or that at which a late one was made. */
final class Transactions {
    private final OrgClock clock;
    private final Lock lock;
    private final Set<Transaction> open = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Instant> madeAt = new ThreadLocal<>();

    /** No transactions yet; the lock keeps queries out while one is committed. */
    Transactions(final OrgClock clock, final Lock lock) {
        this.clock = clock;
        this.lock = lock;
    }

    Transaction begin() {
        final Transaction transaction = new Transaction(clock.now(), this);
        open.add(transaction);
        return transaction;
    }

    Instant stamp() {
        return Optional.ofNullable(madeAt.get()).orElseGet(clock::stamp);
    }

    /** When the oldest open transaction began. */
    Optional<Instant> oldest() {
        return open.stream().map(Transaction::begun).min(Instant::compareTo);
    }

    void at(final Instant stamp, final Runnable edit) {
        madeAt.set(stamp);
        try {
            edit.run();
        } finally {
            madeAt.remove();
        }
    }

    void atOnce(final Runnable edits) {
        lock.lock();
        try {
            edits.run();
        } finally {
            lock.unlock();
        }
    }

    void ended(final Transaction transaction) {
        open.remove(transaction);
    }
}
