package com.spotzee.nifi.system.benchmark;

import java.time.Duration;

/**
 * What it was like to send.
 *
 * @param arrived what the project says
 * @param sender  how long the sender's process has worked, from the first question to Salesforce on
 * @param project how long the project's process has worked
 */
record Sending(ProjectMain.Summary arrived, Duration sender, Duration project) {

    /** Spotzee's documented ceiling: 100 requests a second of 100 users. */
    static final double CEILING = 10_000;
    private static final double UNIT = 100_000;

    double ofCeiling() {
        return arrived.perSecond() / CEILING;
    }

    double senderSeconds() {
        return perUnit(sender);
    }

    double projectSeconds() {
        return perUnit(project);
    }

    private double perUnit(final Duration worked) {
        return worked.toMillis() / 1e3 / arrived.users() * UNIT;
    }
}
