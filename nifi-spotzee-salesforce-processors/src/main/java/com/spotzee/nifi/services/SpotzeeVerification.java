package com.spotzee.nifi.services;

import com.spotzee.nifi.spotzee.OptOutSubscriptions;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.SpotzeeIdentity;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The steps of <i>Verify</i> on a Spotzee project. It only reads. */
final class SpotzeeVerification {

    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration ANSWER = Duration.ofSeconds(15);
    private static final String KEY_STEP = "API Key";
    private static final String SUBSCRIPTIONS_STEP = "Opt-Out Subscriptions";

    private final SpotzeeClient client;

    SpotzeeVerification(final SpotzeeClient client) {
        this.client = client;
    }

    List<ConfigVerificationResult> verify(final Set<Long> optOutSubscriptions) {
        try {
            final SpotzeeIdentity project = client.me();
            final ConfigVerificationResult key = result(KEY_STEP, Outcome.SUCCESSFUL,
                    "The key opens project '%s' (id %d)".formatted(project.name(), project.projectId()));
            return List.of(key, subscriptions(optOutSubscriptions));
        } catch (final SpotzeeFailure e) {
            return List.of(result(KEY_STEP, Outcome.FAILED, e.getMessage()), result(SUBSCRIPTIONS_STEP, Outcome.SKIPPED, "The key must work first"));
        }
    }

    private ConfigVerificationResult subscriptions(final Set<Long> wanted) {
        try {
            final OptOutSubscriptions present = OptOutSubscriptions.of(client);
            return present.problem(wanted).map(problem -> result(SUBSCRIPTIONS_STEP, Outcome.FAILED, problem))
                    .orElseGet(() -> result(SUBSCRIPTIONS_STEP, Outcome.SUCCESSFUL, "An opt-out ends " + present.named(wanted)));
        } catch (final SpotzeeFailure e) {
            return result(SUBSCRIPTIONS_STEP, Outcome.FAILED, e.getMessage());
        }
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build();
    }
}
