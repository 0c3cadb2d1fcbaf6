package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Opt-outs that become known while an older version of the person is on its way. */
class LateOptOutTest {

    private ChainedSync sync;
    private OrgEdits edits;

    @BeforeEach
    void start() throws InitializationException {
        sync = new ChainedSync(Map.of("Objects", "Lead, Contact, CampaignMember", "email", "Email", "unsubscribed",
                "[Lead] HasOptedOutOfEmail, [Contact] HasOptedOutOfEmail, [CampaignMember] Lead.HasOptedOutOfEmail, "
                        + "[CampaignMember] Contact.HasOptedOutOfEmail : boolean"));
        edits = sync.edits();
    }

    @AfterEach
    void stop() {
        sync.close();
    }

    @Test
    void whoIsQueuedIsNeverMailable() throws IOException {
        final String lead = person("Lead");
        final String contact = person("Contact");
        final String other = person("Lead");
        final String member = member("Lead", lead);
        final String second = member("Contact", contact);
        sync.readOnly();
        edits.optOut("Lead", lead);
        edits.optOut("Contact", contact);
        sync.pass(Duration.ofMinutes(2));
        sync.trigger();

        sync.deliver();
        assertNeverMailable("Lead", lead);
        assertNeverMailable("Contact", contact);
        assertNeverMailable("CampaignMember", member);
        assertNeverMailable("CampaignMember", second);
        assertTrue(sync.user("Lead", other).orElseThrow().path("email").isTextual());
        assertFalse(sync.unsubscribed("Lead", other));
        sync.trigger();
        sync.deliver();
        assertEquals(3, sync.events("sync_completed").size());
    }

    private void assertNeverMailable(final String object, final String id) {
        assertTrue(sync.user(object, id).orElseThrow().path("email").isTextual(), () -> object + " " + id);
        assertTrue(sync.unsubscribed(object, id), () -> object + " " + id);
    }

    private String person(final String object) {
        final Map<String, Object> names = Map.of("LastName", "Ada", "Email", "ada@example.com");
        final Map<String, Object> lead = Map.of("LastName", "Ada", "Email", "ada@example.com", "Company", "Analytical");
        return edits.create(object, object.equals("Lead") ? lead : names);
    }

    private String member(final String parent, final String id) {
        final String campaign = edits.create("Campaign", Map.of("Name", "Spring"));
        return edits.create("CampaignMember", Map.of("CampaignId", campaign, parent + "Id", id));
    }
}
