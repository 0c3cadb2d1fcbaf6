package com.spotzee.nifi.health;

import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.processors.QuerySalesforceIncremental;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.StateSyncHistory;
import org.apache.nifi.state.MockStateManager;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OptOutCheckTest {

    @Test
    void failsOnAFormula() {
        final HealthFinding.Verdict verdict = verdict(true);
        assertEquals(HealthResult.FAILED, verdict.result());
        assertTrue(verdict.detail().contains("mapping row 'unsubscribed': LeftUs__c is a formula"), verdict::detail);
    }

    @Test
    void passesOnACheckbox() {
        assertEquals(HealthResult.PASSED, verdict(false).result());
    }

    private static HealthFinding.Verdict verdict(final boolean formula) {
        final IntegrationDefinition definition = new IntegrationDefinition(RuleLogic.AND, RuleSet.parse(""),
                MappingRows.parse(Map.of("unsubscribed", "LeftUs__c"), "unsubscribed"));
        final IntegrationSettings settings = new IntegrationSettings(new IntegrationId("crm"), List.of(SalesforceObject.LEAD), Duration.ofHours(1),
                CursorField.LAST_MODIFIED_DATE, "unsubscribed", UnreadableOptOut.HOLD, new DeletionSettings(DeletedRecords.IGNORE, "x"));
        final List<FieldDescription> fields = List.of(new FieldDescription("LeftUs__c", "Left us", FieldType.BOOLEAN, 0, true, formula, null, List.of()),
                new FieldDescription("MasterRecordId", "Master", FieldType.REFERENCE, 18, true, false, null, List.of()),
                new FieldDescription("ConvertedContactId", "Contact", FieldType.REFERENCE, 18, true, false, null, List.of()));
        return new OptOutCheck(settings, object -> definition.plan(object, name -> new SObjectDescription(name, "00Q", fields)), null,
                new StateSyncHistory(new MockStateManager(new QuerySalesforceIncremental()))).verdict();
    }
}
