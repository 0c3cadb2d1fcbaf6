package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.RateLimits;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of the process in which a Spotzee project of the benchmark lives: says on one line where it is, and, when its input ends, what has
 * arrived how quickly.
 */
final class ProjectMain {

    static final String READY = "ready ";
    static final String SUMMARY = "summary ";
    private static final long LOOK_MILLIS = 50;

    private final EmulatedProject project;
    private final List<Look> looks = new ArrayList<>();

    private ProjectMain(final EmulatedProject project) {
        this.project = project;
    }

    /** How many users there were at a moment, and how many requests had been admitted. */
    private record Look(long nanos, long users, long requests) {
    }

    /**
     * Where the project is.
     *
     * @param key its secret key, of a throw-away project
     */
    record Address(String url, String key) {
    }

    /**
     * What has arrived.
     *
     * @param perSecond         users a second between the first tenth and the last twentieth, where senders are warm and nothing runs dry
     * @param requestsPerSecond requests a second that were not refused, in the same time
     * @param requests          all requests that were not refused
     * @param throttled         requests that were refused because there were too many
     */
    record Summary(long users, double perSecond, double requestsPerSecond, long requests, long throttled) {
    }

    /** @param arguments {@code enforced} or {@code lifted}, and how many milliseconds an answer takes */
    public static void main(final String[] arguments) throws IOException {
        final ProjectSettings settings = ProjectSettings.defaults();
        final boolean enforced = arguments[0].equals("enforced");
        try (EmulatedProject project = EmulatedProject.start(
                enforced ? settings : settings.withRateLimits(new RateLimits(Integer.MAX_VALUE, Integer.MAX_VALUE)))) {
            project.answerAfter(Duration.ofMillis(Long.parseLong(arguments[1])));
            final ProjectMain main = new ProjectMain(project);
            Thread.ofPlatform().daemon().start(main::look);
            System.out.println(READY + new ObjectMapper().writeValueAsString(new Address(project.url().toString(), project.secretKey())));
            System.out.flush();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
            System.out.println(SUMMARY + new ObjectMapper().writeValueAsString(main.summary()));
        }
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                lookNow();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookNow() {
        synchronized (looks) {
            looks.add(new Look(System.nanoTime(), project.userCount(), project.traffic().admitted()));
        }
    }

    private Summary summary() {
        // a few users may all have come since the last look
        lookNow();
        final long users = project.userCount();
        synchronized (looks) {
            final Look begin = looks.stream().filter(look -> look.users() >= users / 10).findFirst().orElseThrow();
            final Look end = looks.stream().filter(look -> look.users() >= users - users / 20).findFirst().orElseThrow();
            final double seconds = Math.max(1, end.nanos() - begin.nanos()) / 1e9;
            return new Summary(users, (end.users() - begin.users()) / seconds, (end.requests() - begin.requests()) / seconds,
                    project.traffic().admitted(), project.traffic().throttled());
        }
    }
}
