package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.services.NarrowIntegration;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Many more people have opted out than there is room for in the register; the chain watches every single change at Spotzee. */
@Timeout(120)
class ManyOptOutsTest {

    private static final Map<String, String> INTEGRATION = Map.of("Objects", "Lead, Contact", "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean");
    private static final int MANY = 40;
    private static final int PAGE = 9;

    private ChainedSync sync;
    private final List<String> leads = new ArrayList<>();
    private final List<String> heirs = new ArrayList<>();
    private final List<String> winners = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    @BeforeEach
    void start() throws InitializationException {
        sync = new ChainedSync(INTEGRATION, new NarrowIntegration());
    }

    @AfterEach
    void nobodyWasMailable() {
        sync.close();
    }

    @Test
    void anOrgWithManyHeirsIsSyncedInOneGoAndForNoMoreCalls() throws Exception {
        fill();
        sync.sync();
        assertEverybodyArrived();
        assertEquals(List.of(), sync.events("sync_failed"));
        assertEquals(2, completed("full"));
        assertEquals(List.of(), remembered());
        final List<String> calls = sync.calls();
        sync.close();

        leads.clear();
        heirs.clear();
        winners.clear();
        others.clear();
        sync = new ChainedSync(INTEGRATION, new StandardSalesforceIntegration());
        fill();
        sync.sync();
        assertEverybodyArrived();
        assertEquals(sync.calls(), calls);
    }

    @Test
    void byBulkAsWell() throws Exception {
        sync.query().setProperty("Query API", "Bulk API 2.0");
        fill();
        sync.sync();
        sync.sync();
        assertEverybodyArrived();
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @Test
    void aFullSyncThatIsAskedForLaterReadsThemAllAgain() throws Exception {
        fill();
        sync.sync();
        sync.sync();
        sync.query().enqueue("", Map.of("sync.mode", "full"));
        sync.sync();
        assertEverybodyArrived();
        assertEquals(List.of(), sync.events("sync_failed"));
        assertEquals(4, completed("full"));
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        fill();
        readSomePages("Contact");
        goOnAfterARestart();
        assertEverybodyArrived();
        assertEquals(List.of(), sync.events("sync_failed"));
        assertEquals(0, sync.superseded());
        assertEquals(2, completed("full"));
    }

    @Test
    void whoseParentOptedOutBeforeARestartIsKnownAndWhoseParentDidSinceIsRemembered() throws Exception {
        sync.close();
        sync = new ChainedSync(Map.of("Objects", "CampaignMember", "email", "Email", "unsubscribed", "[CampaignMember] Lead.HasOptedOutOfEmail : boolean"),
                new NarrowIntegration());
        final String campaign = sync.edits().create("Campaign", Map.of("Name", "Spring"));
        final List<String> people = new ArrayList<>();
        final List<String> members = new ArrayList<>();
        for (int i = 0; i < 2 * MANY; i++) {
            people.add(lead(i % 2 == 1));
            members.add(sync.edits().create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", people.getLast())));
        }
        sync.pass(Duration.ofDays(1));
        readSomePages("CampaignMember");
        sync.edits().optOut("Lead", people.getFirst());
        goOnAfterARestart();
        for (int i = 0; i < members.size(); i++) {
            final String member = members.get(i);
            assertEquals(i % 2 == 1 || i == 0, sync.unsubscribed("CampaignMember", member), () -> member);
            assertTrue(sync.user("CampaignMember", member).orElseThrow().path("email").isTextual());
        }
        assertEquals(List.of(), sync.events("sync_failed"));
        assertEquals(0, sync.superseded());
    }

    @Test
    void whoInheritsAnOptOutMeanwhileIsNeverMailableAlsoWhereThereIsNoRoom() throws Exception {
        fill();
        final List<String> later = people(MANY, true);
        sync.readOnly();
        for (int i = 0; i < MANY; i++) {
            sync.edits().convertInto(later.get(i), others.get(i));
        }
        heirs.addAll(others.subList(0, MANY));
        others.subList(0, MANY).clear();
        sync.pass(Duration.ofMinutes(2));
        sync.trigger();
        deliverAndSettle();
        sync.sync();
        assertEverybodyArrived();
        final List<MockFlowFile> failed = sync.events("sync_failed");
        assertEquals(1, failed.size());
        assertTrue(failed.getFirst().getAttribute("event.error").startsWith("more people have opted out meanwhile than can be remembered at once"),
                () -> failed.getFirst().getAttribute("event.error"));
        assertEquals("Contact", failed.getFirst().getAttribute("salesforce.object"));
        assertEquals(1, sync.superseded());
    }

    @Test
    void aSyncIsNotGivenUpForPeopleWhoHadOptedOutBefore() throws Exception {
        final List<String> known = people(MANY, true);
        leads.addAll(known);
        fill();
        sync.readOnly();
        known.forEach(lead -> sync.edits().edit("Lead", lead, Map.of("LastName", "Touched")));
        sync.pass(Duration.ofMinutes(2));
        sync.trigger();
        deliverAndSettle();
        assertEverybodyArrived();
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @Test
    void comesToItsEndHoweverManyOptOutDuringEachTry() throws Exception {
        fill();
        final List<String> undecided = people(2 * MANY, false);
        for (int from = 0; from < undecided.size(); from += MANY) {
            sync.pass(from == 0 ? ChainedSync.FREQUENCY : Duration.ofMinutes(1));
            sync.trigger();
            undecided.subList(from, from + MANY).forEach(lead -> sync.edits().optOut("Lead", lead));
            sync.pass(Duration.ofMinutes(2));
            sync.trigger();
            sync.deliver();
        }
        deliverAndSettle();
        sync.sync();
        leads.addAll(undecided);
        assertEverybodyArrived();
        assertEquals(2, sync.events("sync_failed").size());
    }

    /** Opted-out leads, contacts that some were converted to, winners of merges, and people who want mails. */
    private void fill() {
        for (int i = 0; i < MANY; i++) {
            final String lead = lead(true);
            final String contact = contact(i);
            sync.edits().convertInto(lead, contact);
            leads.add(lead);
            heirs.add(contact);
            others.add(contact(i));
        }
        for (int i = 0; i < MANY / 2; i++) {
            final String winner = contact(i);
            final String loser = contact(i);
            sync.edits().optOut("Contact", loser);
            sync.edits().merge("Contact", winner, List.of(loser));
            winners.add(winner);
        }
        sync.pass(Duration.ofDays(1));
    }

    /** Reads small pages until two of the object are queued, as if there were no room for more. */
    private void readSomePages(final String object) {
        sync.org().faults().add(When.always(), Fault.smallPages(PAGE, 1));
        sync.org().faults().add(When.always().on(RequestKind.NEXT_PAGE), Fault.meanwhile(() -> {
            if (queued(object) == 2) {
                sync.query().setRelationshipUnavailable("success");
            }
        }));
        sync.readOnly();
        assertTrue(queued(object) >= 2 && queued(object) < MANY / PAGE, () -> queued(object) + " pages");
    }

    private long queued(final String object) {
        return sync.query().getFlowFilesForRelationship("success").stream().filter(page -> object.equals(page.getAttribute("salesforce.object"))).count();
    }

    private void goOnAfterARestart() throws IOException {
        sync.restart();
        sync.query().setRelationshipAvailable("success");
        sync.pass(Duration.ofMinutes(2));
        sync.trigger();
        deliverAndSettle();
    }

    private void deliverAndSettle() throws IOException {
        sync.deliver();
        for (int i = 0; i < 4; i++) {
            sync.pass(Duration.ofSeconds(45));
            sync.trigger();
            sync.deliver();
        }
        sync.trigger();
        sync.deliver();
    }

    private void assertEverybodyArrived() {
        leads.forEach(lead -> assertUnsubscribed("Lead", lead));
        heirs.forEach(heir -> assertUnsubscribed("Contact", heir));
        winners.forEach(winner -> assertUnsubscribed("Contact", winner));
        others.forEach(other -> assertFalse(sync.unsubscribed("Contact", other)));
        others.forEach(other -> assertTrue(sync.user("Contact", other).orElseThrow().path("email").isTextual()));
    }

    private void assertUnsubscribed(final String object, final String id) {
        assertTrue(sync.user(object, id).orElseThrow().path("email").isTextual(), () -> object + " " + id);
        assertTrue(sync.unsubscribed(object, id), () -> object + " " + id);
    }

    private long completed(final String mode) {
        return sync.events("sync_completed").stream().filter(event -> mode.equals(event.getAttribute("event.mode"))).count();
    }

    /** The ids that the register holds. */
    private List<String> remembered() throws IOException {
        return sync.query().getStateManager(sync.integration()).getState(Scope.CLUSTER).toMap().keySet().stream()
                .filter(key -> key.startsWith("opted-out.v1.")).toList();
    }

    private List<String> people(final int count, final boolean optedOut) {
        return Stream.generate(() -> lead(optedOut)).limit(count).toList();
    }

    private String lead(final boolean optedOut) {
        return sync.edits().create("Lead", person(optedOut, Map.of("Company", "Acme")));
    }

    private String contact(final int number) {
        return sync.edits().create("Contact", person(false, Map.of("FirstName", "Number" + number)));
    }

    private static Map<String, Object> person(final boolean optedOut, final Map<String, Object> more) {
        final Map<String, Object> values = new HashMap<>(more);
        values.put("LastName", "Ada");
        values.put("Email", "ada@example.com");
        values.put("HasOptedOutOfEmail", optedOut);
        return values;
    }
}
