package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.store.Transaction;
import com.spotzee.nifi.sync.MarkedRecords;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of users whose records are deleted in Salesforce, all the way from the org to the project. */
class DeletedRecordsTest {

    private static final String MARK = "salesforce_deleted";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final When BIN = When.always().path("SELECT Id, SystemModstamp, IsDeleted");
    private static final Fault NOT_NOW = Fault.error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API");

    private ChainedSync sync;
    private OrgEdits edits;

    private void start(final String... more) throws InitializationException {
        final Map<String, String> properties = new HashMap<>(Map.of("Objects", "Lead, CampaignMember", "email", "Email",
                "unsubscribed", "[Lead] HasOptedOutOfEmail, [CampaignMember] Lead.HasOptedOutOfEmail : boolean"));
        for (int index = 0; index < more.length; index += 2) {
            properties.put(more[index], more[index + 1]);
        }
        sync = new ChainedSync(properties);
        edits = sync.edits();
    }

    @AfterEach
    void stop() {
        sync.close();
    }

    private String lead(final String lastName) {
        return edits.create("Lead", Map.of("LastName", lastName, "Company", "Acme", "Email", lastName + "@example.com"));
    }

    private String member(final String lead) {
        final String campaign = edits.create("Campaign", Map.of("Name", "Spring"));
        return edits.create("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead));
    }

    @Nested
    class Ignored {

        @Test
        void leavesTheUsersAsTheyAreAndAsksForNothing() throws InitializationException, IOException {
            start();
            final String id = lead("Ada");
            sync.sync();
            edits.delete("Lead", id);
            sync.sync();
            assertFalse(sync.property("Lead", id, MARK).isBoolean());
            assertTrue(sync.org().requests().stream().noneMatch(request -> request.path().contains("/deleted")));
        }
    }

    @Nested
    class Marked {

        @BeforeEach
        void mark() throws InitializationException {
            start("Deleted Records", "Mark");
        }

        @Test
        void isTrueForDeletedRecordsAndFalseForTheOthers() throws IOException {
            final String deleted = lead("Ada");
            final String other = lead("Bob");
            sync.sync();
            assertFalse(mark(deleted));

            edits.delete("Lead", deleted);
            sync.sync();
            assertTrue(mark(deleted));
            assertFalse(mark(other));
            assertFalse(sync.unsubscribed("Lead", deleted));
            assertEquals("ada@example.com", sync.user("Lead", deleted).orElseThrow().path("email").asText().toLowerCase());
        }

        @Test
        void isTrueForTheLoserOfAMergeAndTheLineSaysWhoWon() throws IOException {
            final String winner = lead("Ada");
            final String loser = lead("Ada");
            sync.sync();
            edits.merge("Lead", winner, List.of(loser));
            sync.readOnly();
            final List<MockFlowFile> pages = sync.query().getFlowFilesForRelationship("opted_out");
            pages.forEach(page -> page.assertAttributeEquals("sync.lane", "deleted"));
            // behind every opt-out, for marks are set one by one
            pages.forEach(page -> page.assertAttributeEquals("priority", "3"));
            final String lines = String.join("", pages.stream().map(MockFlowFile::getContent).toList());
            assertTrue(lines.contains("\"IsDeleted\":true,\"MasterRecordId\":\"" + winner + "\""), lines);
            sync.deliver();
            assertTrue(mark(loser));
            assertFalse(mark(winner));
        }

        @Test
        void isTakenBackWhenTheRecordIsRestored() throws IOException {
            final String id = lead("Ada");
            sync.sync();
            edits.delete("Lead", id);
            sync.sync();
            assertTrue(mark(id));

            sync.pass(Duration.ofHours(5));
            edits.undelete("Lead", id);
            sync.sync();
            assertFalse(mark(id));
        }

        @Test
        void isKnownAndTakenBackAfterAFullSyncThatWasAskedFor() throws IOException {
            final String id = lead("Ada");
            sync.sync();
            edits.delete("Lead", id);
            sync.sync();
            final String known = marks();
            assertTrue(known.contains(id.substring(0, 15)), known);

            sync.query().setProperty(QuerySalesforceIncremental.FULL_SYNC_REQUEST, "2026-11-28");
            sync.sync();
            sync.events().stream().filter(event -> "sync_started".equals(event.getAttribute("event.type"))).toList().getLast()
                    .assertAttributeEquals("event.reason", "a full sync was asked for, or one was given up");
            assertEquals(known, marks());
            assertTrue(mark(id));

            sync.pass(Duration.ofHours(5));
            edits.undelete("Lead", id);
            sync.sync();
            assertFalse(mark(id));
        }

        private String marks() throws IOException {
            return sync.query().getStateManager().getState(Scope.CLUSTER).get("v1.Lead.marked");
        }

        /** A delete is stamped inside its transaction and seen only when that commits: the first cursor waits for it like every later one. */
        @Test
        void isTrueForWhatWasDeletedInATransactionThatRanWhenDeletionsWereFirstAskedFor() throws IOException {
            final String lead = lead("Ada");
            final String removed = member(lead);
            final Transaction running = edits.begin().does(() -> edits.delete("CampaignMember", removed)).does(() -> edits.delete("Lead", lead));
            sync.sync();
            running.commit();
            sync.sync();
            assertTrue(mark(lead));
            assertTrue(sync.property("CampaignMember", removed, MARK).booleanValue());
        }

        @Test
        void isTrueForWhatIsDeletedInATransactionAlsoWhereOnlyTheBinTells() throws IOException {
            final String lead = lead("Ada");
            sync.sync();
            sync.sync();
            sync.org().faults().add(When.always().on(RequestKind.DELETED), Fault.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights"));
            final Transaction running = edits.begin().does(() -> edits.delete("Lead", lead));
            sync.sync();
            running.commit();
            sync.sync();
            assertTrue(mark(lead));
        }

        /** A campaign member is deleted for good: there is no bin that would have to tell as well. */
        @Test
        void isKnownUpToTheLastSyncAlsoForCampaignMembers() throws IOException {
            member(lead("Ada"));
            sync.sync();
            sync.sync();
            final String before = knownUntil();
            sync.sync();
            assertTrue(Instant.parse(knownUntil()).isAfter(Instant.parse(before)), before);
        }

        private String knownUntil() throws IOException {
            return JSON.readTree(sync.events("sync_completed").stream().filter(event -> "CampaignMember".equals(event.getAttribute("salesforce.object")))
                    .toList().getLast().getContent()).path("deletions_known_until").asText();
        }

        @Test
        void createsNobody() throws IOException {
            final String unknown = lead("Ada");
            sync.readOnly();
            sync.query().clearTransferState();
            edits.delete("Lead", unknown);
            sync.query().setProperty("Wait For Delivery", "false");
            sync.sync();
            sync.sync();
            assertEquals(0, sync.project().userCount());
        }

        @Test
        void isTakenBackWhenTheRestoredRecordMatchesNoRuleAnyMore() throws InitializationException, IOException {
            sync.close();
            start("Deleted Records", "Mark", "Sync Rules", "[Lead] Status not_equals \"Closed\"");
            final String restored = lead("Ada");
            final String other = lead("Bob");
            sync.sync();
            edits.delete("Lead", restored);
            edits.delete("Lead", other);
            sync.sync();
            assertTrue(mark(restored) && mark(other));

            sync.pass(Duration.ofDays(3));
            edits.undelete("Lead", restored);
            edits.edit("Lead", restored, Map.of("Status", "Closed"));
            sync.sync();
            assertFalse(mark(restored));
            assertTrue(mark(other));
            sync.sync();
            sync.org().clearRequests();
            edits.emptyRecycleBin("Lead");
            sync.sync();
            sync.sync();
            assertEquals(1, looksIntoTheBin(other), "what has left the bin is not looked for for ever");
        }

        @Test
        void isTakenBackAlsoWhenTheBinHasNeverShownTheRecord() throws InitializationException, IOException {
            sync.close();
            start("Deleted Records", "Mark", "Sync Rules", "[Lead] Status not_equals \"Closed\"");
            final String restored = lead("Ada");
            sync.sync();
            sync.sync();
            edits.delete("Lead", restored);
            final ActiveFault trouble = sync.org().faults().add(BIN, NOT_NOW);
            sync.sync();
            assertTrue(mark(restored), "the log has told of it");

            edits.undelete("Lead", restored);
            edits.edit("Lead", restored, Map.of("Status", "Closed"));
            sync.org().faults().end(trouble);
            sync.sync();
            assertFalse(mark(restored));
        }

        @Test
        void isTakenBackWhenMoreAreRestoredThanCanBeRemembered() throws InitializationException, IOException {
            sync.close();
            start("Deleted Records", "Mark", "Sync Rules", "[Lead] Status not_equals \"Closed\"");
            final List<String> many = new ArrayList<>();
            for (int i = 0; i <= MarkedRecords.MOST; i++) {
                many.add(lead("Person" + i));
            }
            sync.sync();
            many.forEach(id -> edits.delete("Lead", id));
            sync.sync();
            assertTrue(mark(many.getFirst()) && mark(many.getLast()));

            sync.pass(Duration.ofHours(1));
            for (final String id : List.of(many.getFirst(), many.getLast())) {
                edits.undelete("Lead", id);
                edits.edit("Lead", id, Map.of("Status", "Closed"));
            }
            sync.sync();
            assertFalse(mark(many.getFirst()) || mark(many.getLast()));
            assertTrue(mark(many.get(1)));
        }

        @Test
        void costsNoLookAtPeopleWhomTheSystemChanged() throws IOException {
            final String id = lead("Ada");
            sync.sync();
            sync.sync();
            edits.bounce("Lead", id, "550");
            sync.readOnly();
            assertEquals(List.of(), sync.query().getFlowFilesForRelationship("opted_out"));
        }

        @Test
        void isTrueAfterTheBinWasEmptied() throws IOException {
            final String id = lead("Ada");
            sync.sync();
            edits.delete("Lead", id);
            edits.emptyRecycleBin("Lead");
            sync.sync();
            assertTrue(mark(id));
        }

        @Test
        void isTrueForRemovedCampaignMembers() throws IOException {
            final String lead = lead("Ada");
            final String member = member(lead);
            sync.sync();
            edits.delete("CampaignMember", member);
            sync.sync();
            assertTrue(sync.property("CampaignMember", member, MARK).booleanValue());
            assertFalse(mark(lead));
        }

        private long looksIntoTheBin(final String id) {
            return sync.org().requests().stream().filter(request -> request.query() != null && request.query().contains(id)).count();
        }

        private boolean mark(final String id) {
            return sync.property("Lead", id, MARK).booleanValue();
        }
    }

    @Nested
    class Unsubscribed {

        @BeforeEach
        void unsubscribe() throws InitializationException {
            start("Deleted Records", "Unsubscribe");
        }

        @Test
        void whoseRecordWasDeleted() throws IOException {
            final String deleted = lead("Ada");
            final String other = lead("Bob");
            sync.sync();
            edits.delete("Lead", deleted);
            sync.sync();
            assertTrue(sync.unsubscribed("Lead", deleted));
            assertFalse(sync.unsubscribed("Lead", other));
            assertFalse(sync.property("Lead", deleted, MARK).isBoolean());
        }

        @Test
        void andStaysSoWhenTheRecordIsRestored() throws IOException {
            final String id = lead("Ada");
            sync.sync();
            edits.delete("Lead", id);
            sync.sync();
            edits.undelete("Lead", id);
            sync.sync();
            assertTrue(sync.unsubscribed("Lead", id));
        }
    }

    @Nested
    class TheBin {

        @BeforeEach
        void mark() throws InitializationException {
            start("Deleted Records", "Mark");
        }

        @Test
        void thatCanNotBeReadIsToldAndHoldsNobodyUp() throws IOException {
            final String deleted = lead("Ada");
            sync.sync();
            sync.sync();
            final ActiveFault trouble = sync.org().faults().add(BIN, NOT_NOW);
            final String later = lead("Bob");
            edits.delete("Lead", deleted);
            sync.pass(Duration.ofMinutes(30));
            final JsonNode completed = completed();
            sync.sync();

            assertTrue(sync.user("Lead", later).isPresent());
            final JsonNode failed = JSON.readTree(sync.events("sync_failed").getFirst().getContent());
            assertEquals("deletions", failed.path("reason").asText());
            assertTrue(failed.path("error").asText().contains("session is not valid"), failed::toString);
            assertEquals(completed.path("deletions_known_until"), completed().path("deletions_known_until"));
            assertFalse(completed.path("deletions_known_until").asText().isEmpty());

            sync.pass(Duration.ofMinutes(10));
            sync.trigger();
            assertTrue(sync.lastOutcome("Lead").toString().contains("Deletions could not be read"), "the health check sees it");

            sync.org().faults().end(trouble);
            sync.pass(Duration.ofMinutes(10));
            sync.trigger();
            sync.deliver();
            assertTrue(sync.property("Lead", deleted, MARK).booleanValue(), "it is asked again soon, not with the next sync");
        }

        @Test
        void thatTakesTooLongIsAskedInParts() throws IOException {
            final List<String> deleted = List.of(lead("Ada"), lead("Bob"), lead("Cleo"));
            sync.sync();
            for (final String id : deleted) {
                edits.delete("Lead", id);
                sync.pass(Duration.ofMinutes(2));
            }
            sync.org().faults().add(BIN, Fault.slowQueries(2));
            sync.sync();
            assertTrue(deleted.stream().allMatch(id -> sync.property("Lead", id, MARK).booleanValue()));
            assertEquals(List.of(), sync.events("sync_failed"));
        }

        private JsonNode completed() throws IOException {
            return JSON.readTree(sync.events("sync_completed").stream().filter(event -> "Lead".equals(event.getAttribute("salesforce.object")))
                    .toList().getLast().getContent());
        }
    }

    @Nested
    class TheLog {

        @Test
        void isAskedAtMostEveryFiveMinutes() throws InitializationException, IOException {
            start("Deleted Records", "Mark", "Sync Frequency", "1 min");
            lead("Ada");
            sync.sync();
            sync.sync();
            final long before = asked("Lead");
            for (int minute = 0; minute < 9; minute++) {
                sync.pass(Duration.ofMinutes(1));
                sync.trigger();
            }
            assertEquals(1, asked("Lead") - before);
        }

        @ParameterizedTest
        @ValueSource(ints = {15, 40})
        void saysWhatItCanNotKnowAfterALongPause(final int days) throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String lost = lead("Ada");
            final String known = lead("Bob");
            sync.sync();
            sync.sync();
            edits.delete("Lead", lost);
            sync.pass(Duration.ofDays(days));
            edits.delete("Lead", known);
            sync.sync();

            assertTrue(sync.property("Lead", known, MARK).booleanValue());
            assertFalse(sync.property("Lead", lost, MARK).booleanValue());
            final List<MockFlowFile> events = sync.events("deletions_unknown");
            assertEquals(List.of("Lead", "CampaignMember"), events.stream().map(event -> event.getAttribute("salesforce.object")).toList());
            final String error = JSON.readTree(events.getFirst().getContent()).path("error").asText();
            assertTrue(error.contains("2026-11-23T12:00:00Z") && error.contains("Compare the ids"), error);
            assertTrue(warnings().contains("Deletions of Lead from"), warnings());
            sync.sync();
            assertEquals(2, sync.events("deletions_unknown").size());
        }

        @Test
        void saysWhatSalesforceForgotEarly() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String id = lead("Ada");
            sync.sync();
            sync.sync();
            edits.delete("Lead", id);
            edits.emptyRecycleBin("Lead");
            sync.pass(Duration.ofMinutes(10));
            edits.purgeDeletions("Lead");
            sync.sync();
            assertTrue(warnings().contains("has forgotten them already"), warnings());
        }

        @Test
        void thatCanNotBeHadIsToldOnceAndLeavesTheBin() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String id = lead("Ada");
            sync.sync();
            sync.sync();
            sync.org().faults().add(When.always().on(RequestKind.DELETED), Fault.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights"));
            edits.delete("Lead", id);
            sync.sync();
            sync.sync();
            assertTrue(sync.property("Lead", id, MARK).booleanValue());
            assertEquals(2, sync.events("deletions_unknown").size());
            assertEquals(List.of(), sync.events("sync_failed"));
        }

        @Test
        void thatIsTroubledDoesNotKeepTheSyncFromGoingOn() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String deleted = lead("Ada");
            sync.sync();
            sync.sync();
            final ActiveFault trouble = sync.org().faults().add(When.always().on(RequestKind.DELETED), Fault.error(401, "INVALID_SESSION_ID",
                    "This session is not valid for use with the REST API"));
            final String later = lead("Bob");
            edits.delete("Lead", deleted);
            edits.emptyRecycleBin("Lead");
            sync.sync();
            assertTrue(sync.user("Lead", later).isPresent());
            assertFalse(sync.property("Lead", deleted, MARK).booleanValue());

            sync.org().faults().end(trouble);
            sync.sync();
            assertTrue(sync.property("Lead", deleted, MARK).booleanValue());
        }

        @Test
        void thatDidNotAnswerIsAskedAgainSoon() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String lead = lead("Ada");
            final String member = member(lead);
            sync.sync();
            sync.sync();
            edits.delete("CampaignMember", member);
            sync.pass(Duration.ofMinutes(10));
            final ActiveFault trouble = sync.org().faults().add(When.always().on(RequestKind.DELETED), Fault.html(503));
            sync.sync();
            assertFalse(sync.property("CampaignMember", member, MARK).booleanValue());
            sync.org().faults().end(trouble);
            sync.pass(Duration.ofSeconds(30));
            sync.trigger();
            sync.deliver();
            assertTrue(sync.property("CampaignMember", member, MARK).booleanValue());
        }

        @Test
        void comesInPagesOfBoundedSize() throws InitializationException, IOException {
            start("Deleted Records", "Unsubscribe");
            final List<String> many = new ArrayList<>();
            for (int i = 0; i < 2_010; i++) {
                many.add(lead("Person" + i));
            }
            sync.sync();
            sync.sync();
            many.forEach(id -> edits.delete("Lead", id));
            edits.emptyRecycleBin("Lead");
            sync.readOnly();
            assertEquals(List.of("2000", "10"), sync.query().getFlowFilesForRelationship("opted_out").stream()
                    .map(page -> page.getAttribute("record.count")).toList());
        }

        @Test
        void thatIsRefusedIsToldAlsoWhenTheBinIsInTrouble() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            sync.sync();
            sync.sync();
            sync.org().faults().add(When.always().on(RequestKind.DELETED), Fault.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights"));
            final ActiveFault trouble = sync.org().faults().add(BIN, NOT_NOW);
            sync.sync();
            sync.org().faults().end(trouble);
            sync.sync();
            assertEquals(2, sync.events("deletions_unknown").size());
        }

        @Test
        void thatIsTooLongIsReadInParts() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            final String id = lead("Ada");
            sync.sync();
            sync.sync();
            edits.delete("Lead", id);
            edits.emptyRecycleBin("Lead");
            sync.org().faults().add(When.always().on(RequestKind.DELETED).times(2), Fault.error(400, "EXCEEDED_ID_LIMIT", "too many"));
            sync.sync();
            sync.sync();
            assertTrue(sync.property("Lead", id, MARK).booleanValue());
            assertEquals(List.of(), sync.events("deletions_unknown"));
        }

        @Test
        void thatReachesLessFarBackThanAskedIsToldFromWhereItBegins() throws InitializationException, IOException {
            start("Deleted Records", "Mark");
            lead("Ada");
            sync.sync();
            sync.sync();
            sync.org().faults().add(When.always().on(RequestKind.DELETED).times(1), Fault.error(400, "INVALID_REPLICATION_DATE", "startDate"));
            sync.sync();
            assertEquals(1, sync.events("deletions_unknown").size());
            assertTrue(warnings().contains("does not reach back so far"), warnings());
        }

        private long asked(final String object) {
            return sync.org().requests().stream().filter(request -> request.path().endsWith("/sobjects/" + object + "/deleted/")).count();
        }

        private String warnings() {
            return sync.query().getLogger().getWarnMessages().stream().map(LogMessage::toString).toList().toString();
        }
    }
}
