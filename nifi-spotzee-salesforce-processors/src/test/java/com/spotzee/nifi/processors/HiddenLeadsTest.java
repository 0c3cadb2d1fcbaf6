package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The opt-out field of leads is hidden for a while, and contacts go on being synced. */
class HiddenLeadsTest {

    @Test
    void contactsInheritTheirOptOutsWhenTheFieldIsBack() throws InitializationException, IOException {
        final ChainedSync sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean",
                "Sync Rules", "LastName not_equals \"Later\""));
        final OrgEdits edits = sync.edits();
        final String lead = edits.create("Lead", Map.of("LastName", "Ada", "Company", "Acme", "Email", "ada@example.com", "HasOptedOutOfEmail", true));
        final String contact = edits.create("Contact", Map.of("LastName", "Later", "Email", "ada@example.com"));
        edits.convertInto(lead, contact);
        sync.sync();
        edits.create("Contact", Map.of("LastName", "Bob", "Email", "bob@example.com"));
        sync.sync();
        sync.sync();

        sync.pass(Duration.ofDays(3));
        edits.hideField("Lead", "HasOptedOutOfEmail");
        edits.edit("Contact", contact, Map.of("LastName", "Sooner"));
        sync.sync();
        sync.sync();
        assertFalse(sync.unsubscribed("Contact", contact));

        sync.pass(Duration.ofDays(3));
        edits.showField("Lead", "HasOptedOutOfEmail");
        // the fields are looked up anew
        sync.change("When Opt-Out Is Unreadable", "Hold");
        sync.sync();
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", contact));
        // the one way in which somebody who inherits an opt-out can be written to for a while, as docs/opt-outs.md says
        assertThrows(AssertionError.class, sync::close);
    }
}
