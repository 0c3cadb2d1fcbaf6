package com.spotzee.nifi.sandbox.spotzee;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * How an emulated project is set up.
 *
 * @param port            where it listens; 0 takes a free port
 * @param rateLimits      requests allowed per address
 * @param defaultRegion   country whose phone numbers may come without a country code, as ISO 3166 letters
 * @param versionRequired whether a request without {@code Spotzee-Version} is refused
 * @param subscriptions   subscription types of the project
 * @param clock           the project's time
 */
public record ProjectSettings(int port, RateLimits rateLimits, String defaultRegion, boolean versionRequired, List<SubscriptionType> subscriptions,
        InstantSource clock) {

    public ProjectSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port of the emulated project must lie between 0 and 65535, not " + port + ".");
        }
        Objects.requireNonNull(rateLimits, "rateLimits");
        Objects.requireNonNull(defaultRegion, "defaultRegion");
        Objects.requireNonNull(clock, "clock");
        subscriptions = List.copyOf(subscriptions);
    }

    /** A free port, the documented limits, US phone numbers, three subscription types, the system clock. */
    public static ProjectSettings defaults() {
        final List<SubscriptionType> types = List.of(new SubscriptionType(1, "Marketing e-mail", "email", false),
                new SubscriptionType(2, "Newsletter", "email", true), new SubscriptionType(3, "Text messages", "text", true));
        return new ProjectSettings(0, RateLimits.documented(), "US", false, types, Clock.systemUTC());
    }

    /** The same on another port. */
    public ProjectSettings withPort(final int newPort) {
        return new ProjectSettings(newPort, rateLimits, defaultRegion, versionRequired, subscriptions, clock);
    }

    /** The same with other limits. */
    public ProjectSettings withRateLimits(final RateLimits limits) {
        return new ProjectSettings(port, limits, defaultRegion, versionRequired, subscriptions, clock);
    }

    /** The same in another country. */
    public ProjectSettings withDefaultRegion(final String region) {
        return new ProjectSettings(port, rateLimits, region, versionRequired, subscriptions, clock);
    }

    /** The same, refusing requests without a version. */
    public ProjectSettings withVersionRequired(final boolean required) {
        return new ProjectSettings(port, rateLimits, defaultRegion, required, subscriptions, clock);
    }

    /** The same with other subscription types. */
    public ProjectSettings withSubscriptions(final List<SubscriptionType> types) {
        return new ProjectSettings(port, rateLimits, defaultRegion, versionRequired, types, clock);
    }

    /** The same with another clock. */
    public ProjectSettings withClock(final InstantSource newClock) {
        return new ProjectSettings(port, rateLimits, defaultRegion, versionRequired, subscriptions, newClock);
    }
}
