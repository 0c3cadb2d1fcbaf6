package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.DeliveryLedger;
import com.spotzee.nifi.sync.SyncHistory;
import org.apache.nifi.controller.ControllerService;

/** What Spotzee calls an integration: which people come, what is carried over, and the account of what was delivered. */
public interface SalesforceIntegration extends ControllerService {

    IntegrationSettings settings();

    /** The client of the connection that this integration reads through. */
    SalesforceClient client();

    /**
     * Binds rules and mappings to the object's fields as the org shows them now. A field that is missing is no failure: the plan names it.
     */
    ObjectPlan plan(SalesforceObject object) throws SalesforceFailure;

    /** The account of what was delivered, in this service's cluster state. */
    DeliveryLedger ledger();

    /** How the last syncs ended, in this service's cluster state. */
    SyncHistory history();
}
