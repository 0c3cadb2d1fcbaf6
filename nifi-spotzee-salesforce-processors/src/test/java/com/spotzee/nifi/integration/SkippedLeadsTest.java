package com.spotzee.nifi.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The plan of leads while converted ones are skipped. */
class SkippedLeadsTest {

    private final FakeSchema schema = new FakeSchema().with("Lead", "Email", FieldType.EMAIL).with("Lead", "Status", FieldType.PICKLIST)
            .with("Contact", "Email", FieldType.EMAIL);

    private ObjectPlan skipping(final SalesforceObject object, final String rules) throws SalesforceFailure {
        return plan(object, rules, true);
    }

    private ObjectPlan plan(final SalesforceObject object, final String rules, final boolean withoutConvertedLeads) throws SalesforceFailure {
        final MappingRows mapping = MappingRows.parse(Map.of("email", "Email"), "unsubscribed");
        return new IntegrationDefinition(RuleLogic.OR, RuleSet.parse(rules), mapping, withoutConvertedLeads).plan(object, schema);
    }

    private static ObjectNode json(final String text) throws IOException {
        return JsonRecords.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).next().orElseThrow();
    }

    @Test
    void areKeptOutBySalesforceAndByTheFilterWhateverTheLogic() throws SalesforceFailure, IOException {
        schema.with("Lead", "IsConverted", FieldType.BOOLEAN);
        final ObjectPlan plan = skipping(SalesforceObject.LEAD, "Status equals Hot\nEmail is_set");

        assertEquals("((Status = 'Hot' OR Email != null) AND IsConverted = FALSE)", plan.condition().orElseThrow().text());
        assertTrue(plan.filter().matches(json("{\"Status\":\"Hot\",\"Email\":null,\"IsConverted\":false}")));
        assertFalse(plan.filter().matches(json("{\"Status\":\"Hot\",\"Email\":null,\"IsConverted\":true}")));
        assertFalse(plan.filter().matches(json("{\"Status\":\"Cold\",\"Email\":null,\"IsConverted\":false}")));
        assertEquals("IsConverted = FALSE", skipping(SalesforceObject.LEAD, "").condition().orElseThrow().text());
        assertEquals("[IsConverted]", skipping(SalesforceObject.LEAD, "").narrowedTo(List.of()).fields().toString());
        assertTrue(skipping(SalesforceObject.CONTACT, "").condition().isEmpty());
    }

    @Test
    void changeWhatTheRulesMean() throws SalesforceFailure {
        schema.with("Lead", "IsConverted", FieldType.BOOLEAN);

        assertFalse(skipping(SalesforceObject.LEAD, "").parts().ruleMeaning().equals(plan(SalesforceObject.LEAD, "", false).parts().ruleMeaning()));
    }

    @Test
    void thatCanNotBeToldFromOthersHoldTheObject() throws SalesforceFailure {
        final String reason = skipping(SalesforceObject.LEAD, "").holdReason(UnreadableOptOut.HOLD).orElseThrow();

        assertTrue(reason.contains("Converted Leads") && reason.contains("or choose Sync"), reason);
    }
}
