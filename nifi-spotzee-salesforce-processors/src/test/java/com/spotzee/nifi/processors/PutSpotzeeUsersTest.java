package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.processors.pages.Complaints;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.MailableWatch;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.spotzee.DelegatingSpotzeeClient;
import com.spotzee.nifi.spotzee.IdempotencyKey;
import com.spotzee.nifi.spotzee.ItemRefusal;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UnsubscribeBatch;
import com.spotzee.nifi.spotzee.UnsubscribeOutcome;
import com.spotzee.nifi.spotzee.UnsubscribeOutcomes;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncMode;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PutSpotzeeUsersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MARKETING = 1;

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final TestRunner runner = EventCheck.runner(PutSpotzeeUsers.class);
    private final StandardSpotzeeProject service = new StandardSpotzeeProject();

    @BeforeEach
    void configure() throws InitializationException {
        runner.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey(),
                "Opt-Out Subscriptions", Long.toString(MARKETING)));
        runner.enableControllerService(service);
        runner.setProperty("Spotzee Project", "project");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Nested
    class Sending {

        @Test
        void createsUsersInBatchesOfAHundred() {
            runner.enqueue(users(250), Map.of("sync.count.queried", "250"));
            runner.run();

            assertEquals(250, project.userCount());
            assertEquals(3, posts("/api/client/users/batch"));
            final MockFlowFile success = only(PutSpotzeeUsers.REL_SUCCESS);
            success.assertContentEquals(users(250));
            success.assertAttributeEquals("sync.count.imported", "250");
            success.assertAttributeEquals("sync.count.updated", "0");
            success.assertAttributeEquals("sync.count.refused", "0");
            assertEquals(250, runner.getCounterValue("Users Imported"));
            assertEquals("+14155550100", project.user("sf_a_Lead_0").orElseThrow().path("phone").textValue());
        }

        @Test
        void tellsUpdatedUsersFromNewOnes() {
            runner.enqueue(users(3));
            runner.enqueue(users(5));
            runner.run(2);

            final MockFlowFile second = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).get(1);
            second.assertAttributeEquals("sync.count.imported", "2");
            second.assertAttributeEquals("sync.count.updated", "3");
        }

        @Test
        void aNumberThatSpotzeeCanNotUnderstandKeepsNobodyBack() {
            runner.enqueue("{\"external_id\":\"a\",\"email\":\"a@example.com\",\"phone\":\"1\",\"data\":{\"unsubscribed\":true}}\n"
                    + "{\"external_id\":\"b\",\"email\":\"none\",\"phone\":\"1\"}\n",
                    Map.of("sync.count.dropped_values", "2", "sync.count.dropped.level", "2"));
            runner.run();

            final MockFlowFile success = only(PutSpotzeeUsers.REL_SUCCESS);
            success.assertAttributeEquals("sync.count.imported", "1");
            success.assertAttributeEquals("sync.count.dropped_values", "3");
            success.assertAttributeEquals("sync.count.dropped.phone", "1");
            success.assertAttributeEquals("sync.count.dropped.level", "2");
            assertEquals("a@example.com", project.user("a").orElseThrow().path("email").textValue());
            assertFalse(project.user("a").orElseThrow().hasNonNull("phone"));
            assertTrue(only(PutSpotzeeUsers.REL_FAILURE).getContent().contains("\"external_id\":\"b\""));
            assertTrue(runner.getLogger().getWarnMessages().stream().anyMatch(warning -> warning.getMsg().contains("telephone numbers of 1 of 2 users")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"00Q9H00000C6pycUAB, 00Q9H00000C6pydUAB", "Bg"})
        void aPageWhoseListOfOptedOutPeopleIsDamagedOrCutOffIsNotSent(final String list) {
            runner.enqueue(users(3), Map.of("sync.opted.out", list));
            runner.run();

            final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
            failure.assertContentEquals(users(3));
            assertTrue(failure.getAttribute("failure.reason").contains("sync.opted.out"), () -> failure.getAttribute("failure.reason"));
            assertEquals(0, project.userCount());
        }

        @Test
        void absentKeepsAndNullClears() {
            runner.enqueue("""
                    {"external_id":"x","email":"x@example.com","data":{"first_name":"Ann","last_name":"Ng"}}
                    """);
            runner.enqueue("""
                    {"external_id":"x","data":{"first_name":null}}
                    """);
            runner.run(2);

            final JsonNode user = project.user("x").orElseThrow();
            assertEquals("x@example.com", user.path("email").textValue());
            assertTrue(user.path("data").path("first_name").isNull());
            assertEquals("Ng", user.path("data").path("last_name").textValue());
        }

        @Test
        void aValueThatGoesBackWithinADayArrives() {
            for (final String value : List.of("A", "B", "A")) {
                runner.enqueue("{\"external_id\":\"x\",\"data\":{\"status\":\"%s\"}}\n".formatted(value));
            }
            runner.run(3);

            assertEquals("A", project.user("x").orElseThrow().path("data").path("status").textValue());
            assertEquals(3, posts("/api/client/users/batch"));
        }

        @Test
        void provenanceSaysWhereItWent() {
            runner.enqueue(users(1));
            runner.run();

            final ProvenanceEventRecord event = runner.getProvenanceEvents().stream()
                    .filter(candidate -> candidate.getEventType() == ProvenanceEventType.SEND).findFirst().orElseThrow();
            assertEquals(project.url().toString(), event.getTransitUri());
        }
    }

    @Nested
    class Refusing {

        @Test
        void refusedUsersGoToFailureWithTheReasonAndTheOthersArrive() throws IOException {
            runner.enqueue("""
                    {"external_id":"good","email":"good@example.com"}
                    {"external_id":"bad","email":"no address"}
                    {"external_id":"fine","email":"fine@example.com"}
                    """, Map.of("sync.id", "s", "sync.page", "0"));
            runner.run();

            assertEquals(Set.of("good", "fine"), externalIds());
            final MockFlowFile success = only(PutSpotzeeUsers.REL_SUCCESS);
            success.assertContentEquals("""
                    {"external_id":"good","email":"good@example.com"}
                    {"external_id":"fine","email":"fine@example.com"}
                    """);
            success.assertAttributeEquals("record.count", "2");
            success.assertAttributeEquals("sync.count.refused", "1");
            final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
            failure.assertAttributeEquals("record.count", "1");
            failure.assertAttributeNotExists("sync.page");
            final JsonNode line = JSON.readTree(failure.getContent());
            assertEquals("bad", line.path("external_id").textValue());
            assertEquals("validation_failed", line.path("code").textValue());
            assertEquals("email must look like an RFC 5322 e-mail address.", line.path("message").textValue());
            assertTrue(line.path("request_id").textValue().startsWith("req_"), line::toString);
            assertEquals("no address", line.path("item").path("email").textValue());
            assertEquals(1, runner.getCounterValue("Users Refused"));
        }

        @Test
        void noAttributeAndNoLogHoldsAValue() {
            runner.enqueue("{\"external_id\":\"bad\",\"email\":\"very private\",\"data\":{\"first_name\":\"Zebedee\"}}\n");
            runner.run();

            final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
            final String told = failure.getAttributes() + runner.getLogger().getWarnMessages().stream().map(LogMessage::toString).toList().toString();
            assertFalse(told.contains("very private") || told.contains("Zebedee"), told);
            runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, 0);
        }

        @Test
        void aRecordThatMakesSpotzeeRefuseTheWholeRequestIsFoundAndTheOthersArrive() throws IOException {
            final String lines = users(70) + "{\"external_id\":\"odd\",\"nickname\":\"x\"}\n" + users(100).substring(users(70).length());
            runner.enqueue(lines);
            runner.run();

            assertEquals(100, project.userCount());
            final JsonNode line = JSON.readTree(only(PutSpotzeeUsers.REL_FAILURE).getContent());
            assertEquals("odd", line.path("external_id").textValue());
            assertEquals("parameter_unknown", line.path("code").textValue());
            assertTrue(line.path("param").textValue().endsWith("nickname"), line::toString);
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.imported", "100");
            assertTrue(posts("/api/client/users/batch") < 20, "halving takes few requests");
        }

        @Test
        void aRecordWithoutExternalIdIsRefusedWithoutAsking() throws IOException {
            runner.enqueue("{\"email\":\"a@example.com\"}\n");
            runner.run();

            assertEquals("parameter_missing", JSON.readTree(only(PutSpotzeeUsers.REL_FAILURE).getContent()).path("code").textValue());
            assertEquals(0, project.requests().size());
        }

        @Test
        void contentThatIsNoJsonGoesToFailureWithTheReason() {
            runner.enqueue(users(150) + "hello\n");
            runner.run();

            final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
            assertTrue(failure.getAttribute("failure.reason").startsWith("Record 151"), failure.getAttribute("failure.reason"));
            failure.assertContentEquals(users(150) + "hello\n");
        }
    }

    @Nested
    class SendingAsynchronously {

        @BeforeEach
        void choose() {
            runner.setProperty("Sending Mode", "Asynchronous");
        }

        @Test
        void countsWhatWasSentAndNothingElse() {
            runner.enqueue(users(250));
            runner.run();

            assertEquals(250, project.userCount());
            assertEquals(0, posts("/api/client/users/batch"));
            assertEquals(3, project.requests().stream().filter(request -> "PATCH".equals(request.method())).count());
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.sent", "250");
            assertEquals(250, runner.getCounterValue("Users Sent"));
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.imported", "0");
        }

        @Test
        void aFlowFileWithAnybodyWhoHasOptedOutGoesTheSynchronousWay() {
            runner.enqueue(users(250, Set.of("sf_a_Lead_249")));
            runner.run();

            assertEquals(0, project.requests().stream().filter(request -> "PATCH".equals(request.method())).count());
            assertEquals(Optional.of(0), project.subscriptionState("sf_a_Lead_249", MARKETING));
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.imported", "250");
        }

        @Test
        void oneRecordThatIsRefusedWithItsRequestIsFound() throws IOException {
            runner.enqueue(users(99) + "{\"external_id\":\"odd\",\"nickname\":\"x\"}\n" + "{\"email\":\"who@example.com\"}\n");
            runner.run();

            assertEquals(99, project.userCount());
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.sent", "99");
            only(PutSpotzeeUsers.REL_FAILURE).assertAttributeEquals("record.count", "2");
            assertTrue(only(PutSpotzeeUsers.REL_FAILURE).getContent().contains("parameter_unknown"));
        }

        @Test
        void theOptOutLaneIsAsEver() {
            runner.enqueue("{\"external_id\":\"nobody\"}\n", Map.of("sync.lane", "opt-out"));
            runner.run();

            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("sync.count.opted_out_unknown", "1");
        }
    }

    @Nested
    class OptingOut {

        private final Set<String> optedOut = IntStream.range(0, 30).mapToObj(i -> "sf_a_Lead_" + i * 7).collect(Collectors.toSet());

        private final MailableWatch watch = MailableWatch.on(project, MARKETING);

        @BeforeEach
        void tellTheWatch() {
            optedOut.forEach(watch::optedOut);
        }

        @AfterEach
        void nobodyWhoHasOptedOutWasMailable() {
            assertEquals(List.of(), watch.breaches());
        }

        @Test
        void whoHasOptedOutIsUnsubscribedBeforeGettingAnAddress() {
            final String before = IntStream.range(0, 10)
                    .mapToObj(i -> "{\"external_id\":\"sf_a_Lead_%d\",\"data\":{\"unsubscribed\":true}}\n".formatted(i * 7)).collect(Collectors.joining());
            runner.enqueue(before);
            runner.enqueue(users(250, optedOut));
            runner.run(2);

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 2);
            assertEquals(250, project.userCount());
            for (final String id : optedOut) {
                assertEquals(Optional.of(0), project.subscriptionState(id, MARKETING), id);
                assertTrue(project.user(id).orElseThrow().path("email").isTextual(), id);
            }
            assertEquals(Optional.empty(), project.subscriptionState("sf_a_Lead_1", MARKETING));
            final MockFlowFile page = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).get(1);
            page.assertAttributeEquals("sync.count.imported", "240");
            page.assertAttributeEquals("sync.count.updated", "10");
            page.assertAttributeEquals("sync.count.opted_out_known", "30");
        }

        @Test
        void alsoWhenSpotzeeFailsInBetween() {
            for (int failing = 0; failing < 4; failing++) {
                watch.optedOut("w" + failing);
                final int soMany = failing;
                final WatchedSpotzeeProject interrupted = new WatchedSpotzeeProject(service, client -> new FailingSpotzeeClient(client, soMany));
                use(interrupted, "interrupted" + failing);
                runner.enqueue("{\"external_id\":\"w%d\",\"email\":\"w@example.com\",\"data\":{\"unsubscribed\":true}}\n".formatted(failing));
                runner.run();
                runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, failing);
                runner.setProperty("Spotzee Project", "project");
                runner.run();
                runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, failing + 1);
                assertEquals(Optional.of(0), project.subscriptionState("w" + failing, MARKETING));
            }
        }

        @Test
        void whomOneSubscriptionKeepsIsNotSent() throws IOException {
            use(new WatchedSpotzeeProject(service, client -> new DelegatingSpotzeeClient(client) {
                @Override
                public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
                    final List<UnsubscribeOutcome> outcomes = super.unsubscribe(people, key).items();
                    return new UnsubscribeOutcomes(IntStream.range(0, outcomes.size()).mapToObj(i -> people.items().get(i).subscriptionId() == 2
                            ? new UnsubscribeOutcome.Refused(new ItemRefusal("state_conflict", "it is kept", null, "req_1")) : outcomes.get(i)).toList());
                }
            }), "keeping");
            runner.disableControllerService(service);
            runner.setProperty(service, "Opt-Out Subscriptions", "1,2");
            runner.enableControllerService(service);
            watch.optedOut("kept");
            runner.enqueue("{\"external_id\":\"kept\",\"email\":\"k@example.com\",\"data\":{\"unsubscribed\":true}}\n"
                    + "{\"external_id\":\"other\",\"email\":\"o@example.com\"}\n");
            runner.run();

            assertEquals(Set.of("other"), externalIds());
            assertEquals("state_conflict", JSON.readTree(only(PutSpotzeeUsers.REL_FAILURE).getContent()).path("code").textValue());
        }

        @Test
        void theLaneUnsubscribesKnownPeopleAndCreatesNobody() {
            runner.enqueue(users(4).substring(users(1).length()));
            runner.run();
            runner.enqueue("{\"external_id\":\"sf_a_Lead_1\"}\n{\"external_id\":\"sf_a_Lead_99\"}\n", Map.of("sync.lane", "opt-out"));
            runner.run();

            assertEquals(Optional.of(0), project.subscriptionState("sf_a_Lead_1", MARKETING));
            assertEquals(3, project.userCount());
            final MockFlowFile lane = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).get(1);
            lane.assertAttributeEquals("sync.count.opted_out_known", "1");
            lane.assertAttributeEquals("sync.count.opted_out_unknown", "1");
        }

        @Test
        void aSubscriptionThatDoesNotExistHoldsTheData() {
            runner.disableControllerService(service);
            runner.setProperty(service, "Opt-Out Subscriptions", "1,77");
            runner.enableControllerService(service);
            runner.enqueue("{\"external_id\":\"sf_a_Lead_99\"}\n", Map.of("sync.lane", "opt-out"));
            runner.run();

            held("no subscription [77]");
        }

        @Test
        void withoutOptOutSubscriptionsPeopleWhoHaveOptedOutAreNotSent() {
            runner.disableControllerService(service);
            runner.setProperty(service, "Opt-Out Subscriptions", (String) null);
            runner.enableControllerService(service);
            runner.enqueue(users(8, optedOut));
            runner.run();

            held("Opt-Out Subscriptions");
            assertEquals(0, project.userCount());
        }

        @Test
        void theNameOfTheOptOutPropertyComesWithTheFlowFile() {
            runner.enqueue("{\"external_id\":\"n\",\"email\":\"n@example.com\",\"data\":{\"prefs\":{\"no_mail\":true}}}\n",
                    Map.of("spotzee.opt.out.property", "prefs.no_mail"));
            runner.run();

            assertEquals(Optional.of(0), project.subscriptionState("n", MARKETING));
        }
    }

    @Nested
    class MarkingDeletedRecords {

        private static final String MARKS = """
                {"external_id":"sf_a_Lead_1","data":{"salesforce_deleted":true}}
                {"external_id":"sf a ü+","data":{"salesforce_deleted":true}}
                """;

        @Test
        void writesThePropertyOfKnownUsersAndNothingElse() {
            runner.enqueue(users(3));
            runner.run();
            runner.enqueue(MARKS, Map.of("sync.lane", "deleted", "sync.id", "gone", "sync.page", "0"));
            runner.run();

            final JsonNode marked = project.user("sf_a_Lead_1").orElseThrow();
            assertTrue(marked.path("data").path("salesforce_deleted").booleanValue());
            assertEquals("F1", marked.path("data").path("first_name").textValue());
            assertEquals("u1@example.com", marked.path("email").textValue());
            assertEquals(Optional.empty(), project.subscriptionState("sf_a_Lead_1", MARKETING));
            assertEquals(3, project.userCount());
            final MockFlowFile lane = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).get(1);
            lane.assertAttributeEquals("sync.count.marked_known", "1");
            lane.assertAttributeEquals("sync.count.marked_unknown", "1");
        }

        @Test
        void holdsTheDataWhileNobodyCanBeLookedUp() {
            project.refuseNext(ProblemCode.PERMISSION_DENIED, 1);
            runner.enqueue(MARKS, Map.of("sync.lane", "deleted"));
            runner.run();

            held("permission_denied");
        }
    }

    @Nested
    class WhenSpotzeeDoesNotTakeIt {

        @Test
        void aProjectThatIsGoneHoldsTheData() throws InitializationException {
            final SpotzeeProject interrupted = new WatchedSpotzeeProject(service, client -> new FailingSpotzeeClient(client, 0));
            use(interrupted, "gone");
            runner.enqueue(users(2));
            runner.run(3);

            held("not reachable");
        }
    }

    @Nested
    class Settling {

        private final FakeIntegration integration = new FakeIntegration();
        private DeliveryLedger ledger;

        @BeforeEach
        void integrate() throws InitializationException, IOException {
            runner.addControllerService("integration", integration);
            runner.enableControllerService(integration);
            runner.setProperty("Salesforce Integration", "integration");
            ledger = integration.ledger();
            ledger.open("s1");
        }

        @Test
        void entersEverythingThatHappenedToThePage() throws IOException {
            runner.enqueue("{\"external_id\":\"a\"}\n{\"external_id\":\"b\",\"email\":\"none\"}\n",
                    Map.of("sync.id", "s1", "sync.page", "4", "sync.count.queried", "5", "sync.count.filtered", "3"));
            runner.run();

            final WindowDelivery delivered = ledger.delivered("s1").orElseThrow();
            assertEquals(1, delivered.pages());
            assertEquals(Map.of("queried", 5L, "filtered", 3L, "imported", 1L, "updated", 0L, "refused", 1L), delivered.counts());
        }

        @Test
        void entersTheRulesAndMappingsThatThePageMet() throws IOException {
            runner.enqueue("", Map.of("sync.id", "s1", "sync.page", "0", "sync.met.rules", "k3vB9x_A", "sync.met.mappings", "0a-Zq81c",
                    "sync.met.opt.out", "no digest"));
            runner.enqueue("", Map.of("sync.id", "s1", "sync.page", "1", "sync.met.rules", "Jd7_wQ2s", "sync.met.mappings", "0a-Zq81c"));
            runner.run(2);
            assertEquals(new StepPrints(Set.of("k3vB9x_A", "Jd7_wQ2s"), Set.of("0a-Zq81c"), Set.of()), ledger.delivered("s1").orElseThrow().prints());
        }

        @Test
        void entersAsynchronousUsersAsSent() throws IOException {
            runner.setProperty("Sending Mode", "Asynchronous");
            runner.enqueue(users(3), Map.of("sync.id", "s1", "sync.page", "0", "sync.count.queried", "3"));
            runner.run();

            assertEquals(Map.of("queried", 3L, "sent", 3L, "imported", 0L, "updated", 0L, "refused", 0L), ledger.delivered("s1").orElseThrow().counts());
            assertEquals(3, ledger.delivered("s1").orElseThrow().records());
        }

        @Test
        void anEmptyPageIsSettledAndGoesOn() throws IOException {
            runner.enqueue("", Map.of("sync.id", "s1", "sync.page", "0", "sync.count.queried", "7", "sync.count.filtered", "7"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 1);
            assertEquals(7, ledger.delivered("s1").orElseThrow().count("filtered"));
            assertEquals(0, project.requests().size());
        }

        @Test
        void pagesOfASyncThatWasGivenUpAreNotSent() throws IOException {
            ledger.close("s1");
            runner.enqueue(users(2), Map.of("sync.id", "s1", "sync.page", "0"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUPERSEDED, 1);
            assertEquals(0, project.userCount());
        }

        @Test
        void aSyncThatIsGivenUpWhileItsPageIsSentTakesNothing() throws InitializationException {
            use(new WatchedSpotzeeProject(service, client -> new FailingSpotzeeClient(client, Integer.MAX_VALUE) {
                @Override
                protected void before() {
                    try {
                        ledger.close("s1");
                    } catch (final IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }), "closing");
            runner.enqueue(users(2) + "{\"external_id\":\"b\",\"email\":\"none\"}\n", Map.of("sync.id", "s1", "sync.page", "0"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUPERSEDED, 1);
        }

        @Test
        void aPageWhoseNumberWasSkippedIsNotSent() throws IOException {
            ledger.readSoFar(OpenWindow.opened("s1", SyncMode.FULL, null, Instant.EPOCH, Instant.EPOCH).skippingPage());
            runner.enqueue(users(2), Map.of("sync.id", "s1", "sync.page", "0"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUPERSEDED, 1);
            assertEquals(0, project.userCount());
        }

        /** When the sync has ended the register of opt-outs is cleared, and says nothing any more of those who follow. */
        @Test
        void afterTheEndOfItsSyncNoFurtherBatchIsSent() throws InitializationException {
            use(new WatchedSpotzeeProject(service, client -> new FailingSpotzeeClient(client, Integer.MAX_VALUE) {
                @Override
                protected void before() {
                    try {
                        ledger.close("s1");
                    } catch (final IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }), "closing");
            runner.setProperty(PutSpotzeeUsers.BATCHES_IN_FLIGHT, "1");
            runner.enqueue(users(250), Map.of("sync.id", "s1", "sync.page", "0", "salesforce.object", "Lead"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUPERSEDED, 1);
            assertEquals(100, project.userCount());
            assertEquals(List.of(), runner.getLogger().getErrorMessages());
        }

        @Test
        void optOutsAreSentWhateverBecameOfTheirSync() {
            runner.enqueue(users(1));
            runner.run();
            runner.enqueue("{\"external_id\":\"sf_a_Lead_0\"}\n", Map.of("sync.id", "gone", "sync.page", "0", "sync.lane", "opt-out"));
            runner.run();

            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 2);
            assertEquals(Optional.of(0), project.subscriptionState("sf_a_Lead_0", MARKETING));
        }

        @Test
        void aNodeThatHasLostItsClusterTouchesNothing() throws IOException {
            runner.setIsConfiguredForClustering(true);
            runner.setConnected(false);
            runner.enqueue(users(1), Map.of("sync.id", "s1", "sync.page", "0"));
            runner.run();

            held("not connected to its cluster");
            assertEquals(0, ledger.delivered("s1").orElseThrow().pages());
        }
    }

    @Nested
    class ReadingRecords {

        @BeforeEach
        void read() throws InitializationException {
            final JsonTreeReader reader = new JsonTreeReader();
            runner.addControllerService("reader", reader);
            runner.enableControllerService(reader);
            runner.setProperty("Record Reader", "reader");
        }

        @Test
        void takesRecordsOfAnySource() {
            runner.enqueue("""
                    [{"external_id":"a","email":"a@example.com","data":{"first_name":"Ann","score":12.5,"tags":["x","y"],"since":"2026-01-02"}},
                     {"external_id":"b","phone":null,"data":{"unsubscribed":true,"count":7}}]""");
            runner.run();

            final JsonNode ann = project.user("a").orElseThrow();
            assertEquals("Ann", ann.path("data").path("first_name").textValue());
            assertEquals(12.5, ann.path("data").path("score").doubleValue());
            assertEquals("y", ann.path("data").path("tags").path(1).textValue());
            assertEquals("2026-01-02", ann.path("data").path("since").textValue());
            assertFalse(ann.path("data").has("count"), "a field of another record must stay absent");
            assertEquals(7, project.user("b").orElseThrow().path("data").path("count").intValue());
            assertEquals(Optional.of(0), project.subscriptionState("b", MARKETING));
            only(PutSpotzeeUsers.REL_SUCCESS).assertAttributeEquals("mime.type", "application/x-ndjson");
        }

        @Test
        void flatRecordsBecomeUsersByTheFieldThatTellsWhoTheyAre() {
            runner.setProperty("External ID Field", "customer.no");
            runner.enqueue("""
                    [{"customer":{"no":4711},"email":"bo@example.com","plan":"gold","data":{"score":3},"unsubscribed":true},
                     {"email":"nobody@example.com"}]""");
            runner.run();

            final JsonNode bo = project.user("4711").orElseThrow();
            assertEquals("bo@example.com", bo.path("email").textValue());
            assertEquals("gold", bo.path("data").path("plan").textValue());
            assertEquals(3, bo.path("data").path("score").intValue());
            assertEquals(4711, bo.path("data").path("customer").path("no").intValue());
            assertEquals(Optional.of(0), project.subscriptionState("4711", MARKETING));
            assertTrue(only(PutSpotzeeUsers.REL_FAILURE).getContent().contains("parameter_missing"));

            runner.setProperty("External ID Field", "no");
            runner.enqueue("[{\"no\":\"x 1\",\"plan\":null}]");
            runner.run();
            assertFalse(project.user("x 1").orElseThrow().path("data").has("no"));
            assertTrue(project.user("x 1").orElseThrow().path("data").path("plan").isNull());
        }

        @Test
        void whatTheReaderCannotReadGoesToFailure() {
            runner.enqueue("[{\"external_id\":\"secret-id\" oops");
            runner.run();

            final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
            assertTrue(failure.getAttribute("failure.reason").contains("Record Reader"), failure.getAttribute("failure.reason"));
            assertFalse(failure.getAttribute("failure.reason").contains("secret-id"), failure.getAttribute("failure.reason"));
        }
    }

    @Test
    void theSameTroubleIsToldOnceUntilItsBulletinIsGone() {
        final Instant start = Instant.parse("2026-11-23T10:00:00Z");
        final Instant[] now = {start};
        final Complaints complaints = new Complaints(() -> now[0]);

        assertTrue(complaints.worthTelling("a"));
        assertFalse(complaints.worthTelling("a"));
        assertTrue(complaints.worthTelling("b"));
        now[0] = start.plus(Duration.ofMinutes(6));
        assertTrue(complaints.worthTelling("b"));
    }

    private void use(final SpotzeeProject other, final String name) {
        try {
            runner.addControllerService(name, other);
        } catch (final InitializationException e) {
            throw new IllegalStateException(e);
        }
        runner.enableControllerService(other);
        runner.setProperty("Spotzee Project", name);
    }

    /** The data is where it was, the processor rests, and people were told once why. */
    private void held(final String reason) {
        runner.assertQueueNotEmpty();
        assertTrue(runner.isYieldCalled());
        runner.assertPenalizeCount(0);
        final List<String> errors = runner.getLogger().getErrorMessages().stream().map(LogMessage::getMsg).toList();
        assertEquals(1, errors.size(), errors::toString);
        final String told = runner.getLogger().getErrorMessages().getFirst().toString();
        assertTrue(told.contains(reason), told);
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private long posts(final String path) {
        return project.requests().stream().filter(request -> "POST".equals(request.method())).map(RecordedRequest::path).filter(path::equals).count();
    }

    private Set<String> externalIds() {
        return project.users().map(user -> user.path("external_id").textValue()).collect(Collectors.toSet());
    }

    private static String users(final int count) {
        return users(count, Set.of());
    }

    private static String users(final int count, final Set<String> optedOut) {
        return IntStream.range(0, count).mapToObj(i -> {
            final String id = "sf_a_Lead_" + i;
            return "{\"external_id\":\"%s\",\"email\":\"u%d@example.com\",\"phone\":\"+14155550100\",\"data\":{\"first_name\":\"F%d\",\"unsubscribed\":%b}}\n"
                    .formatted(id, i, i, optedOut.contains(id));
        }).collect(Collectors.joining());
    }
}
