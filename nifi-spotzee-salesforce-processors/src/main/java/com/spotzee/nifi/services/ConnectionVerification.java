package com.spotzee.nifi.services;

import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Sessions;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tries a connection step by step with a handful of calls; what can't be tried after a failed step is named as skipped. */
final class ConnectionVerification {

    private static final List<String> STEPS = List.of("Reach Salesforce", "Log In", "Agree On API Version", "Describe Lead", "Describe Contact",
            "Read API Usage");

    private final HttpExchange http;
    private final SalesforceHost host;
    private final Sessions login;
    private final HttpSalesforceClient client;
    private final List<ConfigVerificationResult> results = new ArrayList<>();
    private boolean blocked;

    ConnectionVerification(final HttpExchange http, final SalesforceHost host, final Sessions login, final HttpSalesforceClient client) {
        this.http = http;
        this.host = host;
        this.login = login;
        this.client = client;
    }

    @FunctionalInterface
    private interface Step {
        String run() throws SalesforceFailure;
    }

    List<ConfigVerificationResult> run() {
        step(STEPS.get(0), true, this::reach);
        step(STEPS.get(1), true, () -> "Logged in to organisation %s at %s.".formatted(organization(), login.current().instance()));
        step(STEPS.get(2), true, () -> "Version %s of the API is used.".formatted(client.apiVersion()));
        step(STEPS.get(3), false, () -> described(SalesforceObject.LEAD));
        step(STEPS.get(4), false, () -> described(SalesforceObject.CONTACT));
        step(STEPS.get(5), false, this::usage);
        return List.copyOf(results);
    }

    private void step(final String name, final boolean othersNeedIt, final Step step) {
        if (blocked) {
            add(name, Outcome.SKIPPED, "An earlier step failed.");
            return;
        }
        try {
            add(name, Outcome.SUCCESSFUL, step.run());
        } catch (final SalesforceFailure failure) {
            add(name, Outcome.FAILED, failure.getMessage());
            blocked = othersNeedIt;
        }
    }

    private void add(final String name, final Outcome outcome, final String explanation) {
        results.add(new ConfigVerificationResult.Builder().verificationStepName(name).outcome(outcome).explanation(explanation).build());
    }

    private String reach() throws SalesforceFailure {
        try {
            final int status = http.<Integer>send(HttpCall.get(host.url().resolve("/services/data/")), HttpAnswer::status);
            return "%s answers (%d).".formatted(host, status);
        } catch (final HttpFailure failure) {
            throw SalesforceFailure.Unavailable.unanswered("%s can't be reached: %s. Check the host, the network and the Proxy Configuration Service."
                    .formatted(host, failure.getMessage()), failure);
        } catch (final IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private String organization() throws SalesforceFailure {
        return client.organizationId();
    }

    private String described(final SalesforceObject object) throws SalesforceFailure {
        final SObjectDescription description = client.describe(object.apiName());
        final boolean optOut = description.field("HasOptedOutOfEmail").isPresent();
        return "%s has %d fields that this user may read. %s".formatted(description.name(), description.fields().size(), optOut
                ? "HasOptedOutOfEmail is one of them."
                : "HasOptedOutOfEmail is not: opt-outs can't be seen until field-level security shows it to this user (Setup, Permission Sets).");
    }

    private String usage() throws SalesforceFailure {
        final Optional<ApiUsage> usage = client.apiUsage();
        if (usage.isEmpty()) {
            return "Not told: the user lacks the permission View Setup and Configuration. The sync works without it.";
        }
        return String.format(Locale.ROOT, "%d of %d API calls of the last 24 hours are used; %.1f %% are left.", usage.get().used(), usage.get().allowed(),
                usage.get().percentLeft());
    }
}
