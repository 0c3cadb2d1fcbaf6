package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.spotzee.OptOutSubscriptions;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.sync.SyncHistory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out whether opt-outs find their way: from a readable checkbox of every object to an e-mail subscription in Spotzee. */
public final class OptOutCheck {

    private final IntegrationSettings settings;
    private final HealthChecks.Planner planner;
    private final Destination destination;
    private final SyncHistory history;

    /**
     * A check.
     *
     * @param settings    the integration's settings
     * @param planner     binds its mappings to the org
     * @param destination where opt-outs go, or null if that is not to be checked
     * @param history     tells which objects were synced before, whose people may be in Spotzee still
     */
    public OptOutCheck(final IntegrationSettings settings, final HealthChecks.Planner planner, final Destination destination, final SyncHistory history) {
        this.settings = settings;
        this.planner = planner;
        this.destination = destination;
        this.history = history;
    }

    /**
     * Spotzee's side.
     *
     * @param client        the project's client
     * @param subscriptions what an opt-out ends
     */
    public record Destination(SpotzeeClient client, Set<Long> subscriptions) {
    }

    Verdict verdict() {
        final Set<String> problems = new LinkedHashSet<>();
        final List<String> unknown = new ArrayList<>();
        for (final SalesforceObject object : SalesforceObject.values()) {
            try {
                if (settings.objects().contains(object)) {
                    problems.addAll(problems(planner.plan(object)));
                } else if (history.lastSync(object.apiName()).isPresent()) {
                    problems(planner.plan(object)).forEach(problem -> problems.add(
                            "%s is synced no more, but its people may be in Spotzee: %s".formatted(object, problem)));
                }
            } catch (final SalesforceFailure notNow) {
                unknown.add("Salesforce could not be asked for the fields of %s: %s".formatted(object, HealthChecks.ended(notNow.getMessage())));
            } catch (final IOException notNow) {
                unknown.add("Whether %s was synced before can't be read: look at NiFi's state provider.".formatted(object));
            }
        }
        if (destination != null) {
            try {
                OptOutSubscriptions.of(destination.client()).problem(destination.subscriptions()).map(HealthChecks::ended).ifPresent(problems::add);
            } catch (final SpotzeeFailure notNow) {
                unknown.add("Spotzee could not be asked for its subscriptions: " + HealthChecks.ended(notNow.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            return Verdict.failed(String.join(" ", problems), "Until then people who have opted out in Salesforce may stay subscribed in Spotzee, or wait.");
        }
        return unknown.isEmpty() ? Verdict.passed(destination == null
                ? "Every object's opt-outs are read. Whether Spotzee has a subscription for them is checked once Spotzee Project is named here."
                : "Every object's opt-outs are read, and end an e-mail subscription.") : Verdict.unknown(String.join(" ", unknown));
    }

    private List<String> problems(final ObjectPlan plan) {
        final Optional<String> none = plan.withoutOptOut(settings.optOutProperty());
        if (none.isPresent()) {
            return List.of(HealthChecks.ended(none.get()));
        }
        final List<MissingField> findings = new ArrayList<>();
        plan.optOut().ifPresent(optOut -> {
            findings.addAll(optOut.unreadable());
            findings.addAll(optOut.formulas());
            findings.addAll(optOut.heirs().notReached(settings.objects()));
        });
        return findings.stream().map(finding -> "%s, %s: %s".formatted(plan.object(), finding.usedBy(), HealthChecks.ended(finding.reason()))).toList();
    }
}
