package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who keeps everybody out where leads that were converted are skipped, and every lead was converted. */
class ExcludingRulesTest {

    private static EmulatedOrg org;

    @BeforeAll
    static void convertTheOnlyLead() {
        org = EmulatedOrg.start(OrgSettings.defaults());
        org.edits().convert(org.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme", "Rating", "Hot")));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "AND | | It is Converted Leads (Skip leaves out leads that were converted",
        "AND | Rating equals Hot | It is Converted Leads (",
        "AND | Rating equals Warm | by itself: the rule on line 1, column 1 (Rating equals \"Warm\"), Converted Leads (",
        "OR | Rating equals Hot%nRating equals Cold | It is Converted Leads (",
        "OR | Rating equals Warm%nRating equals Cold | by itself: the rules, none of which matches anybody, Converted Leads (",
    })
    void convertedLeadsThatAreSkippedAreNamed(final String logic, final String lines, final String sentence) throws Exception {
        final String rules = lines == null ? "" : lines.formatted();
        final Map<String, String> properties = new HashMap<>(Map.of("Objects", "Lead, Contact", "Converted Leads", "Skip", "Rule Logic", logic));
        if (!rules.isEmpty()) {
            properties.put("Sync Rules", rules);
        }
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, properties);
        final ObjectPlan plan = integration.plan(SalesforceObject.LEAD);

        final String said = new ExcludingRules(integration.client(), plan, RuleSet.parse(rules).of(SalesforceObject.LEAD)).sentence();
        assertTrue(said.contains(sentence), said);
    }
}
