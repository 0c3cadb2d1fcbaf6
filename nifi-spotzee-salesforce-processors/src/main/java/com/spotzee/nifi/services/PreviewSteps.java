package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The steps of <i>Verify</i> that count the records of an object and say who keeps them out where nobody matches. */
final class PreviewSteps {

    private final SalesforceClient client;
    private final IntegrationDefinition definition;
    private final VerificationSteps steps;

    PreviewSteps(final SalesforceClient client, final IntegrationDefinition definition, final VerificationSteps steps) {
        this.client = client;
        this.definition = definition;
        this.steps = steps;
    }

    /**
     * Counts the records of an object.
     *
     * @param described objects of the org that have to be described for it
     */
    void count(final ObjectPlan plan, final int described) {
        final String step = "Count The Records Of " + plan.object();
        if (!plan.brokenRules().isEmpty()) {
            steps.skipped(step, "Repair the rules first: they can't be applied to %s".formatted(plan.object()));
            return;
        }
        steps.ask(step, () -> new PreviewCount(client, plan).count()).ifPresent(numbers -> show(step, plan, numbers, described));
    }

    private void show(final String step, final ObjectPlan plan, final PreviewCount.Numbers numbers, final int described) {
        if (isZero(numbers.all())) {
            nobody(step, plan);
            return;
        }
        final List<String> sentences = new ArrayList<>();
        if (numbers.all().isPresent() || numbers.matching().isPresent()) {
            sentences.add(found(plan, numbers));
        }
        sentences.addAll(numbers.failures());
        if (numbers.matching().isPresent()) {
            sentences.add(new FullSyncCost(numbers.matching().getAsLong(), numbers.optedOut().orElse(0), described).sentence());
        }
        final String explanation = String.join(". ", sentences);
        if (numbers.failures().isEmpty()) {
            steps.successful(step, explanation);
        } else {
            steps.failed(step, explanation);
        }
        if (isZero(numbers.matching())) {
            excluded(plan);
        }
    }

    private static String found(final ObjectPlan plan, final PreviewCount.Numbers numbers) {
        final String atMost = numbers.atMost() ? "at most " : "";
        final String matching = numbers.matching().isPresent() ? atMost + numbers.matching().getAsLong() : "an unknown number";
        final String of = numbers.all().isPresent() ? "%d %s records".formatted(numbers.all().getAsLong(), plan.object())
                : "an unknown number of %s records".formatted(plan.object());
        final String sentence = "%s of %s match".formatted(matching, of);
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + optedOut(plan, numbers, atMost);
    }

    private static String optedOut(final ObjectPlan plan, final PreviewCount.Numbers numbers, final String atMost) {
        if (isZero(numbers.matching())) {
            return "";
        }
        if (plan.optOut().isEmpty()) {
            return "; how many of them have opted out is not known, because no field mapping tells";
        }
        if (numbers.matchingOptedOut().isEmpty()) {
            return "; how many of them have opted out is not known";
        }
        return "; %s%d of them have opted out%s".formatted(atMost, numbers.matchingOptedOut().getAsLong(),
                plan.optOut().get().unreadable().isEmpty() ? "" : ", as far as the opt-out can be read");
    }

    /** Salesforce counts only what the user may see; how many there are for everybody it tells elsewhere. */
    private void nobody(final String step, final ObjectPlan plan) {
        final Optional<OptionalLong> asked = steps.ask(step, () -> client.storedRecords(plan.object().apiName()));
        asked.ifPresent(stored -> {
            if (stored.isPresent() && stored.getAsLong() > 0) {
                steps.failed(step, ("The org holds about %d %s records, but the connected user sees none of them. Let the user see them: View All Records for "
                        + "%2$s in a permission set, or Setup, Sharing Settings, Organization-Wide Defaults").formatted(stored.getAsLong(), plan.object()));
            } else {
                steps.successful(step, "There are no %s records%s".formatted(plan.object(), stored.isPresent() ? " yet"
                        : " that the connected user may see. If there should be, look at Setup, Sharing Settings, Organization-Wide Defaults"));
            }
        });
    }

    private void excluded(final ObjectPlan plan) {
        final String step = "Find The Rule That Keeps Everybody Out Of " + plan.object();
        steps.ask(step, () -> new ExcludingRules(client, plan, definition.rules().of(plan.object())).sentence())
                .ifPresent(sentence -> steps.failed(step, sentence));
    }

    private static boolean isZero(final OptionalLong number) {
        return number.isPresent() && number.getAsLong() == 0;
    }
}
