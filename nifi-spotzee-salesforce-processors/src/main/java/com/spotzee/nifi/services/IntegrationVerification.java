package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What <i>Verify</i> shows: can the org be reached, is everything there that rules and mappings name, and how many people would come. Counting
 * comes last, for it takes longest.
 */
final class IntegrationVerification {

    private final IntegrationSettings settings;
    private final IntegrationDefinition definition;
    private final SalesforceClient client;
    private final OrganizationGuard guard;
    private final VerificationSteps steps;

    IntegrationVerification(final IntegrationSettings settings, final IntegrationDefinition definition, final SalesforceClient client,
                            final OrganizationGuard guard, final VerificationSteps steps) {
        this.settings = settings;
        this.definition = definition;
        this.client = client;
        this.guard = guard;
        this.steps = steps;
    }

    /**
     * An object whose fields were looked up.
     *
     * @param described objects of the org that had to be described for it
     */
    private record Planned(ObjectPlan plan, int described) {
    }

    /** All steps. */
    void run() {
        local();
        final String login = "Log In To Salesforce";
        final Optional<String> organization = steps.ask(login, client::organizationId);
        if (organization.isEmpty()) {
            return;
        }
        steps.successful(login, "Logged in to the organisation %s".formatted(organization.get()));
        organization();
        final List<Planned> planned = settings.objects().stream().map(this::plan).flatMap(Optional::stream).toList();
        planned.forEach(each -> new PreviewSteps(client, definition, steps).count(each.plan(), each.described()));
    }

    /** The steps of a node that leaves Salesforce to another one. */
    void runHereOnly() {
        local();
        // a name of its own: NiFi shows a step as skipped once any node has skipped it
        steps.skipped("Leave Salesforce To The Primary Node", "Only the cluster's primary node asks Salesforce, so that Verify costs its API calls once");
    }

    private void local() {
        steps.successful("Read Rules And Mappings", "%d rules and %d field mappings were understood"
                .formatted(definition.rules().rules().size(), definition.mapping().rows().size()));
    }

    private void organization() {
        final String step = "Compare The Organisation";
        steps.ask(step, () -> guard.compare(client)).ifPresent(pin -> steps.successful(step, (pin.isPresent()
                ? "The integration belongs to it since its first login"
                : "The integration will belong to it from its first login on, which Verify is not") + ", and no other integration on this node syncs it"));
    }

    private Optional<Planned> plan(final SalesforceObject object) {
        final Set<String> described = new HashSet<>();
        final Optional<ObjectPlan> plan = steps.ask("Find The Fields Of " + object, () -> definition.plan(object, name -> {
            described.add(name.toLowerCase(Locale.ROOT));
            return client.describe(name);
        }));
        plan.ifPresent(found -> {
            fields(found);
            formulas(found);
            unfollowed(found);
            new OptOutVerification(settings, steps).verify(found);
        });
        return plan.map(found -> new Planned(found, described.size()));
    }

    private void fields(final ObjectPlan plan) {
        final Set<MissingField> findings = new LinkedHashSet<>(plan.brokenRules());
        findings.addAll(plan.missing());
        final String step = "Find The Fields Of " + plan.object();
        if (findings.isEmpty()) {
            steps.successful(step, "All fields that rules and mappings name are there: %s".formatted(plan.fields()
                    .stream().map(Object::toString).collect(Collectors.joining(", "))));
        } else {
            steps.failed(step, sentences(findings));
        }
    }

    /** Nothing is wrong with them, but who maps one should know when its values arrive. */
    private void formulas(final ObjectPlan plan) {
        if (!plan.parts().calculated().isEmpty()) {
            final String fields = plan.parts().calculated().stream().map(field -> "%s (%s)".formatted(field.field(), field.usedBy())).distinct()
                    .collect(Collectors.joining(", "));
            steps.successful("Find The Formulas Of " + plan.object(), ("Formula and roll-up fields are in use: %s. When only their value changes, "
                    + "Salesforce moves no stamp: the value arrives with the record's next change, or with a full sync").formatted(fields));
        }
    }

    private void unfollowed(final ObjectPlan plan) {
        if (!plan.parts().unfollowed().isEmpty()) {
            final String fields = plan.parts().unfollowed().stream().map(field -> "%s (%s)".formatted(field.field(), field.usedBy())).distinct()
                    .collect(Collectors.joining(", "));
            steps.successful("Find The Distant Owners Of " + plan.object(), ("Behind a parent that may be a user or a queue stand: %s. When only that parent "
                    + "changes, Salesforce does not tell: the value arrives with the next change of the record, or with a full sync").formatted(fields));
        }
    }

    static String sentences(final Iterable<MissingField> findings) {
        final List<String> sentences = new ArrayList<>();
        findings.forEach(finding -> sentences.add("%s: %s".formatted(finding.usedBy(), finding.reason())));
        return String.join("; ", sentences);
    }
}
