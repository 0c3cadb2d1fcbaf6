package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** NiFi stops after a page was settled and before its FlowFile could leave: the page comes again. */
class InterruptedSettlementTest {

    private static final String TAKEN = "{\"external_id\":\"sf_a_Lead_0\"}\n";
    private static final String REFUSED = "{\"external_id\":\"sf_a_Lead_1\",\"email\":\"none\"}\n";
    private static final Map<String, String> PAGE = Map.of("sync.id", "Lead-1", "sync.page", "0", "sync.count.queried", "2");

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
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
    void keepsItsSyncOpenUntilTheLinesAboutRefusedUsersAreSafe() throws IOException {
        interrupt(TAKEN + REFUSED);
        assertEquals(1, delivered().unconfirmed());

        runner.run();
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUPERSEDED, 0);
        final MockFlowFile failure = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_FAILURE).getFirst();
        assertTrue(failure.getContent().contains("sf_a_Lead_1"), failure.getContent());
        assertEquals(0, delivered().unconfirmed());
        assertEquals(2, delivered().records());
        assertEquals(1, delivered().count("refused"));
    }

    @Test
    void goesOnToSuccessUnsentWhenItsSyncWasCompletedMeanwhile() throws IOException {
        interrupt(TAKEN);
        assertEquals(0, delivered().unconfirmed());
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

    private WindowDelivery delivered() throws IOException {
        return integration.real().delivered("Lead-1").orElseThrow();
    }

    /** An integration whose next settlement is stored, and then everything breaks off. */
    public static final class InterruptedIntegration extends FakeIntegration {

        private boolean interrupts;

        void interruptNext() {
            interrupts = true;
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
