package com.spotzee.nifi.services;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.processors.PutSpotzeeUsers;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.spotzee.ManualTime;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.controller.ControllerServiceInitializationContext;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.MockControllerServiceInitializationContext;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StandardSpotzeeProjectTest {

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final TestRunner runner = EventCheck.runner(PutSpotzeeUsers.class);
    private final ManualTime time = new ManualTime();
    private final StandardSpotzeeProject service = new StandardSpotzeeProject(time::pace);

    @BeforeEach
    void add() throws InitializationException {
        runner.addControllerService("project", service, Map.of("Spotzee URL", project.url() + "/", "API Key", project.secretKey()));
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void isTheProjectOfItsKey() throws SpotzeeFailure {
        runner.setProperty(service, "Opt-Out Subscriptions", " 1, 2 ");
        runner.enableControllerService(service);

        assertEquals("Spotzee Sandbox", service.client().me().name());
        assertEquals(Set.of(1L, 2L), service.optOutSubscriptions());
        assertEquals(project.url().toString(), service.url());
    }

    @ParameterizedTest
    @CsvSource({"20, 1000, 1, 10", "1000, 60, 1, 60", "60, 1000, 3, 10"})
    void everybodyWhoUsesItSharesThePaceThatItIsGivenAndSoDoNodes(final int per10Seconds, final int perMinute, final int nodes, final int leastSeconds)
            throws SpotzeeFailure, InitializationException {
        runner.setProperty(service, "Requests Per 10 Seconds", Integer.toString(per10Seconds));
        runner.setProperty(service, "Requests Per Minute", Integer.toString(perMinute));
        service.initialize(clusterOf(nodes));
        runner.enableControllerService(service);
        final int most = Math.min(per10Seconds / nodes, perMinute / nodes);
        for (int i = 0; i < most / 2; i++) {
            service.client().me();
            service.client().knows("nobody");
        }
        service.client().me();

        assertTrue(time.getAsLong() >= Duration.ofSeconds(leastSeconds).toNanos(), Duration.ofNanos(time.getAsLong()).toString());
    }

    @Test
    void aDisabledProjectSaysSo() {
        runner.enableControllerService(service);
        runner.disableControllerService(service);
        assertTrue(assertThrows(IllegalStateException.class, service::client).getMessage().contains("disabled"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pk_abc      | publishable
            ok_abc      | organisation
            abc         | starts with sk_
            sk_ab cd    | without spaces
            """)
    void aKeyOfAnotherKindIsRefusedWithoutRepeatingIt(final String key, final String sentence) {
        final ValidationResult result = runner.setProperty(service, "API Key", key);
        assertFalse(result.isValid());
        assertTrue(result.getExplanation().contains(sentence), result.getExplanation());
        assertFalse(result.toString().contains(key), result.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://spotzee.example/", "apix.spotzee.com", "https://u:p@spotzee.example/", "https://spotzee.example/?a=b", "https://a b"})
    void anAddressThatWouldGiveTheKeyAwayIsRefused(final String url) {
        final ValidationResult result = runner.setProperty(service, "Spotzee URL", url);
        assertFalse(result.isValid());
        assertTrue(result.getExplanation().startsWith("must "), result.getExplanation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,,2", "one", "0", "-4", "1;2"})
    void subscriptionsAreIdsBetweenCommas(final String ids) {
        assertFalse(runner.setProperty(service, "Opt-Out Subscriptions", ids).isValid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1   | SUCCESSFUL | Marketing e-mail
            1,2 | SUCCESSFUL | Newsletter
            3   | FAILED     | which is of the channel
            1,9 | FAILED     | 9, which the project does not have. Name one or more e-mail subscriptions of the project: 1 (Marketing e-mail), 2 (Newsletter)
                | FAILED     | people who have opted out are not sent. The project's e-mail subscriptions: 1 (Marketing e-mail)
            """)
    void verifyLooksAtTheSubscriptions(final String ids, final Outcome outcome, final String explanation) {
        final List<ConfigVerificationResult> results = verify(project.secretKey(), ids);
        assertEquals(Outcome.SUCCESSFUL, results.getFirst().getOutcome());
        assertTrue(results.getFirst().getExplanation().contains("'Spotzee Sandbox' (id 7)"), results::toString);
        assertEquals(outcome, results.get(1).getOutcome());
        assertTrue(results.get(1).getExplanation().contains(explanation), results::toString);
        assertTrue(project.requests().stream().allMatch(request -> "GET".equals(request.method())), "Verify only reads");
    }

    @Test
    void verifyNamesARefusedKey() {
        final List<ConfigVerificationResult> results = verify("sk_wrong", "1");
        assertEquals(List.of(Outcome.FAILED, Outcome.SKIPPED), results.stream().map(ConfigVerificationResult::getOutcome).toList());
        assertTrue(results.getFirst().getExplanation().contains("authentication_required"), results::toString);
    }

    private ControllerServiceInitializationContext clusterOf(final int nodes) {
        return new MockControllerServiceInitializationContext(service, "project") {
            @Override
            public NodeTypeProvider getNodeTypeProvider() {
                return new FakeNodes(nodes > 1, IntStream.range(0, nodes).mapToObj(Integer::toString).collect(Collectors.toSet()));
            }
        };
    }

    private List<ConfigVerificationResult> verify(final String key, final String ids) {
        runner.setProperty(service, "API Key", key);
        if (ids != null) {
            runner.setProperty(service, "Opt-Out Subscriptions", ids);
        }
        runner.enableControllerService(service);
        final MockConfigurationContext context = new MockConfigurationContext(service, properties(key, ids), null, Map.of());
        return service.verify(context, new MockComponentLog("project", service), Map.of());
    }

    private Map<PropertyDescriptor, String> properties(final String key, final String ids) {
        final Map<PropertyDescriptor, String> properties = new HashMap<>();
        properties.put(StandardSpotzeeProject.SPOTZEE_URL, project.url().toString());
        properties.put(StandardSpotzeeProject.API_KEY, key);
        if (ids != null) {
            properties.put(StandardSpotzeeProject.OPT_OUT_SUBSCRIPTIONS, ids);
        }
        return properties;
    }
}
