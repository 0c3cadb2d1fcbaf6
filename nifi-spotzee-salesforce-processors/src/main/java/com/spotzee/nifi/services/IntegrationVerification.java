package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.rules.BoundRules;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Verify shows: can the org be reached, is everything there that rules and mappings name, and how many people would come. */
final class IntegrationVerification {

    private final IntegrationSettings settings;
    private final IntegrationDefinition definition;
    private final SalesforceClient client;
    private final OrganizationGuard guard;
    private final List<ConfigVerificationResult> results = new ArrayList<>();

    IntegrationVerification(final IntegrationSettings settings, final IntegrationDefinition definition, final SalesforceClient client,
                            final OrganizationGuard guard) {
        this.settings = settings;
        this.definition = definition;
        this.client = client;
        this.guard = guard;
    }

    List<ConfigVerificationResult> run() {
        add("Read Rules And Mappings", Outcome.SUCCESSFUL, "%d rules and %d field mappings were understood"
                .formatted(definition.rules().rules().size(), definition.mapping().rows().size()));
        try {
            add("Log In To Salesforce", Outcome.SUCCESSFUL, "Logged in to the organisation %s".formatted(client.organizationId()));
        } catch (final SalesforceFailure e) {
            add("Log In To Salesforce", Outcome.FAILED, e.getMessage());
            return results;
        }
        organization();
        settings.objects().forEach(this::verify);
        return results;
    }

    private void organization() {
        final String step = "Compare The Organisation";
        try {
            guard.check(client);
            add(step, Outcome.SUCCESSFUL, "It is the one that was synced before, if any was, and no other integration on this node syncs it");
        } catch (final SalesforceFailure e) {
            add(step, Outcome.FAILED, e.getMessage());
        }
    }

    private void verify(final SalesforceObject object) {
        final ObjectPlan plan;
        try {
            plan = definition.plan(object, client);
        } catch (final SalesforceFailure e) {
            add("Find The Fields Of " + object, Outcome.FAILED, e.getMessage());
            return;
        }
        fields(plan);
        formulas(plan);
        optOut(plan);
        count(plan);
    }

    private void fields(final ObjectPlan plan) {
        final Set<MissingField> findings = new LinkedHashSet<>(plan.brokenRules());
        findings.addAll(plan.missing());
        if (findings.isEmpty()) {
            add("Find The Fields Of " + plan.object(), Outcome.SUCCESSFUL, "All fields that rules and mappings name are there: %s".formatted(plan.fields()
                    .stream().map(Object::toString).collect(Collectors.joining(", "))));
            return;
        }
        add("Find The Fields Of " + plan.object(), Outcome.FAILED, sentences(findings));
    }

    /** Nothing is wrong with them, but who maps one should know when its values arrive. */
    private void formulas(final ObjectPlan plan) {
        if (!plan.parts().calculated().isEmpty()) {
            final String fields = plan.parts().calculated().stream().map(field -> "%s (%s)".formatted(field.field(), field.usedBy())).distinct()
                    .collect(Collectors.joining(", "));
            add("Find The Formulas Of " + plan.object(), Outcome.SUCCESSFUL, ("Formula and roll-up fields are in use: %s. When only their value changes, "
                    + "Salesforce moves no stamp: the value arrives with the record's next change, or with a full sync").formatted(fields));
        }
    }

    private void optOut(final ObjectPlan plan) {
        final String step = "Read The Opt-Outs Of " + plan.object();
        final Optional<OptOutPlan> optOut = plan.optOut();
        if (optOut.isEmpty()) {
            add(step, Outcome.SKIPPED, ("No field mapping '%1$s' names a field of %2$s: its opt-outs are not carried over. "
                    + "Add the row, such as %1$s = [%2$s] HasOptedOutOfEmail").formatted(settings.optOutProperty(), plan.object()));
            return;
        }
        if (optOut.get().unreadable().isEmpty()) {
            add(step, Outcome.SUCCESSFUL, "People who have opted out are found by: %s".formatted(optOut.get().condition().map(SoqlCondition::text).orElse("")));
            return;
        }
        add(step, Outcome.FAILED, sentences(optOut.get().unreadable()) + (settings.unreadableOptOut() == UnreadableOptOut.HOLD
                ? ". Until then %s is not synced".formatted(plan.object())
                : ". %s is synced all the same: people who have opted out in Salesforce may be written to".formatted(plan.object())));
    }

    private void count(final ObjectPlan plan) {
        final String step = "Count The Records Of " + plan.object();
        if (!plan.brokenRules().isEmpty()) {
            add(step, Outcome.SKIPPED, "Repair the rules first: they can't be applied to %s".formatted(plan.object()));
            return;
        }
        try {
            final String everything = "SELECT COUNT() FROM " + plan.object().apiName();
            final long all = client.count(everything);
            final long matching = plan.condition().isPresent() ? client.count(everything + " WHERE " + plan.condition().get().text()) : all;
            add(step, Outcome.SUCCESSFUL, preview(plan, all, matching));
        } catch (final SalesforceFailure e) {
            add(step, Outcome.FAILED, e.getMessage());
        }
    }

    private String preview(final ObjectPlan plan, final long all, final long matching) {
        final String number = plan.filter() instanceof BoundRules rules && !rules.isWhollyPushedDown() ? "At most %d" : "%d";
        final String sentence = (number + " of %d %s records match").formatted(matching, all, plan.object());
        return matching > 0 || all == 0 ? sentence : sentence + ": loosen the rule that keeps everybody out, or check what this user may see in Salesforce";
    }

    private static String sentences(final Iterable<MissingField> findings) {
        final List<String> sentences = new ArrayList<>();
        findings.forEach(finding -> sentences.add("%s: %s".formatted(finding.usedBy(), finding.reason())));
        return String.join("; ", sentences);
    }

    private void add(final String step, final Outcome outcome, final String explanation) {
        results.add(new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build());
    }
}
