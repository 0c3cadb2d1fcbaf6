package com.spotzee.nifi.system.benchmark;

import java.time.Duration;
import java.util.Map;

/**
 * What it was like to send.
 *
 * @param arrived what the project says
 * @param worked  how long each of the processes has worked, from the first question to Salesforce on
 * @param steps   how long the threads of each processor have worked, by its name; none where there are no processors
 * @param threads what the threads of the sender's process have done
 */
record Sending(ProjectMain.Summary arrived, Worked worked, Map<String, Duration> steps, ThreadWork threads) {

    /** Spotzee's documented ceiling: so many requests a second, and so many users in one. */
    static final double REQUESTS = 100;
    private static final double USERS = 100;
    private static final double UNIT = 100_000;

    Sending {
        steps = Map.copyOf(steps);
    }

    /**
     * The work of the three processes.
     *
     * @param sender  NiFi, or the plain loop
     * @param org     the emulated org
     * @param project the emulated project
     */
    record Worked(Duration sender, Duration org, Duration project) {

        Worked since(final Worked before) {
            return new Worked(sender.minus(before.sender), org.minus(before.org), project.minus(before.project));
        }
    }

    /** The share of the requests that the ceiling allows. */
    double ofCeiling() {
        return arrived.requestsPerSecond() / REQUESTS;
    }

    double usersPerRequest() {
        return (double) arrived.users() / arrived.requests();
    }

    /** Seconds of work for 100,000 users. */
    double perUnit(final Duration work) {
        return work.toMillis() / 1e3 / arrived.users() * UNIT;
    }

    double allSeconds() {
        return perUnit(worked.sender()) + perUnit(worked.org()) + perUnit(worked.project());
    }

    /** How many processors it takes to keep up with the ceiling, if nothing else runs on them. */
    double processorsForCeiling() {
        return allSeconds() / UNIT * REQUESTS * USERS;
    }
}
