package com.spotzee.nifi.system.benchmark;

import java.time.Duration;

/** The circumstances under which sending is measured. */
enum SendingWay {
    PLAIN_LOOP("plain loop, ceiling lifted", false, Duration.ZERO, false),
    LIFTED("whole flow, ceiling lifted", false, Duration.ZERO, false),
    ENFORCED("whole flow, enforced, 5 ms", true, Duration.ofMillis(5), false),
    QUEUED("queue waits, answers in 5 ms", true, Duration.ofMillis(5), true),
    QUEUED_SLOW("queue waits, answers in 500 ms", true, Duration.ofMillis(500), true);

    private final String label;
    private final boolean enforced;
    private final Duration answerTime;
    private final boolean queued;

    SendingWay(final String label, final boolean enforced, final Duration answerTime, final boolean queued) {
        this.label = label;
        this.enforced = enforced;
        this.answerTime = answerTime;
        this.queued = queued;
    }

    String label() {
        return label;
    }

    /** Whether Spotzee's documented limits hold. */
    boolean enforced() {
        return enforced;
    }

    Duration answerTime() {
        return answerTime;
    }

    /** Whether sending begins only when all is queued before it. */
    boolean queued() {
        return queued;
    }
}
