package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Connections that run full: what people should look at must not stop what has to arrive. */
class FullConnectionsTest {

    private static final Set<String> ONWARD = Set.of("success", "matched");
    private static final String PAGE = "{\"Id\":\"00Q9H00000C6pycUAB\",\"LastModifiedDate\":\"2026-11-23T10:00:07.000+0000\",\"SystemModstamp\":"
            + "\"2026-11-23T10:00:07.000+0000\",\"Email\":\"ann@example.com\",\"salesforce\":{\"id\":\"00Q9H00000C6pycUAB\"}}\n";

    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults());

    @AfterEach
    void close() {
        org.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {ApplySyncRules.class, MapFieldsToSpotzee.class, ResolveExternalId.class})
    void ofTroublesStopNothingAndThoseOnwardAreRespected(final Class<? extends Processor> step) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(step);
        EmulatedOrgRunner.integration(runner, org, Map.of("email", "Email"));
        runner.setProperty("Salesforce Integration", "integration");
        final Relationship onward = runner.getProcessor().getRelationships().stream().filter(one -> ONWARD.contains(one.getName())).findFirst().orElseThrow();
        runner.getProcessor().getRelationships().stream().filter(one -> !one.equals(onward)).forEach(runner::setRelationshipUnavailable);
        runner.enqueue(PAGE, Map.of("salesforce.object", "Lead"));
        runner.run();
        runner.assertTransferCount(onward, 1);

        runner.setRelationshipUnavailable(onward);
        runner.enqueue(PAGE, Map.of("salesforce.object", "Lead"));
        runner.run();
        runner.assertTransferCount(onward, 1);
        runner.assertQueueNotEmpty();
        assertTrue(runner.isYieldCalled());
    }

    @Test
    void ofEventsKeepNoSyncFromBeingReadAndCompleted() throws InitializationException, IOException {
        try (WindowRun run = new WindowRun(Map.of())) {
            run.runner().setRelationshipUnavailable(QuerySalesforceIncremental.REL_EVENTS);
            run.addLeads(3);
            run.trigger();
            run.deliverAndSettle();
            assertEquals(1, run.events("sync_completed").size());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {QuerySalesforceIncremental.class, ApplySyncRules.class, MapFieldsToSpotzee.class, ResolveExternalId.class, PutSpotzeeUsers.class,
        SalesforceHealthCheck.class})
    void areNotWaitedForByNiFi(final Class<? extends Processor> processor) {
        assertTrue(processor.isAnnotationPresent(TriggerWhenAnyDestinationAvailable.class));
    }
}
