package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The step of <i>Verify</i> that says whether the opt-outs of an object arrive. Whatever keeps them from it is a failure. */
final class OptOutVerification {

    private final IntegrationSettings settings;
    private final VerificationSteps steps;

    OptOutVerification(final IntegrationSettings settings, final VerificationSteps steps) {
        this.settings = settings;
        this.steps = steps;
    }

    void verify(final ObjectPlan plan) {
        final String step = "Read The Opt-Outs Of " + plan.object();
        final Optional<String> notMapped = plan.withoutOptOut(settings.optOutProperty());
        if (notMapped.isPresent()) {
            steps.failed(step, notMapped.get());
            return;
        }
        final OptOutPlan optOut = plan.optOut().orElseThrow();
        final List<String> problems = new ArrayList<>();
        if (!optOut.unreadable().isEmpty()) {
            problems.add(IntegrationVerification.sentences(optOut.unreadable()) + (settings.unreadableOptOut() == UnreadableOptOut.HOLD
                    ? ". Until then %s is not synced".formatted(plan.object())
                    : ". %s is synced all the same: people who have opted out in Salesforce may be written to".formatted(plan.object())));
        }
        if (!optOut.formulas().isEmpty()) {
            problems.add(IntegrationVerification.sentences(optOut.formulas()));
        }
        final List<MissingField> notReached = optOut.heirs().notReached(settings.objects());
        if (!notReached.isEmpty()) {
            problems.add(IntegrationVerification.sentences(notReached));
        }
        if (problems.isEmpty()) {
            steps.successful(step, "People who have opted out are found by: %s".formatted(optOut.condition().map(SoqlCondition::text).orElse("")));
        } else {
            steps.failed(step, String.join(". ", problems));
        }
    }
}
