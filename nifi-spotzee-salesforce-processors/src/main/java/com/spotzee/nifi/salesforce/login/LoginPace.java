package com.spotzee.nifi.salesforce.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When the next login may be tried. Never more than a few a minute, whatever comes of them, and at growing distances while they come to
 * nothing: Salesforce locks users out who fail too often, and refuses the 3,601st login of an hour.
 */
final class LoginPace {

    private static final int MOST_A_MINUTE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 5;

    private final InstantSource clock;
    private final Deque<Instant> attempts = new ArrayDeque<>();
    private int inVain;
    private Instant notBefore = Instant.MIN;

    LoginPace(final InstantSource clock) {
        this.clock = clock;
    }

    /** How long the next attempt must wait; empty if it may be made now. */
    Optional<Duration> toWait() {
        final Instant now = clock.instant();
        // what lies in the future was noted before this machine's clock was set back
        attempts.removeIf(attempt -> attempt.isAfter(now) || !attempt.plus(Duration.ofMinutes(1)).isAfter(now));
        Instant next = notBefore.isAfter(now.plus(LONGEST_PAUSE)) ? now : notBefore;
        if (attempts.size() >= MOST_A_MINUTE) {
            final Instant room = attempts.getFirst().plus(Duration.ofMinutes(1));
            next = room.isAfter(next) ? room : next;
        }
        return next.isAfter(now) ? Optional.of(Duration.between(now, next)) : Optional.empty();
    }

    void attempted() {
        attempts.addLast(clock.instant());
    }

    /** The login was refused. */
    void refused() {
        inVain++;
        pause(inVain);
    }

    /** The login was granted, and its token refused before anything was answered to it: that may happen once. */
    void grantedInVain() {
        inVain++;
        if (inVain > 1) {
            pause(inVain - 1);
        }
    }

    /** A token was good for something. */
    void fruitful() {
        inVain = 0;
        notBefore = Instant.MIN;
    }

    /** Logins in a row that came to nothing. */
    int inVain() {
        return inVain;
    }

    private void pause(final int times) {
        final Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        notBefore = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
