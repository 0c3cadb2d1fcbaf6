package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Which org the first login of each integration led to, in a component's cluster state: one entry an integration id, org and time between blanks. */
public final class OrganizationPins {

    private static final String KEY_PREFIX = "org.v1.";

    private final ClusterState state;

    public OrganizationPins(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    /**
     * An integration's org.
     *
     * @param organization the org's 18-character id
     * @param since        when the integration first logged in to it, by Salesforce's clock
     */
    public record Pin(String organization, Instant since) {

        public Pin {
            Objects.requireNonNull(organization, "organization");
            Objects.requireNonNull(since, "since");
        }
    }

    /** The org of an integration; empty before its first login. */
    public Optional<Pin> of(final String integrationId) throws IOException {
        return state.value(KEY_PREFIX + integrationId).map(OrganizationPins::parse);
    }

    /** Pins the integration to an org, unless it is pinned already; returns what it is pinned to. */
    public Pin pin(final String integrationId, final Pin pin) throws IOException {
        return parse(state.update(entries -> {
            entries.putIfAbsent(KEY_PREFIX + integrationId, "%s %s".formatted(pin.organization(), pin.since()));
            return entries;
        }).get(KEY_PREFIX + integrationId));
    }

    private static Pin parse(final String entry) {
        final String[] parts = entry.split(" ");
        return new Pin(parts[0], Instant.parse(parts[1]));
    }
}
