package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.StateDeliveryLedger;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.StateOptOutRegister;
import com.spotzee.nifi.sync.StateSyncHistory;
import com.spotzee.nifi.sync.SyncHistory;
import com.spotzee.nifi.sync.Turns;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.controller.AbstractControllerService;

import java.time.Duration;
import java.util.List;

/** An integration that keeps account and does nothing else. */
@Stateful(scopes = Scope.CLUSTER, description = "The account")
public class FakeIntegration extends AbstractControllerService implements SalesforceIntegration {

    private final Turns turns = new Turns();

    @Override
    public IntegrationSettings settings() {
        return new IntegrationSettings(new IntegrationId("crm"), List.of(SalesforceObject.LEAD), Duration.ofHours(1), CursorField.LAST_MODIFIED_DATE,
                "unsubscribed", UnreadableOptOut.HOLD, new DeletionSettings(DeletedRecords.IGNORE, null));
    }

    @Override
    public SalesforceClient client() {
        throw new UnsupportedOperationException("only the account is asked for");
    }

    @Override
    public ObjectPlan plan(final SalesforceObject object) {
        throw new UnsupportedOperationException("only the account is asked for");
    }

    @Override
    public ObjectPlan rememberedPlan(final SalesforceObject object) {
        throw new UnsupportedOperationException("only the account is asked for");
    }

    @Override
    public void claimOrganization() {
        throw new UnsupportedOperationException("only the account is asked for");
    }

    @Override
    public EmailKey emailKey() {
        throw new UnsupportedOperationException("only the account is asked for");
    }

    @Override
    public OptOutRegister optOutRegister() {
        return new StateOptOutRegister(getStateManager(), turns);
    }

    @Override
    public DeliveryLedger ledger() {
        return new StateDeliveryLedger(getStateManager());
    }

    @Override
    public SyncHistory history() {
        return new StateSyncHistory(getStateManager());
    }
}
