package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A mapping of so many fields that no address holds its queries. */
class ManyFieldsTest {

    private static final int FIELDS = 400;
    private static final int LONGEST_ADDRESS = 16_384;

    @Test
    void areReadInFullByRestAndByBulkAndAgainWhenTheyChange() throws InitializationException, IOException {
        try (WindowRun run = new WindowRun(Map.of("Query API", "REST API"))) {
            run.stop();
            run.runner().disableControllerService(run.integration());
            for (int field = 0; field < FIELDS; field++) {
                run.org().edits().addField("Lead", new OrgEdits.NewField(name(field), "Field " + field, FieldType.STRING, List.of()));
                run.runner().setProperty(run.integration(), "property_" + field, name(field));
            }
            run.runner().enableControllerService(run.integration());
            final List<String> ids = run.addLeads(3);
            run.org().edits().edit("Lead", ids.getFirst(), Map.of(name(0), "first", name(FIELDS - 1), "last"));
            run.trigger();
            final Map<String, String> byRest = run.recordsOnce();
            final JsonNode person = WindowRun.json(byRest.get(ids.getFirst()));
            assertEquals("first", person.path(name(0)).textValue());
            assertEquals("last", person.path(name(FIELDS - 1)).textValue());
            assertTrue(person.size() > FIELDS && byRest.get(ids.getLast()).length() > LONGEST_ADDRESS, person::toString);
            run.deliverAndSettle();

            run.runner().clearTransferState();
            run.pass(Duration.ofHours(2));
            run.org().edits().edit("Lead", ids.getLast(), Map.of(name(1), "changed"));
            run.trigger();
            assertEquals(Set.of(ids.getLast()), run.emittedIds());
            assertEquals(List.of("incremental"), run.attribute("sync.mode"));
            run.deliverAndSettle();
            run.org().edits().edit("Lead", ids.getLast(), Map.of(name(1), ""));

            run.stop();
            run.runner().clearTransferState();
            run.runner().getStateManager().clear(Scope.CLUSTER);
            run.runner().setProperty("Query API", "Bulk API 2.0");
            run.trigger(3);
            assertEquals(List.of("bulk"), run.attribute("sync.reading"));
            assertEquals(byRest.get(ids.getFirst()), run.recordsOnce().get(ids.getFirst()));
            assertEquals(List.of(), run.events("sync_failed"));
        }
    }

    private static String name(final int number) {
        return "A_Name_That_Is_As_Long_As_They_Get_%04d__c".formatted(number);
    }
}
