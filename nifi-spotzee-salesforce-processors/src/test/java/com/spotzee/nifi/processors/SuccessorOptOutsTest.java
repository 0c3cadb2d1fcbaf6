package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An opt-out counts for whoever takes the record's place: the contact of a converted lead, the winner of a merge. */
class SuccessorOptOutsTest {

    private ChainedSync sync;
    private OrgEdits edits;

    @BeforeEach
    void start() throws InitializationException {
        sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean",
                "Sync Rules", "LastName not_equals \"Later\""));
        edits = sync.edits();
    }

    @AfterEach
    void stop() {
        sync.close();
    }

    @Test
    void theContactThatALeadWasConvertedToIsUnsubscribed() throws IOException {
        final String lead = lead("Ada", true);
        final String contact = contact("Ada");
        final String other = contact("Bob");
        sync.sync();
        assertFalse(sync.unsubscribed("Contact", contact));

        sync.pass(Duration.ofMinutes(20));
        edits.convertInto(lead, contact);
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", contact));
        assertFalse(sync.unsubscribed("Contact", other));
        assertTrue(sync.unsubscribed("Lead", lead));
    }

    @Test
    void alsoWhenItIsANewUserInSpotzee() throws IOException {
        final String lead = lead("Ada", true);
        edits.convertInto(lead, contact("Ada"));
        final String contact = sync.org().store().find("Lead", lead).orElseThrow().path("ConvertedContactId").asText();
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", contact));
    }

    @Test
    void alsoWhenItBecomesAUserLongAfterTheConversion() throws IOException {
        final String lead = lead("Ada", true);
        final String contact = contact("Later");
        edits.convertInto(lead, contact);
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", contact).isEmpty());

        sync.pass(Duration.ofDays(40));
        edits.edit("Contact", contact, Map.of("LastName", "Sooner"));
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", contact));
    }

    @Test
    void alsoWhenItBecomesAUserBecauseItsAccountChanged() throws InitializationException, IOException {
        restart("[Contact] Account.Rating equals \"Hot\"");
        final String account = account();
        final String lead = lead("Ada", true);
        final String contact = contactOf(account, "Ada");
        edits.convertInto(lead, contact);
        final String winner = contactOf(account, "Bob");
        final String loser = contactOf(account, "Bob");
        sync.sync();
        sync.pass(Duration.ofDays(30));
        edits.optOut("Contact", loser);
        edits.merge("Contact", winner, List.of(loser));
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", contact).isEmpty());

        sync.pass(Duration.ofDays(3));
        edits.edit("Account", account, Map.of("Rating", "Hot"));
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", contact));
        assertTrue(sync.unsubscribed("Contact", winner));
    }

    @Test
    void theWinnerOfAMergeIsUnsubscribedAndSoIsTheLoser() throws IOException {
        final String winner = lead("Ada", false);
        final String loser = lead("Ada", false);
        final String deleted = lead("Bob", false);
        sync.sync();

        sync.pass(Duration.ofMinutes(20));
        edits.optOut("Lead", loser);
        edits.optOut("Lead", deleted);
        edits.merge("Lead", winner, List.of(loser));
        edits.delete("Lead", deleted);
        sync.sync();
        assertTrue(sync.unsubscribed("Lead", winner));
        assertTrue(sync.unsubscribed("Lead", loser));
        // a deleted record is the business of Deleted Records
        assertFalse(sync.unsubscribed("Lead", deleted));
    }

    @Test
    void aWinnerThatBecomesAUserLaterIsUnsubscribedThen() throws IOException {
        final String winner = contact("Later");
        final String loser = contact("Ada");
        sync.sync();
        edits.optOut("Contact", loser);
        edits.merge("Contact", winner, List.of(loser));
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", winner).isEmpty());

        sync.pass(Duration.ofDays(3));
        edits.edit("Contact", winner, Map.of("LastName", "Sooner"));
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", winner));
    }

    @Test
    void whoBecomesAUserAfterOthersWereDeliveredIsNeverMailable() throws IOException {
        final String lead = lead("Ada", true);
        final String contact = contact("Later");
        final String winner = contact("Later");
        final String loser = contact("Cy");
        edits.convertInto(lead, contact);
        sync.sync();
        edits.optOut("Contact", loser);
        edits.merge("Contact", winner, List.of(loser));
        sync.sync();
        // what was known of opt-outs during a window is forgotten with its end
        contact("Bob");
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", contact).isEmpty());
        assertTrue(sync.user("Contact", winner).isEmpty());

        sync.pass(Duration.ofDays(3));
        edits.edit("Contact", contact, Map.of("LastName", "Sooner"));
        edits.edit("Contact", winner, Map.of("LastName", "Sooner"));
        sync.sync();
        assertSentUnsubscribed(contact);
        assertTrue(sync.unsubscribed("Contact", winner));
    }

    @Test
    void norWhereManyParentsAreFollowed() throws InitializationException, IOException {
        restart("[Contact] ReportsTo.Title is_not_set\n[Contact] Account.Rating equals \"Hot\"");
        final String account = account();
        final String lead = lead("Ada", true);
        final String contact = contactOf(account, "Ada");
        edits.convertInto(lead, contact);
        sync.sync();
        final String hot = edits.create("Account", Map.of("Name", "Other", "Rating", "Hot"));
        contactOf(hot, "Bob");
        sync.sync();
        sync.sync();
        assertTrue(sync.user("Contact", contact).isEmpty());

        sync.pass(Duration.ofDays(3));
        edits.edit("Account", account, Map.of("Rating", "Hot"));
        sync.sync();
        assertSentUnsubscribed(contact);
    }

    @Test
    void whatCanNotBeKnownOfMergesAfterALongPauseIsTold() throws IOException {
        final String winner = contact("Ada");
        final String loser = contact("Ada");
        sync.sync();
        sync.sync();
        edits.optOut("Contact", loser);
        edits.merge("Contact", winner, List.of(loser));
        sync.pass(Duration.ofDays(20));
        sync.sync();

        // the recycle bin has forgotten the loser
        assertFalse(sync.unsubscribed("Contact", winner));
        final List<MockFlowFile> told = sync.events("opt_outs_unknown");
        assertEquals(List.of("Lead", "Contact"), told.stream().map(event -> event.getAttribute("salesforce.object")).toList());
        assertEquals("2026-11-28T13:00:00Z", told.getFirst().getAttribute("event.to"));
        assertTrue(told.getFirst().getAttribute("event.from").startsWith("2026-11-23T1"), told.getFirst().getAttributes().toString());
        assertTrue(told.getLast().getAttribute("event.error").contains("merged into another between"), told.getLast().getAttribute("event.error"));
        assertTrue(warnings().contains("Contact that was merged into another between"), warnings());
        sync.sync();
        assertEquals(2, sync.events("opt_outs_unknown").size(), "once");
    }

    @Test
    void ofMergesAllIsKnownAfterAShorterPauseAndAfterARestart() throws IOException {
        final String winner = contact("Ada");
        final String loser = contact("Ada");
        sync.sync();
        sync.sync();
        edits.optOut("Contact", loser);
        edits.merge("Contact", winner, List.of(loser));
        sync.pass(Duration.ofDays(14));
        sync.sync();
        assertTrue(sync.unsubscribed("Contact", winner));
        sync.pass(Duration.ofDays(14));
        sync.sync();
        sync.change("email", "Email");
        sync.sync();
        assertEquals(List.of(), sync.events("opt_outs_unknown").stream().map(event -> event.getAttribute("event.error")).toList());
    }

    @Test
    void losersAreFoundAlsoWhereTheirIdsLieBeyondAllOthersAndTheBinIsAskedInParts() throws IOException {
        final List<String> winners = List.of(contact("Ada"), contact("Bob"));
        final List<String> losers = List.of(contact("Ada"), contact("Bob"));
        sync.sync();
        for (int i = 0; i < 2; i++) {
            sync.pass(Duration.ofMinutes(20));
            edits.optOut("Contact", losers.get(i));
            edits.merge("Contact", winners.get(i), List.of(losers.get(i)));
        }
        final ActiveFault slow = sync.org().faults().add(When.always().path("FROM Contact .*HasOptedOutOfEmail = TRUE"), Fault.slowQueries(1));
        sync.sync();
        assertTrue(slow.struck() > 0);
        assertTrue(sync.unsubscribed("Contact", winners.getFirst()));
        assertTrue(sync.unsubscribed("Contact", winners.getLast()));
        assertEquals(List.of(), sync.events("sync_failed"));
    }

    @Test
    void chainsAreFollowed() throws IOException {
        final String first = lead("Ada", true);
        final String second = lead("Ada", false);
        final String contact = contact("Ada");
        final String last = contact("Ada");
        sync.sync();

        sync.pass(Duration.ofMinutes(20));
        edits.merge("Lead", second, List.of(first));
        edits.convertInto(second, contact);
        edits.merge("Contact", last, List.of(contact));
        sync.sync();
        assertTrue(sync.unsubscribed("Lead", second));
        assertTrue(sync.unsubscribed("Contact", last));
    }

    /** What was known of opt-outs during a window is forgotten with its end, so the last of each chain has to be found from its own change. */
    @Test
    void chainsEndWithWhoBeginsToMatchLater() throws IOException {
        final String loser = contact("Cy");
        final String between = contact("Later");
        final String winner = contact("Later");
        final List<String> ends = new ArrayList<>(contactsTwoStepsFromALead(() -> contact("Later")));
        ends.add(winner);
        edits.optOut("Contact", loser);
        edits.merge("Contact", between, List.of(loser));
        edits.merge("Contact", winner, List.of(between));
        sync.sync();
        contact("Dee");
        sync.sync();
        sync.sync();

        sync.pass(Duration.ofDays(3));
        ends.forEach(contact -> edits.edit("Contact", contact, Map.of("LastName", "Sooner")));
        sync.sync();
        ends.forEach(this::assertSentUnsubscribed);
    }

    @Test
    void alsoWithWhoBeginsToMatchBecauseTheirAccountChanged() throws InitializationException, IOException {
        restart("[Contact] Account.Rating equals \"Hot\"");
        final String account = account();
        final List<String> ends = contactsTwoStepsFromALead(() -> contactOf(account, "Ada"));
        sync.sync();
        contactOf(edits.create("Account", Map.of("Name", "Other", "Rating", "Hot")), "Dee");
        sync.sync();
        sync.sync();

        sync.pass(Duration.ofDays(3));
        edits.edit("Account", account, Map.of("Rating", "Hot"));
        sync.sync();
        ends.forEach(this::assertSentUnsubscribed);
    }

    @Test
    void chainsAreFollowedToTheirEndsWhereAnAnswerAboutThemEndsEarly() throws IOException {
        final List<String> firsts = List.of(lead("Ada", true), lead("Bob", true));
        final List<String> seconds = List.of(lead("Ada", false), lead("Bob", false));
        final List<String> lasts = List.of(lead("Ada", false), lead("Bob", false));
        sync.sync();

        sync.pass(Duration.ofMinutes(20));
        for (int i = 0; i < 2; i++) {
            edits.merge("Lead", seconds.get(i), List.of(firsts.get(i)));
            edits.merge("Lead", lasts.get(i), List.of(seconds.get(i)));
        }
        final When links = When.always().path("queryAll.* Id IN ");
        sync.org().faults().add(links, Fault.smallPages(1, 1));
        final ActiveFault early = sync.org().faults().add(links, Fault.earlyEnd());
        sync.sync();
        assertTrue(early.struck() > 0);
        assertTrue(sync.unsubscribed("Lead", lasts.getFirst()));
        assertTrue(sync.unsubscribed("Lead", lasts.getLast()));
    }

    @Test
    void whoHasNotOptedOutIsLeftAlone() throws IOException {
        final String lead = lead("Ada", false);
        final String contact = contact("Ada");
        final String winner = lead("Bob", false);
        final String loser = lead("Bob", false);
        sync.sync();
        edits.convertInto(lead, contact);
        edits.merge("Lead", winner, List.of(loser));
        sync.sync();
        assertFalse(sync.unsubscribed("Contact", contact));
        assertFalse(sync.unsubscribed("Lead", winner));
        assertFalse(sync.unsubscribed("Lead", loser));
    }

    @Test
    void fieldsThatTheUserMayNotSeeAreNotAskedFor() throws IOException {
        edits.hideField("Lead", "ConvertedContactId");
        edits.hideField("Lead", "MasterRecordId");
        edits.hideField("Contact", "MasterRecordId");
        final String lead = lead("Ada", true);
        sync.sync();
        assertTrue(sync.unsubscribed("Lead", lead));
        assertEquals(List.of(), sync.events("sync_failed"));
        final String warnings = warnings();
        assertTrue(warnings.contains("can't read ConvertedContactId") && warnings.contains("can't read MasterRecordId of Lead")
                && warnings.contains("can't read MasterRecordId of Contact"), warnings);
        sync.sync();
        assertEquals(warnings, warnings(), "once for each change");
    }

    @Test
    void nothingMoreIsAskedWhenNothingChanged() throws IOException {
        final String lead = lead("Ada", true);
        edits.convertInto(lead, contact("Ada"));
        sync.sync();
        sync.pass(Duration.ofHours(2));
        sync.sync();
        sync.calls();
        sync.pass(Duration.ofHours(2));
        sync.sync();
        assertEquals(List.of("composite", "composite", "query", "query"), sync.calls());
    }

    private String warnings() {
        return sync.query().getLogger().getWarnMessages().stream().map(LogMessage::toString).toList().toString();
    }

    /** A lead that has opted out was merged into the one that became the first; the contact that another became was merged into the second. */
    private List<String> contactsTwoStepsFromALead(final Supplier<String> contact) throws IOException {
        final String mergedAway = lead("Ada", true);
        final String converted = lead("Ada", false);
        final String contactOfWinner = contact.get();
        final String lead = lead("Bob", true);
        final String contactMergedAway = contact.get();
        final String contactBehind = contact.get();
        sync.sync();
        edits.merge("Lead", converted, List.of(mergedAway));
        edits.convertInto(converted, contactOfWinner);
        edits.convertInto(lead, contactMergedAway);
        edits.merge("Contact", contactBehind, List.of(contactMergedAway));
        return List.of(contactOfWinner, contactBehind);
    }

    private void assertSentUnsubscribed(final String contact) {
        assertTrue(sync.user("Contact", contact).orElseThrow().path("email").isTextual());
        assertTrue(sync.unsubscribed("Contact", contact));
    }

    private void restart(final String rules) throws InitializationException {
        sync.close();
        sync = new ChainedSync(Map.of("Objects", "Lead, Contact", "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean", "Sync Rules", rules));
        edits = sync.edits();
    }

    private String account() {
        return edits.create("Account", Map.of("Name", "Acme"));
    }

    private String contactOf(final String account, final String lastName) {
        return edits.create("Contact", person(lastName, false, Map.of("AccountId", account)));
    }

    private String lead(final String lastName, final boolean optedOut) {
        return edits.create("Lead", person(lastName, optedOut, Map.of("Company", "Acme")));
    }

    private String contact(final String lastName) {
        return edits.create("Contact", person(lastName, false, Map.of()));
    }

    private static Map<String, Object> person(final String lastName, final boolean optedOut, final Map<String, Object> more) {
        final Map<String, Object> values = new HashMap<>(more);
        values.put("LastName", lastName);
        values.put("Email", lastName + "@example.com");
        values.put("HasOptedOutOfEmail", optedOut);
        return values;
    }
}
