package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What Salesforce filters and what we filter must be the same people: asked of an emulated org with generated records and rules. What SOQL can't
 * filter by is asked of a field that holds the same and that it can, so that every rule has an answer that is not ours. A failure prints its seed;
 * {@code -Drules.seed=…} runs it again.
 */
class RuleAgreementTest {

    private static final int RECORDS = 1_000;
    private static final int RULE_SETS = 1_000;
    private static final MappingRows NO_MAPPING = MappingRows.parse(Map.of("id", "Id"), "none");

    @ParameterizedTest
    @EnumSource(NullSemantics.class)
    void salesforceAndTheFilterChooseTheSamePeople(final NullSemantics semantics) {
        final long seed = Long.getLong("rules.seed", System.nanoTime());
        assertDoesNotThrow(() -> compare(semantics, seed), "seed %d, %s".formatted(seed, semantics));
    }

    private static void compare(final NullSemantics semantics, final long seed) throws InitializationException, SalesforceFailure, IOException {
        final Random random = new Random(seed);
        final GeneratedPeople people = new GeneratedPeople(random);
        final GeneratedRules generated = new GeneratedRules(random, people);
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withNullSemantics(semantics))) {
            people.insert(org, RECORDS);
            final SalesforceClient client = EmulatedOrgRunner.integration(TestRunners.newTestRunner(NoOpProcessor.class), org, Map.of()).client();
            final List<ObjectNode> everybody = everybody(client);
            int selective = 0;
            for (int round = 0; round < RULE_SETS; round++) {
                final String rules = generated.next();
                final int matching = agree(client, rules(rules), RuleLogic.values()[random.nextInt(2)], everybody);
                selective += matching > 0 && matching < RECORDS ? 1 : 0;
            }
            assertTrue(selective > RULE_SETS / 4,
                    "only %d rule sets chose some people and not others: little was compared".formatted(selective));
        }
    }

    /** Everybody with all fields that rules may name, read once. */
    private static List<ObjectNode> everybody(final SalesforceClient client) throws SalesforceFailure, IOException {
        final Map<String, String> rows = GeneratedRules.FIELDS.stream().collect(Collectors.toMap(RuleAgreementTest::row, field -> field));
        final List<FieldPath> fields = new IntegrationDefinition(RuleLogic.AND, RuleSet.parse(""), MappingRows.parse(rows, "none"))
                .plan(SalesforceObject.CONTACT, client).fields();
        final List<ObjectNode> everybody = new ArrayList<>();
        read(client, "SELECT " + String.join(", ", fields.stream().map(FieldPath::toString).toList()) + " FROM Contact", everybody::add);
        assertEquals(RECORDS, everybody.size());
        return everybody;
    }

    /** A row's name may not be one of Spotzee's own fields, nor have dots. */
    private static String row(final String field) {
        return "row-" + field.replace('.', '-');
    }

    private static RuleSet rules(final String text) {
        final RuleSet rules = RuleSet.parse(text);
        assertEquals(List.of(), rules.errors(), text);
        return rules;
    }

    /** The same rules about fields that SOQL can filter by. */
    private static RuleSet filterable(final RuleSet rules) {
        return new RuleSet(rules.rules().stream().map(rule -> new SyncRule(rule.line(), rule.column(), rule.scope(),
                new FieldPath(rule.field().parents(), GeneratedPeople.FILTERABLE_TWINS.getOrDefault(rule.field().field(), rule.field().field())),
                rule.operator(), rule.value())).toList(), List.of());
    }

    private static ObjectPlan plan(final SalesforceClient client, final RuleSet rules, final RuleLogic logic) throws SalesforceFailure {
        final ObjectPlan plan = new IntegrationDefinition(logic, rules, NO_MAPPING).plan(SalesforceObject.CONTACT, client);
        assertEquals(List.of(), plan.brokenRules(), rules.toString());
        return plan;
    }

    /** Returns how many match. Where Salesforce can't filter by all rules, what we ask it for may bring more people, and never fewer. */
    private static int agree(final SalesforceClient client, final RuleSet rules, final RuleLogic logic, final List<ObjectNode> everybody)
            throws SalesforceFailure, IOException {
        final ObjectPlan plan = plan(client, rules, logic);
        final ObjectPlan filterable = plan(client, filterable(rules), logic);
        final String description = "%s of %s".formatted(filterable.condition(), rules);
        final Set<String> chosenByUs = new TreeSet<>(everybody.stream().filter(plan.filter()::matches).map(RuleAgreementTest::id).toList());
        assertTrue(isWhollyPushedDown(filterable), description);
        assertEquals(chosenBySalesforce(client, filterable), chosenByUs, description);
        if (!isWhollyPushedDown(plan)) {
            assertTrue(chosenBySalesforce(client, plan).containsAll(chosenByUs), "%s of %s".formatted(plan.condition(), rules));
        }
        return chosenByUs.size();
    }

    private static boolean isWhollyPushedDown(final ObjectPlan plan) {
        return plan.filter() instanceof final BoundRules bound && bound.isWhollyPushedDown();
    }

    private static Set<String> chosenBySalesforce(final SalesforceClient client, final ObjectPlan plan) throws SalesforceFailure, IOException {
        final Set<String> chosen = new TreeSet<>();
        final String where = plan.condition().map(condition -> " WHERE " + condition.text()).orElse("");
        read(client, "SELECT Id FROM Contact" + where, found -> chosen.add(id(found)));
        return chosen;
    }

    private static String id(final ObjectNode found) {
        return found.path("Id").textValue();
    }

    private static void read(final SalesforceClient client, final String soql, final RecordConsumer consumer) throws SalesforceFailure, IOException {
        QueryPage page = client.query(soql, consumer);
        for (Optional<QueryLocator> next = page.next(); next.isPresent(); next = page.next()) {
            page = client.nextPage(next.get(), consumer);
        }
    }
}
