package com.spotzee.nifi.sandbox.salesforce.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Edits that people have made and not yet committed: each takes its stamps when it is made and is seen when all are committed, so records appear
 * with stamps that lie in the past. While it is open, {@code latestDateCovered} stays at its beginning.
 */
public final class Transaction {
    private final Instant begun;
    private final Transactions all;
    private final List<Step> steps = new ArrayList<>();

    Transaction(final Instant begun, final Transactions all) {
        this.begun = begun;
        this.all = all;
    }

    private record Step(Instant stamp, Runnable edit) {
    }

    /** When it began, by the org's clock. */
    public Instant begun() {
        return begun;
    }

    /** Makes an edit, which is checked and seen when the transaction is committed. */
    public synchronized Transaction does(final Runnable edit) {
        steps.add(new Step(all.stamp(), edit));
        return this;
    }

    /** Lets everybody see all edits at once. The first one that is refused ends it: those before it stay, those after it are not made. */
    public synchronized void commit() {
        try {
            all.atOnce(() -> steps.forEach(step -> all.at(step.stamp(), step.edit())));
        } finally {
            rollBack();
        }
    }

    /** Drops the edits. */
    public synchronized void rollBack() {
        steps.clear();
        all.ended(this);
    }
}
