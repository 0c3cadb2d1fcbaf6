package com.spotzee.nifi.services;

import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.OrganizationPins.Pin;

import java.io.IOException;
import java.util.Optional;

/**
 * Sees to it that one and the same org stands behind an integration, and one integration before an org. Asking costs a request only after a
 * new login, and only where the login does not name the org.
 */
final class OrganizationGuard {

    private final EnabledIntegrations others;
    private final EnabledIntegrations.Entry entry;

    OrganizationGuard(final EnabledIntegrations others, final EnabledIntegrations.Entry entry) {
        this.others = others;
        this.entry = entry;
    }

    /** Something to ask of cluster state. */
    @FunctionalInterface
    private interface StateQuestion<T> {
        T ask() throws IOException;
    }

    /**
     * Makes sure that what the client reads is of this integration's org.
     *
     * @return the org that the integration belongs to since its first login; empty before that
     * @throws SalesforceFailure.WrongOrganization if it is of another org, or another integration comes before this one
     * @throws SalesforceFailure.Unavailable       if cluster state can't be read
     */
    Optional<Pin> compare(final SalesforceClient client) throws SalesforceFailure {
        refuse(others.sameId(entry));
        final String organization = client.organizationId();
        final Optional<Pin> pin = state(entry::pin);
        if (pin.isPresent() && !pin.get().organization().equals(organization)) {
            throw new SalesforceFailure.WrongOrganization(("The integration %s belongs to the organisation %s, to which its first login led, but the login "
                    + "leads to %s now, so nothing is read. Let the Salesforce Connection lead to the first one again; or give the integration another "
                    + "Integration ID; or, if this one is meant to take its place (a refreshed sandbox, a test login at the beginning), clear the state of "
                    + "this Salesforce Integration and of QuerySalesforceIncremental, which leads to a full sync")
                    .formatted(entry.id(), pin.get().organization(), organization));
        }
        refuse(others.sameOrganization(entry, organization));
        return pin;
    }

    /** The same, and the first login of all binds the integration to its org. */
    void claim(final SalesforceClient client) throws SalesforceFailure {
        if (compare(client).isPresent()) {
            return;
        }
        state(() -> {
            others.recall();
            return null;
        });
        compare(client);
        final Pin first = new Pin(client.organizationId(), client.serverTime());
        state(() -> {
            entry.pinTo(first);
            return null;
        });
        compare(client);
    }

    private <T> T state(final StateQuestion<T> question) throws SalesforceFailure.Unavailable {
        try {
            return question.ask();
        } catch (final IOException e) {
            throw new SalesforceFailure.Unavailable("NiFi's cluster state does not tell which organisation the integration %s belongs to: look at NiFi's log "
                    .formatted(entry.id()) + "and its state provider.", e);
        }
    }

    private static void refuse(final Optional<String> reason) throws SalesforceFailure.WrongOrganization {
        if (reason.isPresent()) {
            throw new SalesforceFailure.WrongOrganization(reason.get());
        }
    }
}
