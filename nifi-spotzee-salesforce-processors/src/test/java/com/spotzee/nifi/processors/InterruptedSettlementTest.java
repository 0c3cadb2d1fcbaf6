package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.ProjectWhen;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.spotzee.ManualTime;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** NiFi stops after a page was settled and before its FlowFile could leave: the page comes again. */
class InterruptedSettlementTest {

    private static final String TAKEN = "{\"external_id\":\"sf_a_Lead_0\"}\n";
    private static final String REFUSED = "{\"external_id\":\"sf_a_Lead_1\",\"email\":\"none\"}\n";
    private static final Map<String, String> PAGE = Map.of("sync.id", "Lead-1", "sync.page", "0", "sync.count.queried", "2");

    private final ManualTime time = new ManualTime();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time));
    private final TestRunner runner = EventCheck.runner(PutSpotzeeUsers.class);
    private final InterruptedIntegration integration = new InterruptedIntegration();

    @BeforeEach
    void configure() throws InitializationException, IOException {
        final StandardSpotzeeProject service = new StandardSpotzeeProject();
        runner.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey()));
        runner.enableControllerService(service);
        runner.setProperty("Spotzee Project", "project");
        runner.addControllerService("integration", integration);
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        integration.real().open("Lead-1");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void isCountedOnceAndItsRefusedUserIsToldOfOnce() throws IOException {
        interrupt(TAKEN + REFUSED);
        runner.run();

        runner.assertTransferCount(PutSpotzeeUsers.REL_SUPERSEDED, 0);
        only(PutSpotzeeUsers.REL_SUCCESS).assertContentEquals(TAKEN);
        assertRefusedUserIsToldOf();
        assertEquals(2, delivered().records());
        assertEquals(1, delivered().count("refused"));
    }

    /** However long the page is held meanwhile: when it goes on, its sync has ended and it is not sent again. */
    @Test
    void hasLetTheLinesAboutItsRefusedUsersLeaveBeforeItWasSettled() throws IOException {
        interrupt(TAKEN + REFUSED);
        assertEquals(1, delivered().count("refused"));
        assertRefusedUserIsToldOf();
        integration.real().complete("Lead-1", delivered());
        integration.real().open("Lead-2");

        runner.run();
        assertRefusedUserIsToldOf();
        only(PutSpotzeeUsers.REL_SUCCESS).assertContentEquals(TAKEN + REFUSED);
    }

    @Test
    void tellsOfItsRefusedUsersOnceHoweverOftenItCanNotBeSettled() {
        integration.refuseToSettle(3);
        runner.enqueue(TAKEN + REFUSED, PAGE);
        runner.run(3);
        runner.assertQueueNotEmpty();

        runner.run();
        runner.assertQueueEmpty();
        assertRefusedUserIsToldOf();
    }

    @Test
    void tellsOfThoseWhoAreRefusedOnlyAtTheNextTry() {
        interrupt(TAKEN + REFUSED);
        project.faults().add(ProjectWhen.always(), ProjectFault.refusedUser("sf_a_Lead_0"));
        time.pass(Duration.ofHours(25));
        runner.run();

        runner.assertTransferCount(PutSpotzeeUsers.REL_FAILURE, 2);
        assertTrue(runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_FAILURE).get(1).getContent().contains("sf_a_Lead_0"));
    }

    @Test
    void isTheParentOfTheLinesInProvenance() {
        runner.enqueue(TAKEN + REFUSED, PAGE);
        runner.run();

        final ProvenanceEventRecord fork = runner.getProvenanceEvents().stream().filter(event -> event.getEventType() == ProvenanceEventType.FORK)
                .findFirst().orElseThrow();
        assertEquals(List.of(only(PutSpotzeeUsers.REL_SUCCESS).getAttribute("uuid")), fork.getParentUuids());
        assertEquals(List.of(only(PutSpotzeeUsers.REL_FAILURE).getAttribute("uuid")), fork.getChildUuids());
    }

    @Test
    void goesOnToSuccessUnsentWhenItsSyncWasCompletedMeanwhile() throws IOException {
        interrupt(TAKEN);
        integration.real().complete("Lead-1", delivered());
        integration.real().open("Lead-2");
        final int requests = project.requests().size();

        runner.run();
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, 1);
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUPERSEDED, 0);
        assertEquals(requests, project.requests().size());
    }

    @Test
    void isSupersededWhenItsSyncWasGivenUpMeanwhile() throws IOException {
        interrupt(TAKEN);
        integration.real().close("Lead-1");
        runner.run();
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUPERSEDED, 1);
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, 0);
    }

    private void interrupt(final String users) {
        integration.interruptNext();
        runner.enqueue(users, PAGE);
        runner.run();
        runner.assertQueueNotEmpty();
        assertEquals(0, runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).size());
    }

    private void assertRefusedUserIsToldOf() {
        final MockFlowFile failure = only(PutSpotzeeUsers.REL_FAILURE);
        assertTrue(failure.getContent().contains("sf_a_Lead_1"), failure.getContent());
        assertEquals(1, failure.getContent().lines().count(), failure.getContent());
        failure.assertAttributeEquals("sync.id", "Lead-1");
        failure.assertAttributeEquals("sync.count.refused", "1");
        failure.assertAttributeNotExists("sync.page");
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private WindowDelivery delivered() throws IOException {
        return integration.real().delivered("Lead-1").orElseThrow();
    }

    /** An integration whose next settlement is stored, and then everything breaks off. */
    public static final class InterruptedIntegration extends FakeIntegration {

        private boolean interrupts;
        private int refusals;

        void interruptNext() {
            interrupts = true;
        }

        void refuseToSettle(final int times) {
            refusals = times;
        }

        DeliveryLedger real() {
            return super.ledger();
        }

        @Override
        public DeliveryLedger ledger() {
            final DeliveryLedger real = super.ledger();
            return (DeliveryLedger) Proxy.newProxyInstance(DeliveryLedger.class.getClassLoader(), new Class<?>[] {DeliveryLedger.class},
                    (proxy, method, arguments) -> {
                final Object answer;
                if (method.getName().equals("settle") && refusals-- > 0) {
                    throw new IOException("The state can't be written");
                }
                try {
                    answer = method.invoke(real, arguments);
                } catch (final InvocationTargetException e) {
                    throw e.getCause();
                }
                if (interrupts && method.getName().equals("settle")) {
                    interrupts = false;
                    throw new IOException("NiFi stops here");
                }
                return answer;
            });
        }
    }
}
