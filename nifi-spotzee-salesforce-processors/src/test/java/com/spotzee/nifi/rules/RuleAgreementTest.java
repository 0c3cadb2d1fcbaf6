package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Salesforce filters and what we filter must be the same people: asked of an emulated org with generated records and rules. */
class RuleAgreementTest {

    private static final int RECORDS = 150;
    private static final int RULE_SETS = 60;
    private static final List<String> TEXTS = List.of("Hot", "hot", "HOT lead", "50% off", "a_b", "axb", "O'Neil", "back\\slash", "Zoë", "ZOË",
            "test", "Testing");
    private static final List<String> CHOICES = List.of("Running", "Cycling", "Swimming", "Hiking");
    private static final List<String> TEXT_OPERATORS = List.of("equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with");
    private static final List<String> ORDERS = List.of("equals", "not_equals", "greater_than", "less_than");

    @ParameterizedTest
    @EnumSource(NullSemantics.class)
    void salesforceAndTheFilterChooseTheSamePeople(final NullSemantics semantics) throws InitializationException, SalesforceFailure, IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        try (EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withNullSemantics(semantics))) {
            insert(org, random);
            final SalesforceClient client = EmulatedOrgRunner.integration(TestRunners.newTestRunner(NoOpProcessor.class), org, Map.of()).client();
            int matching = 0;
            for (int round = 0; round < RULE_SETS; round++) {
                final String rules = rules(random);
                matching += agree(client, rules, RuleLogic.values()[random.nextInt(2)], "seed " + seed + ", " + semantics + ":\n" + rules);
            }
            assertTrue(matching > 0, "no rule of seed " + seed + " matched anything: nothing was compared");
        }
    }

    private static int agree(final SalesforceClient client, final String rules, final RuleLogic logic, final String description)
            throws SalesforceFailure, IOException {
        final RuleSet ruleSet = RuleSet.parse(rules);
        assertEquals(List.of(), ruleSet.errors(), description);
        final ObjectPlan plan = new IntegrationDefinition(logic, ruleSet, MappingRows.parse(Map.of("id", "Id"), "none")).plan(SalesforceObject.LEAD, client);
        assertEquals(List.of(), plan.brokenRules(), description);
        final List<String> fields = plan.fields().stream().map(FieldPath::toString).toList();
        final String everything = "SELECT " + String.join(", ", fields) + " FROM Lead";

        final TreeSet<String> filtered = new TreeSet<>();
        read(client, everything, plan.filter(), filtered);
        final TreeSet<String> queried = new TreeSet<>();
        read(client, everything + " WHERE " + plan.condition().orElseThrow().text(), found -> true, queried);

        assertEquals(queried, filtered, description + "\n" + logic + " " + plan.condition().orElseThrow().text());
        return filtered.size();
    }

    private static void read(final SalesforceClient client, final String soql, final RecordFilter filter, final TreeSet<String> ids)
            throws SalesforceFailure, IOException {
        QueryPage page = client.query(soql, found -> add(filter, found, ids));
        for (Optional<QueryLocator> next = page.next(); next.isPresent(); next = page.next()) {
            page = client.nextPage(next.get(), found -> add(filter, found, ids));
        }
    }

    private static void add(final RecordFilter filter, final ObjectNode found, final TreeSet<String> ids) {
        if (filter.matches(found)) {
            ids.add(found.path("Id").textValue());
        }
    }

    private static void insert(final EmulatedOrg org, final Random random) {
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int index = 0; index < RECORDS; index++) {
                final Map<String, Object> values = new HashMap<>();
                values.putAll(Map.of("LastName", "L" + index, "Company", one(random, TEXTS), "VIP__c", random.nextBoolean()));
                sometimes(random, values, "Title", one(random, TEXTS));
                sometimes(random, values, "City", one(random, TEXTS));
                sometimes(random, values, "AnnualRevenue", random.nextInt(6));
                sometimes(random, values, "NumberOfEmployees", random.nextInt(6));
                sometimes(random, values, "NPS__c", "1.5");
                sometimes(random, values, "Renewal_Date__c", "2026-01-0" + (1 + random.nextInt(4)));
                sometimes(random, values, "EmailBouncedDate", moment(random));
                sometimes(random, values, "Interests__c", String.join(";", CHOICES.subList(random.nextInt(2), 2 + random.nextInt(3))));
                leads.add(values);
            }
        }
    }

    private static void sometimes(final Random random, final Map<String, Object> values, final String field, final Object value) {
        if (random.nextInt(3) > 0) {
            values.put(field, value);
        }
    }

    private static String rules(final Random random) {
        final List<String> rules = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            rules.add(rule(random));
        }
        return String.join("\n", rules);
    }

    private static String rule(final Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "%s %s \"%s\"".formatted(one(random, List.of("Title", "City", "Company")), one(random, TEXT_OPERATORS), one(random, TEXTS)
                    .replace("\\", "\\\\"));
            case 3 -> "%s %s %d".formatted(one(random, List.of("AnnualRevenue", "NumberOfEmployees")), one(random, ORDERS), random.nextInt(6));
            case 4 -> "NPS__c %s 1.5".formatted(one(random, ORDERS));
            case 5 -> "Renewal_Date__c %s 2026-01-0%d".formatted(one(random, ORDERS), 1 + random.nextInt(4));
            case 6 -> "EmailBouncedDate %s %s".formatted(one(random, ORDERS), random.nextBoolean() ? "2026-01-0" + (1 + random.nextInt(4)) : moment(random));
            case 7 -> "%s %s %s".formatted(one(random, List.of("VIP__c", "IsConverted", "CreatedBy.IsActive")), one(random, List.of("equals", "not_equals")),
                    random.nextBoolean());
            case 8 -> "Interests__c %s \"%s\"".formatted(one(random, List.of("contains", "not_contains")),
                    one(random, List.of("Running", "cycling;Running", "Yoga")));
            default -> "%s %s".formatted(one(random, List.of("Title", "AnnualRevenue", "Renewal_Date__c", "EmailBouncedDate", "Interests__c",
                    "ConvertedContact.Email")), one(random, List.of("is_set", "is_not_set")));
        };
    }

    private static String moment(final Random random) {
        return "2026-01-0%dT%s:00:00Z".formatted(1 + random.nextInt(4), one(random, List.of("00", "12", "23")));
    }

    private static <T> T one(final Random random, final List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
