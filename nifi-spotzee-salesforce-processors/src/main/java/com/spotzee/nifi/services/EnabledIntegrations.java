package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.sync.OrganizationPins;
import com.spotzee.nifi.sync.OrganizationPins.Pin;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The integrations that are enabled on this node, so that each can see whether another one syncs the same people. Which of two goes on does
 * not depend on the order in which a restart enables them: the one that logged in first, and before any login the one enabled first.
 */
final class EnabledIntegrations {

    /** Those of this node: all services of one NAR share its class loader. */
    static final EnabledIntegrations OF_THIS_NODE = new EnabledIntegrations();

    private final AtomicLong turn = new AtomicLong();
    private final Map<String, Entry> byService = new ConcurrentHashMap<>();

    /** One enabled service, and its org as far as this node knows. */
    static final class Entry {

        private static final Comparator<Entry> OLDER = Comparator.comparing((Entry entry) -> entry.pin == null)
                .thenComparing(entry -> entry.pin, Comparator.nullsLast(Comparator.comparing(Pin::since))).thenComparingLong(entry -> entry.turn);

        private final String service;
        private final String name;
        private final IntegrationId id;
        private final OrganizationPins pins;
        private final long turn;
        private volatile Pin pin;

        private Entry(final String service, final String name, final IntegrationId id, final OrganizationPins pins, final long turn) {
            this.service = service;
            this.name = name;
            this.id = id;
            this.pins = pins;
            this.turn = turn;
        }

        IntegrationId id() {
            return id;
        }

        /** The org of the integration; cluster state is asked while this node does not know it. Empty before the first login of all nodes. */
        Optional<Pin> pin() throws IOException {
            if (pin == null) {
                pins.of(id.value()).ifPresent(this::known);
            }
            return Optional.ofNullable(pin);
        }

        /** Pins the integration to an org in cluster state, unless it is pinned already. */
        void pinTo(final Pin first) throws IOException {
            known(pins.pin(id.value(), first));
        }

        private void known(final Pin found) {
            pin = found;
        }

        private boolean precedes(final Entry other) {
            return !service.equals(other.service) && OLDER.compare(this, other) < 0;
        }

        private boolean isPinnedTo(final String organization) {
            final Pin known = pin;
            return known != null && known.organization().equals(organization);
        }

        private String told() {
            return "the Salesforce Integration '%s' (Integration ID %s, service %s)".formatted(name, id, service);
        }
    }

    /** Notes that a service is enabled, under its identifier in NiFi. */
    Entry enter(final String service, final String name, final IntegrationId id, final OrganizationPins pins) {
        final Entry entry = unlisted(service, name, id, pins);
        byService.put(service, entry);
        return entry;
    }

    /** An entry to compare with the others, of a service that is not enabled. */
    Entry unlisted(final String service, final String name, final IntegrationId id, final OrganizationPins pins) {
        return new Entry(service, name == null ? id.value() : name, id, pins, turn.getAndIncrement());
    }

    /** Looks up the orgs of all that are enabled: another node may have been the first to log in. */
    void recall() throws IOException {
        for (final Entry entry : byService.values()) {
            entry.pin();
        }
    }

    /** Notes that a service is disabled. */
    void leave(final Entry entry) {
        byService.remove(entry.service, entry);
    }

    /** Why the service must not sync people while another one has the same Integration ID; empty if none has, or it is the younger one. */
    Optional<String> sameId(final Entry entry) {
        return older(entry, other -> other.id.equals(entry.id)).map(other -> ("Integration ID %s is used by %s as well, which came first: two with one "
                + "id overwrite each other's people in Spotzee. Give this one another Integration ID, or disable one of the two")
                .formatted(entry.id, other.told()));
    }

    /** Why the service must not sync people of an org that another one syncs; empty if none does, or it is the younger one. */
    Optional<String> sameOrganization(final Entry entry, final String organization) {
        return older(entry, other -> other.isPinnedTo(organization)).map(other -> ("The organisation %s is synced by %s already: everybody would be in Spotzee "
                + "twice. Put rules and mappings together in one integration and disable the other").formatted(organization, other.told()));
    }

    private Optional<Entry> older(final Entry entry, final Predicate<Entry> condition) {
        return byService.values().stream().filter(other -> other.precedes(entry) && condition.test(other)).min(Entry.OLDER);
    }
}
