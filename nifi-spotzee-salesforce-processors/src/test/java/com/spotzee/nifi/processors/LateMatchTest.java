package com.spotzee.nifi.processors;

import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Somebody begins to match the rules when opt-outs have been asked for already and the window is not opened yet. */
class LateMatchTest {

    /** Does something each time Salesforce is about to be asked for an object's opt-outs or for its window. */
    public static final class Interrupted extends StandardSalesforceIntegration {

        private Runnable before = () -> { };

        @Override
        public void claimOrganization() throws SalesforceFailure {
            super.claimOrganization();
            before.run();
        }
    }

    @Test
    void whoInheritsAnOptOutComesWithTheNextWindowAndIsNeverMailable() throws InitializationException, IOException {
        final Interrupted integration = new Interrupted();
        try (ChainedSync sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean",
                "Sync Rules", "LastName not_equals \"Later\""), integration)) {
            final OrgEdits edits = sync.edits();
            final String lead = edits.create("Lead", Map.of("LastName", "Ada", "Company", "Acme", "Email", "ada@example.com", "HasOptedOutOfEmail", true));
            final String contact = edits.create("Contact", Map.of("LastName", "Later", "Email", "ada@example.com"));
            edits.convertInto(lead, contact);
            sync.sync();
            edits.create("Contact", Map.of("LastName", "Bob", "Email", "bob@example.com"));
            sync.sync();
            sync.sync();

            // the lanes of both objects, then the window of leads, then that of contacts
            final int[] calls = {0};
            integration.before = () -> {
                calls[0]++;
                if (calls[0] == 4) {
                    sync.pass(Duration.ofSeconds(5));
                    edits.edit("Contact", contact, Map.of("LastName", "Sooner"));
                    sync.pass(Duration.ofSeconds(5));
                }
            };
            sync.sync();
            assertTrue(calls[0] >= 4);
            assertTrue(sync.user("Contact", contact).isEmpty());

            sync.sync();
            assertTrue(sync.user("Contact", contact).orElseThrow().path("email").isTextual());
            assertTrue(sync.unsubscribed("Contact", contact));
        }
    }
}
