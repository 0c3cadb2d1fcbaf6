package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Windows that are read by Bulk jobs: pages have 10,000 records, and a job is complete when it is looked at for the second time. */
class BulkReadingTest {

    private static final int LEADS = 12_500;

    private WindowRun run;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of("Query API", "Bulk API 2.0"));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Nested
    class AFirstSync {

        @Test
        void bringsTheSameRecordsAsRestByteForByteAndLeavesNoJobBehind() throws IOException {
            run.addLeads(LEADS);
            run.trigger(3);
            final Map<String, String> byBulk = run.recordsOnce();
            assertEquals(List.of("bulk"), run.attribute("sync.reading"));
            assertEquals(2, run.pages().size());
            assertEquals(List.of(), run.org().bulk().jobs());
            run.deliverAndSettle();
            assertEquals(List.of("bulk"), reading(run.events("sync_completed").getFirst()));
            assertFalse(run.events("sync_completed").getFirst().has("unheard_jobs"));

            run.stop();
            run.runner().clearTransferState();
            run.runner().getStateManager().clear(Scope.CLUSTER);
            run.runner().setProperty("Query API", "REST API");
            run.trigger();
            assertEquals(run.recordsOnce(), byBulk);
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
        }

        @Test
        void aboveTheThresholdGoesOnAfterTheFirstPageByBulk() throws IOException {
            automatic(6000);
            final List<String> ids = run.addLeads(LEADS);
            run.trigger(3);
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(List.of("rest", "bulk"), run.attribute("sync.reading"));
            assertEquals(List.of("0", "1", "2"), run.attribute("sync.page"));
            run.deliverAndSettle();
            assertEquals(List.of("rest", "bulk"), reading(run.events("sync_completed").getFirst()));
        }

        @Test
        void belowTheThresholdNeedsNoJob() {
            automatic(LEADS);
            run.addLeads(LEADS);
            run.trigger();
            assertEquals(LEADS, run.recordsOnce().size());
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
            assertEquals(0, jobsCreated());
        }

        @Test
        void ofNobodyCompletes() throws IOException {
            run.trigger(3);
            assertEquals(List.of(), run.pages());
            assertEquals(1, run.events("sync_completed").size());
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void touchesNoJobOfAnybodyElse() {
            final BulkJob foreign = run.org().bulk().create("005000000000001AAA", BulkOrder.query("SELECT Id FROM Lead", "66.0"));
            run.addLeads(10);
            run.trigger(3);
            assertEquals(10, run.recordsOnce().size());
            assertEquals(List.of(foreign.id()), run.org().bulk().jobs().stream().map(BulkJob::id).toList());
        }
    }

    @Nested
    class WhileTheJobIsAtWork {

        @Test
        void itsIdIsInTheStateAndItIsAskedAboutLessAndLessOften() throws IOException {
            run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofMinutes(10)));
            run.trigger();
            assertEquals(run.org().bulk().jobs().getFirst().id(), run.state().path("window").path("position").path("job").asText());
            run.org().clearRequests();
            run.trigger(108);
            assertEquals(List.of(), run.pages());
            assertTrue(looks() <= 8, () -> looks() + " looks in nine minutes");
            run.trigger(40);
            assertEquals(10, run.recordsOnce().size());
        }

        @Test
        void forMoreThanADayAnotherOneTakesItsPlace() {
            run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofDays(30)));
            run.trigger();
            final String first = run.org().bulk().jobs().getFirst().id();
            for (int hour = 0; hour < 24; hour++) {
                run.pass(Duration.ofHours(1));
                run.trigger();
            }
            assertEquals(List.of(first), run.org().bulk().jobs().stream().map(BulkJob::id).toList());
            run.pass(Duration.ofHours(1));
            run.trigger();
            assertEquals(2, jobsCreated());
            assertEquals(1, run.org().bulk().jobs().stream().map(BulkJob::id).filter(id -> !first.equals(id)).count());
        }

        @Test
        void optOutsGoOn() {
            final List<String> ids = run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofMinutes(10)));
            run.trigger(2);
            run.org().edits().optOut("Lead", ids.get(4));
            run.trigger(13);
            assertTrue(run.runner().getFlowFilesForRelationship("opted_out").getFirst().getContent().contains(ids.get(4)));
        }

        @Test
        void aChoiceOfRestEndsIt() {
            run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofMinutes(10)));
            run.trigger(2);
            run.stop();
            run.runner().setProperty("Query API", "REST API");
            run.trigger();
            assertEquals(10, run.recordsOnce().size());
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void aWindowThatIsGivenUpDeletesIt() {
            run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withTimeUntilComplete(Duration.ofMinutes(10)));
            run.trigger(2);
            final String given = run.org().bulk().jobs().getFirst().id();
            run.changeIntegration("unsubscribed", "HasOptedOutOfEmail, IsUnreadByOwner : boolean");
            run.trigger(3);
            assertEquals(1, run.events("sync_failed").size());
            assertFalse(run.org().bulk().jobs().stream().map(BulkJob::id).anyMatch(given::equals));
        }
    }

    @Nested
    class InMidDownload {

        @Test
        void aRestartGoesOnAtTheStoredLocatorUnderTheSameSyncId() {
            final List<String> ids = run.addLeads(LEADS);
            final ActiveFault outage = run.org().faults().add(When.always().on(RequestKind.BULK_RESULTS).nth(2), Fault.html(503));
            run.trigger(3);
            assertEquals(10_000, run.recordsOnce().size());
            run.org().faults().end(outage);
            run.stop();
            run.trigger();
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(1, run.attribute("sync.id").size());
            assertEquals(1, jobsCreated());
        }

        @Test
        void aNewLoginGoesOnInTheSameJob() {
            final List<String> ids = run.addLeads(LEADS);
            run.org().faults().add(When.request(2).on(RequestKind.BULK_RESULTS), Fault.endedSessions());
            run.trigger(3);
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(1, jobsCreated());
        }

        @Test
        void aPageThatBreaksOffIsNotEmitted() {
            final List<String> ids = run.addLeads(LEADS);
            run.org().faults().add(When.request(2).on(RequestKind.BULK_RESULTS), Fault.cutChunks(100_000));
            run.trigger(3);
            assertEquals(10_000, run.recordsOnce().size());
            run.pass(Duration.ofSeconds(30));
            run.trigger();
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        }

        @Test
        void aLostJobIsMadeAgainAndRepeatsItsPart() {
            final List<String> ids = run.addLeads(LEADS);
            run.org().faults().add(When.request(2).on(RequestKind.BULK_RESULTS),
                    Fault.meanwhile(() -> run.org().bulk().loseJob(run.org().bulk().jobs().getFirst().id())));
            run.trigger(5);
            assertEquals(LEADS + 10_000, run.lines().size());
            assertEquals(Set.copyOf(ids), run.emittedIds());
            assertEquals(1, run.attribute("sync.id").size());
            assertEquals(2, jobsCreated());
            assertEquals(List.of(), run.events("sync_failed"));
        }

        @Test
        void aResultThatEndsEarlyCountsAsLost() {
            final List<String> ids = run.addLeads(LEADS);
            run.org().faults().add(When.request(1).on(RequestKind.BULK_RESULTS), Fault.earlyEnd());
            run.trigger(6);
            assertEquals(LEADS + 10_000, run.lines().size());
            assertEquals(Set.copyOf(ids), run.emittedIds());
            assertEquals(2, jobsCreated());
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void aJobOfAnotherVersionIsMadeAgain() {
            final List<String> ids = run.addLeads(10);
            run.org().faults().add(When.request(1).on(RequestKind.BULK_RESULTS), Fault.error(409, "API_ERROR", "other version"));
            run.trigger(5);
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(2, jobsCreated());
            assertEquals(List.of(), run.org().bulk().jobs());
        }
    }

    @Nested
    class AtTheEnd {

        @Test
        void aJobThatCanNotBeDeletedIsNoFailure() throws IOException {
            run.addLeads(10);
            run.org().faults().add(When.always().on(RequestKind.BULK_DELETE), Fault.error(403, "INSUFFICIENT_ACCESS", "no"));
            run.trigger(3);
            run.deliverAndSettle();
            assertEquals(1, run.events("sync_completed").size());
            assertEquals(List.of(), run.events("sync_failed"));
        }

        @Test
        void aJobIsDeletedEvenIfItCouldNotBeAskedAbout() {
            run.addLeads(LEADS);
            final ActiveFault outage = run.org().faults().add(When.always().on(RequestKind.BULK_RESULTS).nth(2), Fault.html(503));
            run.trigger(3);
            run.org().faults().end(outage);
            run.stop();
            run.org().faults().add(When.always().on(RequestKind.BULK_POLL), Fault.html(503));
            run.runner().setProperty("Query API", "REST API");
            run.trigger();
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void theJobIsDeletedAfterARestartThatCameInBetween() throws IOException {
            run.addLeads(10);
            run.org().faults().add(When.request(1).on(RequestKind.BULK_DELETE), Fault.meanwhile(() -> {
                // as if NiFi ended here
                run.runner().getStateManager().setFailOnStateSet(Scope.CLUSTER, true);
            }));
            run.trigger(3);
            assertTrue(run.state().path("window").path("position").path("finished").asBoolean());
            run.runner().getStateManager().setFailOnStateSet(Scope.CLUSTER, false);
            run.stop();
            run.trigger();
            assertEquals(10, run.recordsOnce().size());
            run.deliverAndSettle();
            assertEquals(1, run.events("sync_completed").size());
            assertEquals(List.of(), run.org().bulk().jobs());
        }
    }

    @Nested
    class WhoseCreationIsNotHeardOf {

        @Test
        void isTriedThreeTimesCountedAndLeftToRest() throws IOException {
            final List<String> ids = run.addLeads(10);
            run.org().faults().add(When.always().on(RequestKind.BULK_CREATE), Fault.resetAfterHeaders());
            for (int attempt = 0; attempt < 8; attempt++) {
                run.trigger();
                run.pass(Duration.ofMinutes(1));
            }
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
            assertEquals(3, run.org().bulk().jobs().size());
            run.deliverAndSettle();
            assertEquals(3, run.events("sync_completed").getFirst().path("unheard_jobs").asInt());
        }

        @Test
        void countsAlsoWhenNiFiEndsInBetween() throws IOException {
            run.addLeads(10);
            run.org().faults().add(When.request(1).on(RequestKind.BULK_CREATE), Fault.meanwhile(() ->
                    run.runner().getStateManager().setFailOnStateSet(Scope.CLUSTER, true)));
            // the job can't be stored, nor be deleted
            run.org().faults().add(When.always().on(RequestKind.BULK_DELETE).times(1), Fault.html(503));
            run.trigger();
            run.runner().getStateManager().setFailOnStateSet(Scope.CLUSTER, false);
            assertEquals(1, run.state().path("window").path("reading").path("unheardJobs").asInt());
        }

        @Test
        void isDeletedWhereItWasHeardOfAndCanNotBeStored() {
            run.addLeads(10);
            run.org().faults().add(When.request(1).on(RequestKind.BULK_CREATE), Fault.meanwhile(() ->
                    run.runner().getStateManager().setFailOnStateSet(Scope.CLUSTER, true)));
            run.trigger();
            assertEquals(1, jobsCreated());
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void isNoneWhereSalesforceRefused() throws IOException {
            run.addLeads(10);
            run.org().faults().add(When.always().on(RequestKind.BULK_CREATE), Fault.html(503));
            run.trigger();
            assertEquals(0, run.state().path("window").path("reading").path("unheardJobs").asInt());
            assertEquals(List.of(), run.pages());
        }
    }

    @Nested
    class WhereBulkIsNoHelp {

        @Test
        void jobsThatFailAgainAndAgainLeaveItToRest() {
            final List<String> ids = run.addLeads(10);
            run.org().faults().add(When.always().on(RequestKind.BULK_CREATE), Fault.meanwhile(() -> run.org().bulk().failNextJob("ExceededQuota : no")));
            run.trigger(12);
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
            assertEquals(3, jobsCreated());
            assertEquals(List.of(), run.org().bulk().jobs());
        }

        @Test
        void theDaysJobsAreUsedUp() {
            final List<String> ids = run.addLeads(10);
            run.org().bulk().use(run.org().bulk().settings().withDailyJobs(0));
            run.trigger();
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(List.of("rest"), run.attribute("sync.reading"));
            assertEquals(List.of(), run.events("sync_failed"));
        }

        @Test
        void slowQueriesAreAskedInPartsAfterAll() {
            automatic(50_000);
            final List<String> ids = run.addLeads(3000);
            run.org().bulk().use(run.org().bulk().settings().withDailyJobs(0));
            run.org().faults().add(When.always().on(RequestKind.QUERY).path("Email, "), Fault.slowQueries(2500));
            run.trigger();
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertEquals(List.of("id ranges"), run.attribute("sync.reading"));
        }
    }

    @Nested
    class LaterSyncs {

        @Test
        void bringARecordOnceWhoseParentChangedAsWell() throws IOException {
            run.changeIntegration("Objects", "Contact");
            run.changeIntegration("company", "Account.Name");
            final List<String> ids = run.addContactsOfOneAccount(5);
            run.trigger(3);
            run.deliverAndSettle();
            run.runner().clearTransferState();

            run.pass(Duration.ofMinutes(70));
            run.org().edits().edit("Account", run.accountId(), Map.of("Name", "Renamed"));
            run.org().edits().edit("Contact", ids.get(3), Map.of("Email", "new@example.com"));
            run.trigger(6);
            assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
            assertTrue(run.lines().stream().allMatch(line -> line.contains("Renamed")));
            assertEquals(List.of("bulk"), run.attribute("sync.reading"));
            assertEquals(List.of("incremental"), run.attribute("sync.mode"));
        }

        @Test
        void goOnByBulkWithoutAFieldThatIsGone() throws IOException {
            run.changeIntegration("industry", "Industry");
            final List<String> ids = run.addLeads(5);
            run.trigger(3);
            run.deliverAndSettle();
            run.runner().clearTransferState();

            run.pass(Duration.ofMinutes(70));
            run.org().edits().hideField("Lead", "Industry");
            run.org().edits().edit("Lead", ids.get(3), Map.of("Email", "new@example.com"));
            run.trigger(3);
            assertEquals(Set.of(ids.get(3)), run.recordsOnce().keySet());
            assertFalse(run.lines().getFirst().contains("Industry"));
            assertEquals(List.of("bulk"), run.attribute("sync.reading"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Automatic", "Bulk API 2.0"})
    void slowQueriesGoToBulk(final String api) throws IOException {
        run.runner().setProperty("Query API", api);
        final List<String> ids = run.addLeads(100);
        run.org().faults().add(When.always().on(RequestKind.QUERY).path("Email, "), Fault.slowQueries());
        run.trigger(3);
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        run.deliverAndSettle();
        assertEquals(List.of("bulk"), reading(run.events("sync_completed").getFirst()));
        assertEquals(List.of(), run.events("sync_failed"));
    }

    private void automatic(final int threshold) {
        run.runner().setProperty("Query API", "Automatic");
        run.runner().setProperty("Bulk Threshold", Integer.toString(threshold));
    }

    private long jobsCreated() {
        return run.requests("POST").stream().filter(path -> path.endsWith("/jobs/query")).count();
    }

    private long looks() {
        return run.requests("GET").stream().filter(path -> path.matches(".*/jobs/query/\\w+")).count();
    }

    private static List<String> reading(final JsonNode event) {
        return StreamSupport.stream(event.path("reading").spliterator(), false).map(JsonNode::asText).toList();
    }
}
