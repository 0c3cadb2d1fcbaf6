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
 * What Salesforce filters and what we filter must be the same people: asked of an emulated org with generated records and rules. A failure
 * prints its seed; {@code -Drules.seed=…} runs it again.
 */
class RuleAgreementTest {

    private static final int RECORDS = 200;
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
                final ObjectPlan plan = plan(client, rules, RuleLogic.values()[random.nextInt(2)]);
                final int matching = agree(client, plan, everybody, "%s\n%s".formatted(plan.condition(), rules));
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

    private static ObjectPlan plan(final SalesforceClient client, final String rules, final RuleLogic logic) throws SalesforceFailure {
        final RuleSet ruleSet = RuleSet.parse(rules);
        assertEquals(List.of(), ruleSet.errors(), rules);
        final ObjectPlan plan = new IntegrationDefinition(logic, ruleSet, NO_MAPPING).plan(SalesforceObject.CONTACT, client);
        assertEquals(List.of(), plan.brokenRules(), rules);
        return plan;
    }

    /** Returns how many match. Where Salesforce can't filter by all rules, it may send more people, and never fewer. */
    private static int agree(final SalesforceClient client, final ObjectPlan plan, final List<ObjectNode> everybody, final String description)
            throws SalesforceFailure, IOException {
        final Set<String> chosenByUs = new TreeSet<>(everybody.stream().filter(plan.filter()::matches).map(RuleAgreementTest::id).toList());
        final Set<String> chosenBySalesforce = new TreeSet<>();
        final String where = plan.condition().map(condition -> " WHERE " + condition.text()).orElse("");
        read(client, "SELECT Id FROM Contact" + where, found -> chosenBySalesforce.add(id(found)));
        if (plan.filter() instanceof final BoundRules bound && bound.isWhollyPushedDown()) {
            assertEquals(chosenBySalesforce, chosenByUs, description);
        } else {
            final Set<String> missed = new TreeSet<>(chosenByUs);
            missed.removeAll(chosenBySalesforce);
            assertEquals(Set.of(), missed, description);
        }
        return chosenByUs.size();
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
