package com.spotzee.nifi.processors;

import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.StateOptOutRegister;
import com.spotzee.nifi.sync.Turns;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Opt-outs that become known while an older version of the person is on its way. */
@Timeout(60)
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

    @Test
    void whoIsBeingSentIsUnsubscribedBeforeAnythingElse() throws Exception {
        final String lead = person("Lead");
        sync.readOnly();
        edits.optOut("Lead", lead);
        sync.pass(Duration.ofMinutes(2));
        final Thread[] query = new Thread[1];
        sync.whileSending(() -> {
            if (query[0] == null) {
                query[0] = Thread.ofPlatform().start(sync::trigger);
                // it has read the opt-out and waits until the batch has arrived
                while (!waitsForATurn()) {
                    Thread.onSpinWait();
                }
            }
        });
        sync.deliver();
        query[0].join();
        assertFalse(sync.unsubscribed("Lead", lead));
        sync.deliver();
        assertNeverMailable("Lead", lead);
    }

    @Test
    void whoseOptOutAnotherNodeLearnsOfMeanwhileIsUnsubscribedBeforeThePageIsSettled() throws Exception {
        final String lead = person("Lead");
        sync.readOnly();
        final OptOutRegister onAnotherNode = new StateOptOutRegister(sync.query().getStateManager(sync.integration()), new Turns());
        final List<String> requests = new ArrayList<>();
        sync.whileSending(() -> {
            requests.add("");
            try {
                onAnotherNode.enter(SalesforceObject.LEAD, Set.of(new SalesforceId(lead)));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        sync.deliver();
        assertNeverMailable("Lead", lead);
        assertEquals(2, requests.size());
        sync.trigger();
        sync.deliver();
        assertEquals(1, sync.events("sync_completed").stream().filter(event -> "Lead".equals(event.getAttribute("salesforce.object"))).count());
    }

    private static boolean waitsForATurn() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> thread.getKey().getState() == Thread.State.WAITING
                && Arrays.stream(thread.getValue()).anyMatch(frame -> frame.getClassName().equals(Turns.class.getName())));
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
