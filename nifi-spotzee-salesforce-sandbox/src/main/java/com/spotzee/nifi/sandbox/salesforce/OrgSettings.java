package com.spotzee.nifi.sandbox.salesforce;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How an emulated org is set up.
 *
 * @param port where it listens; 0 takes a free port
 * @param nullSemantics whether empty fields match negated conditions
 * @param apiLimit API calls allowed in 24 hours
 * @param apiVersions versions offered, ascending, such as {@code 66.0}
 * @param clock the org's time
 * @param organization number of the organisation, which makes its id: a refreshed sandbox has another one
 */
public record OrgSettings(int port, NullSemantics nullSemantics, long apiLimit, List<String> apiVersions, OrgClock clock, int organization) {
    private static final int FIRST_VERSION = 58;
    private static final int LAST_VERSION = 68;

    /** Checks and copies. */
    public OrgSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port of the emulated org must lie between 0 and 65535, not " + port + ".");
        }
        if (apiLimit < 1) {
            throw new IllegalArgumentException("The API limit of the emulated org must be at least 1, not " + apiLimit + ".");
        }
        Objects.requireNonNull(nullSemantics, "nullSemantics");
        Objects.requireNonNull(clock, "clock");
        apiVersions = List.copyOf(apiVersions);
    }

    /** A free port, practitioners' null semantics, 100,000 calls, today's versions, the system clock. */
    public static OrgSettings defaults() {
        final List<String> versions = IntStream.rangeClosed(FIRST_VERSION, LAST_VERSION).mapToObj(number -> number + ".0").toList();
        return new OrgSettings(0, NullSemantics.NULL_MATCHES_NEGATION, 100_000, versions, OrgClock.system(), 1);
    }

    /** The same on another port. */
    public OrgSettings withPort(final int newPort) {
        return new OrgSettings(newPort, nullSemantics, apiLimit, apiVersions, clock, organization);
    }

    /** The same under other null semantics. */
    public OrgSettings withNullSemantics(final NullSemantics semantics) {
        return new OrgSettings(port, semantics, apiLimit, apiVersions, clock, organization);
    }

    /** The same with another allowance of API calls. */
    public OrgSettings withApiLimit(final long limit) {
        return new OrgSettings(port, nullSemantics, limit, apiVersions, clock, organization);
    }

    /** The same offering other versions. */
    public OrgSettings withApiVersions(final List<String> versions) {
        return new OrgSettings(port, nullSemantics, apiLimit, versions, clock, organization);
    }

    /** The same with another clock. */
    public OrgSettings withClock(final OrgClock newClock) {
        return new OrgSettings(port, nullSemantics, apiLimit, apiVersions, newClock, organization);
    }

    /** The same as another organisation. */
    public OrgSettings withOrganization(final int number) {
        return new OrgSettings(port, nullSemantics, apiLimit, apiVersions, clock, number);
    }
}
