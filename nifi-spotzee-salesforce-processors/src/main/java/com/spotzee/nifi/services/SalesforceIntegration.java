package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.SyncHistory;
import org.apache.nifi.controller.ControllerService;

import java.io.IOException;

/** What Spotzee calls an integration: which people come, what is carried over, and the account of what was delivered. */
public interface SalesforceIntegration extends ControllerService {

    IntegrationSettings settings();

    /**
     * The client of the connection that this integration reads through. Its pages are of this integration's org, or end as
     * {@link SalesforceFailure.WrongOrganization} after their records, which are then not to be used.
     */
    SalesforceClient client();

    /**
     * Makes sure that the org that answers is this integration's, and that no other integration on this node comes before it. The org of the first login is its
     * org from then on, so whatever runs asks this before it asks Salesforce for anything else. <i>Verify</i> does not: it binds nothing.
     *
     * @throws SalesforceFailure.WrongOrganization if one of both is not so, with a sentence that says what to do
     * @throws SalesforceFailure.Unavailable       if cluster state can't be read or written, among others
     */
    void claimOrganization() throws SalesforceFailure;

    /**
     * Binds rules and mappings to the object's fields as the org shows them now. A field that is missing is no failure: the plan names it.
     */
    ObjectPlan plan(SalesforceObject object) throws SalesforceFailure;

    /**
     * The same by the fields as they were described last, however long ago: for those who ask {@link SalesforceClient#glance} next, which renews
     * what is due without a call of its own.
     */
    ObjectPlan rememberedPlan(SalesforceObject object) throws SalesforceFailure;

    /** The account of what was delivered, in this service's cluster state. */
    DeliveryLedger ledger();

    /** Who has opted out while an older version may be on its way, in this service's cluster state. */
    OptOutRegister optOutRegister();

    /**
     * The key under which this integration's e-mail addresses are hashed, the same on all nodes and at all times, from this service's cluster state.
     *
     * @throws IOException if cluster state can't be read or written
     */
    EmailKey emailKey() throws IOException;

    /** How the last syncs ended, in this service's cluster state. */
    SyncHistory history();
}
