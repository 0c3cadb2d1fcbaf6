package com.spotzee.nifi.services;

import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.SpotzeeIdentity;
import com.spotzee.nifi.spotzee.Subscription;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps of <i>Verify</i> on a Spotzee project. It only reads. */
final class SpotzeeVerification {

    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration ANSWER = Duration.ofSeconds(15);
    private static final String KEY_STEP = "API Key";
    private static final String SUBSCRIPTIONS_STEP = "Opt-Out Subscriptions";
    private static final String EMAIL = "email";

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
            final Map<Long, Subscription> present = client.subscriptions().stream().collect(Collectors.toMap(Subscription::id, Function.identity()));
            final String choice = present.values().stream().filter(subscription -> EMAIL.equals(subscription.channel()))
                    .map(subscription -> "%d (%s)".formatted(subscription.id(), subscription.name())).sorted().collect(Collectors.joining(", "));
            if (wanted.isEmpty()) {
                return result(SUBSCRIPTIONS_STEP, Outcome.SKIPPED,
                        "None is named, so people who have opted out are not sent. The project's e-mail subscriptions: " + choice);
            }
            final List<Long> unfit = wanted.stream().filter(id -> !present.containsKey(id) || !EMAIL.equals(present.get(id).channel())).sorted().toList();
            if (!unfit.isEmpty()) {
                return result(SUBSCRIPTIONS_STEP, Outcome.FAILED,
                        "No e-mail subscription of the project: %s. Name one or more of %s".formatted(unfit, choice));
            }
            return result(SUBSCRIPTIONS_STEP, Outcome.SUCCESSFUL, "An opt-out ends " + wanted.stream()
                    .map(id -> "%d (%s)".formatted(id, present.get(id).name())).collect(Collectors.joining(", ")));
        } catch (final SpotzeeFailure e) {
            return result(SUBSCRIPTIONS_STEP, Outcome.FAILED, e.getMessage());
        }
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build();
    }
}
