package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.util.Locale;
import java.util.Optional;

/** Whether more than a tenth of the org's daily API calls are left. */
final class ApiLimitCheck {

    private static final double LEAST_PERCENT_LEFT = 10;
    private static final double TENTHS = 10;
    private static final String ACTION = "Look at Setup, System Overview in Salesforce, for what uses the calls up; a larger Sync Frequency needs fewer.";

    private final SalesforceClient client;
    private ApiUsage told;

    ApiLimitCheck(final SalesforceClient client) {
        this.client = client;
    }

    /** What was told when the verdict was given; empty where nothing was. */
    Optional<ApiUsage> usage() {
        return Optional.ofNullable(told);
    }

    Verdict verdict() {
        try {
            final Optional<ApiUsage> usage = client.apiUsage();
            if (usage.isEmpty()) {
                return Verdict.unknown("Salesforce does not tell this user the API usage: the permission View Setup and Configuration is missing.");
            }
            told = usage.get();
            final String detail = String.format(Locale.ROOT, "%d of %d API calls of the last 24 hours are used; %.1f %% are left.",
                    usage.get().used(), usage.get().allowed(), Math.floor(usage.get().percentLeft() * TENTHS) / TENTHS);
            return usage.get().percentLeft() > LEAST_PERCENT_LEFT ? Verdict.passed(detail) : Verdict.failed(detail, ACTION);
        } catch (final SalesforceFailure.AllowanceUsedUp usedUp) {
            return Verdict.failed(usedUp.getMessage(), ACTION);
        } catch (final SalesforceFailure notNow) {
            return Verdict.unknown("Salesforce could not be asked for the API usage: " + HealthChecks.ended(notNow.getMessage()));
        }
    }
}
