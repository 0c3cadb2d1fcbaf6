package com.spotzee.nifi.sandbox.salesforce.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The sessions that are alive: two hours from their last use, unless they are ended. */
public final class Sessions {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final InstantSource clock;
    private final Consumer<String> whenEnded;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * No sessions yet.
     *
     * @param whenEnded is told the id of each session that ends
     */
    public Sessions(final InstantSource clock, final Consumer<String> whenEnded) {
        this.clock = clock;
        this.whenEnded = whenEnded;
    }

    /** The session of an {@code Authorization} header, of the scheme Bearer or OAuth. Finding it prolongs it. */
    public Optional<Session> authorized(final String header) {
        for (final String scheme : new String[] {"Bearer ", "OAuth "}) {
            if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
                final Optional<Session> session = alive(header.substring(scheme.length()).strip());
                session.ifPresent(found -> found.use(clock.instant()));
                return session;
            }
        }
        return Optional.empty();
    }

    /** Ends every session. */
    public void endAll() {
        endIf(session -> true);
    }

    Session open(final String accessToken, final String grantedBy) {
        endIf(this::expired);
        final Session session = new Session(accessToken, grantedBy, clock.instant());
        sessions.put(accessToken, session);
        return session;
    }

    Optional<Session> alive(final String accessToken) {
        return Optional.ofNullable(sessions.get(accessToken)).filter(session -> !expired(session));
    }

    /** When a session ends if nobody uses it. */
    static Instant endOf(final Session session) {
        return session.usedAt().plus(LIFETIME);
    }

    void endIf(final Predicate<Session> ending) {
        for (final Session session : sessions.values()) {
            if (ending.test(session) && sessions.remove(session.accessToken(), session)) {
                whenEnded.accept(session.id());
            }
        }
    }

    private boolean expired(final Session session) {
        return !clock.instant().isBefore(endOf(session));
    }
}
