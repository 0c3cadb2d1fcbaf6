package com.spotzee.nifi.services;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a <i>Verify</i> as they are shown. Once its time is over nothing is asked any more, and what is left is shown as skipped. */
final class VerificationSteps {

    private static final String TIME_IS_OVER = "Verify waits %d seconds for Salesforce, and they are over: the sync itself has more time. Try again later";

    private final List<ConfigVerificationResult> results = new ArrayList<>();
    private final Cancellation limit;
    private final long limitSeconds;

    /**
     * Nothing shown yet.
     *
     * @param limit        is cancelled when the time is over
     * @param limitSeconds the time
     */
    VerificationSteps(final Cancellation limit, final long limitSeconds) {
        this.limit = limit;
        this.limitSeconds = limitSeconds;
    }

    /**
     * Something to ask of Salesforce.
     *
     * @param <T> the answer
     */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws SalesforceFailure;
    }

    void successful(final String step, final String explanation) {
        add(step, Outcome.SUCCESSFUL, explanation);
    }

    void failed(final String step, final String explanation) {
        add(step, Outcome.FAILED, explanation);
    }

    void skipped(final String step, final String explanation) {
        add(step, Outcome.SKIPPED, explanation);
    }

    /** The answer, which is still to be shown; empty if there is none, which is shown then. */
    <T> Optional<T> ask(final String step, final Question<T> question) {
        if (!limit.isCancelled()) {
            try {
                return Optional.of(question.ask());
            } catch (final SalesforceFailure e) {
                if (!limit.isCancelled()) {
                    failed(step, e.getMessage());
                    return Optional.empty();
                }
            }
        }
        skipped(step, TIME_IS_OVER.formatted(limitSeconds));
        return Optional.empty();
    }

    List<ConfigVerificationResult> results() {
        return List.copyOf(results);
    }

    private void add(final String step, final Outcome outcome, final String explanation) {
        results.add(new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build());
    }
}
