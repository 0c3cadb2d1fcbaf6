package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The worked examples in what NiFi shows of the components come out as they are written there. */
class HelpExamplesTest {

    private static final ObjectMapper DIGITS = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern RULE = Pattern.compile("\\| `([^`]+)` \\| decision \\|");
    private static final Pattern DECISION = Pattern.compile("\\| `(\\{[^`]+})` \\| (matched|unmatched)");
    private static final Pattern ROW = Pattern.compile("`(\\w+)` = `(\\w+)`");

    private static final Pattern CSV = Pattern.compile("(?s)```csv\n(.*?)```");
    private static final Pattern EXTERNAL_ID_FIELD = Pattern.compile("\\*CSVReader\\*, the field `(\\w+)`");
    private static final Pattern SENT = Pattern.compile("send `(\\{[^`]+})`");

    private static EmulatedOrg org;

    @BeforeAll
    static void startOrg() {
        org = EmulatedOrg.start(OrgSettings.defaults());
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @Test
    void rulesDecideAsTheirTableSays() throws IOException, InitializationException {
        final String page = page(ApplySyncRules.class);
        final String rule = RULE.matcher(page).results().findFirst().orElseThrow().group(1);
        final Map<String, List<String>> decisions = DECISION.matcher(page).results()
                .collect(Collectors.groupingBy(row -> row.group(2), Collectors.mapping(row -> row.group(1), Collectors.toList())));
        final String all = decisions.values().stream().map(records -> String.join("\n", records)).collect(Collectors.joining("\n"));

        final TestRunner runner = run(ApplySyncRules.class, Map.of("Sync Rules", rule), all);

        decisions.forEach((decision, records) -> assertEquals(String.join("\n", records) + "\n",
                runner.getFlowFilesForRelationship(decision).getFirst().getContent(), decision));
    }

    @Test
    void mappingMakesTheUserThatItsExampleShows() throws IOException, InitializationException {
        final String page = page(MapFieldsToSpotzee.class);
        final Map<String, String> rows = ROW.matcher(page).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        final List<String> examples = examples(page);

        final TestRunner runner = run(MapFieldsToSpotzee.class, rows, examples.getFirst());

        final String user = runner.getFlowFilesForRelationship("success").getFirst().getContent();
        assertEquals(DIGITS.readTree(examples.get(1)), DIGITS.readTree(user));
    }

    @Test
    void idsBecomeWhatTheirExampleShows() throws IOException, InitializationException {
        final List<String> examples = examples(page(ResolveExternalId.class));

        final TestRunner runner = run(ResolveExternalId.class, Map.of("Integration ID", "crm"), examples.getFirst());

        runner.getFlowFilesForRelationship("success").getFirst().assertContentEquals(examples.get(1));
    }

    @Test
    void recordsOfAnotherSourceAreSentAsTheirExampleShows() throws IOException, InitializationException {
        final String page = page(PutSpotzeeUsers.class);
        final TestRunner runner = TestRunners.newTestRunner(PutSpotzeeUsers.class);
        try (EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults())) {
            final StandardSpotzeeProject service = new StandardSpotzeeProject();
            runner.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey(),
                    "Opt-Out Subscriptions", "1"));
            runner.enableControllerService(service);
            final CSVReader reader = new CSVReader();
            runner.addControllerService("reader", reader);
            runner.enableControllerService(reader);
            runner.setProperty("Spotzee Project", "project");
            runner.setProperty("Record Reader", "reader");
            runner.setProperty("External ID Field", EXTERNAL_ID_FIELD.matcher(page).results().findFirst().orElseThrow().group(1));
            runner.enqueue(CSV.matcher(page).results().findFirst().orElseThrow().group(1));
            runner.run();

            final JsonNode expected = new ObjectMapper().readTree(SENT.matcher(page).results().findFirst().orElseThrow().group(1));
            final JsonNode user = project.user(expected.path("external_id").asText()).orElseThrow();
            assertEquals(expected.path("email"), user.path("email"));
            assertEquals(expected.path("data"), user.path("data"));
            assertEquals(Optional.of(0), project.subscriptionState(expected.path("external_id").asText(), 1));
        }
    }

    private static TestRunner run(final Class<? extends Processor> processor, final Map<String, String> integration, final String content)
            throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        EmulatedOrgRunner.integration(runner, org, integration);
        runner.setProperty("Salesforce Integration", "integration");
        runner.enqueue(content, Map.of(FlowAttributes.OBJECT, "Lead", FlowAttributes.INTEGRATION_ID, integration.getOrDefault("Integration ID", "crm-emea"),
                FlowAttributes.SYNC_ID, "s1", FlowAttributes.SYNC_PAGE, "0", FlowAttributes.SYNC_LANE, "main"));
        runner.run();
        return runner;
    }

    private static List<String> examples(final String page) {
        return JSON.matcher(page).results().map(block -> block.group(1)).toList();
    }

    private static String page(final Class<?> component) throws IOException {
        try (InputStream in = component.getResourceAsStream("/docs/%s/additionalDetails.md".formatted(component.getName()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
