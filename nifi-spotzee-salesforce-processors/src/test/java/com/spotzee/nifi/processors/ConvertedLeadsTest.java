package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of converted leads in Spotzee, by choice. */
class ConvertedLeadsTest {

    private static Map<String, String> properties(final String choice, final String objects) {
        return Map.of("Objects", objects, "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean", "Converted Leads", choice);
    }

    private static Map<String, Object> person(final boolean optedOut, final Map<String, Object> more) {
        final Map<String, Object> values = new HashMap<>(more);
        values.put("LastName", "Ada");
        values.put("Email", "ada@example.com");
        values.put("HasOptedOutOfEmail", optedOut);
        return values;
    }

    private static String lead(final OrgEdits edits, final boolean optedOut) {
        return edits.create("Lead", person(optedOut, Map.of("Company", "Acme")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Sync | Lead, Contact | true", "Skip | Lead, Contact | false", "Skip | Lead | true"})
    void comeUnlessTheyAreSkippedForTheirContacts(final String choice, final String objects, final boolean comes) throws InitializationException, IOException {
        try (ChainedSync sync = new ChainedSync(properties(choice, objects))) {
            final String converted = lead(sync.edits(), false);
            sync.edits().convert(converted);
            final String other = lead(sync.edits(), false);
            sync.sync();

            assertEquals(comes, sync.user("Lead", converted).isPresent());
            assertTrue(sync.user("Lead", other).isPresent());
        }
    }

    @Test
    void sayWhichContactTheyBecame() throws InitializationException, IOException {
        try (ChainedSync sync = new ChainedSync(properties("Sync", "Lead, Contact"))) {
            final String lead = lead(sync.edits(), false);
            final String other = lead(sync.edits(), false);
            final String contact = sync.edits().convert(lead).contactId();
            sync.readOnly();
            final Map<String, JsonNode> leads = sync.query().getFlowFilesForRelationship("success").stream().flatMap(page -> page.getContent().lines())
                    .map(WindowRun::json).collect(Collectors.toMap(person -> person.path("Id").asText(), person -> person));
            assertEquals(contact, leads.get(lead).path("ConvertedContactId").asText());
            assertTrue(leads.get(lead).path("IsConverted").booleanValue());
            assertTrue(leads.get(other).required("ConvertedContactId").isNull());
        }
    }

    @Test
    void comeUnlessAnythingElseWasChosen() throws InitializationException, IOException {
        try (ChainedSync sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "Email"))) {
            final String converted = lead(sync.edits(), false);
            sync.edits().convert(converted);
            sync.sync();

            assertTrue(sync.user("Lead", converted).isPresent());
        }
    }

    @Test
    void thatAreSkippedStayAsTheyAreAndTheirOptOutsArrive() throws InitializationException, IOException {
        try (ChainedSync sync = new ChainedSync(properties("Skip", "Lead, Contact"))) {
            final String lead = lead(sync.edits(), false);
            final String contact = sync.edits().create("Contact", person(false, Map.of()));
            sync.sync();
            assertTrue(sync.user("Lead", lead).isPresent());

            sync.pass(Duration.ofMinutes(20));
            sync.edits().optOut("Lead", lead);
            sync.edits().convertInto(lead, contact);
            sync.sync();
            assertFalse(sync.property("Lead", lead, "unsubscribed").asBoolean());
            assertTrue(sync.unsubscribed("Lead", lead));
            assertTrue(sync.unsubscribed("Contact", contact));
        }
    }
}
