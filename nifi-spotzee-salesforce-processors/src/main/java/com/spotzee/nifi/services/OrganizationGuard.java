package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.OrganizationPins;
import com.spotzee.nifi.sync.OrganizationPins.Pin;

import java.io.IOException;
import java.util.Optional;

/**
 * Sees to it that one and the same org stands behind an integration, and one integration before an org. Asking costs a request only after a
 * new login, and only where the login does not name the org.
 */
final class OrganizationGuard {

    private final IntegrationId id;
    private final OrganizationPins pins;
    private final EnabledIntegrations others;
    private final EnabledIntegrations.Entry entry;
    private volatile Pin pin;

    OrganizationGuard(final IntegrationId id, final OrganizationPins pins, final EnabledIntegrations others, final EnabledIntegrations.Entry entry) {
        this.id = id;
        this.pins = pins;
        this.others = others;
        this.entry = entry;
    }

    /** Looks up the org of earlier syncs, so that it counts before the first login. */
    void recall() throws IOException {
        pins.of(id.value()).ifPresent(this::known);
    }

    /**
     * Makes sure that what the client reads is of this integration's org.
     *
     * @throws SalesforceFailure.WrongOrganization if it is of another org, or another integration comes before this one
     */
    void check(final SalesforceClient client) throws SalesforceFailure {
        refuse(others.sameId(entry));
        final String organization = client.organizationId();
        if (pin == null) {
            try {
                recall();
            } catch (final IOException e) {
                throw new SalesforceFailure.Unavailable("NiFi's cluster state does not tell which organisation the integration %s was synced from: look at "
                        .formatted(id) + "NiFi's log and its state provider.", e);
            }
        }
        if (pin != null && !pin.organization().equals(organization)) {
            throw new SalesforceFailure.WrongOrganization(("The integration %s was first synced from the organisation %s, but the login leads to %s, so "
                    + "nothing is read. Let the Salesforce Connection lead to the first one again; or give the integration another Integration ID; or, if "
                    + "this one is meant to take its place (a refreshed sandbox), clear the state of this Salesforce Integration and of "
                    + "QuerySalesforceIncremental, which leads to a full sync").formatted(id, pin.organization(), organization));
        }
        refuse(others.sameOrganization(entry, organization));
    }

    /** The same, and if the integration was never synced, its org is the one that answers now. */
    void claim(final SalesforceClient client) throws SalesforceFailure, IOException {
        check(client);
        if (pin == null) {
            known(pins.pin(id.value(), new Pin(client.organizationId(), client.serverTime())));
            check(client);
        }
    }

    private void known(final Pin found) {
        pin = found;
        entry.pinned(found);
    }

    private static void refuse(final Optional<String> reason) throws SalesforceFailure.WrongOrganization {
        if (reason.isPresent()) {
            throw new SalesforceFailure.WrongOrganization(reason.get());
        }
    }
}
