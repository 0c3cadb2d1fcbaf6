package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.rules.BoundRules;
import com.spotzee.nifi.salesforce.Counted;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts before anything is synced, in one API call an object: how many records there are, match, and have opted out. */
final class PreviewCount {

    private final SalesforceClient client;
    private final ObjectPlan plan;
    private final String everything;

    PreviewCount(final SalesforceClient client, final ObjectPlan plan) {
        this.client = client;
        this.plan = plan;
        this.everything = "SELECT COUNT() FROM " + plan.object().apiName();
    }

    /**
     * What was counted; a number is empty where Salesforce could not count.
     *
     * @param all              all records that the user may see
     * @param matching         those that match the rules as far as Salesforce can filter by them
     * @param matchingOptedOut those of them that have opted out; empty also where no field tells
     * @param optedOut         all that have opted out; empty also where no field tells
     * @param atMost           whether rules that Salesforce can't filter by may leave fewer matching
     * @param failures         what went wrong, each once
     */
    record Numbers(OptionalLong all, OptionalLong matching, OptionalLong matchingOptedOut, OptionalLong optedOut, boolean atMost, List<String> failures) {
    }

    Numbers count() throws SalesforceFailure {
        final Optional<SoqlCondition> optedOut = plan.optOut().flatMap(OptOutPlan::condition);
        final List<String> statements = new ArrayList<>(List.of(everything));
        optedOut.ifPresent(condition -> statements.add(where(condition)));
        if (plan.condition().isPresent()) {
            statements.add(where(plan.condition().get()));
            optedOut.ifPresent(condition -> statements.add(where(plan.condition().get().and(condition))));
        }
        final List<Counted> counted = client.counts(plan.object().apiName(), statements);
        final List<String> failures = new ArrayList<>();
        final List<OptionalLong> numbers = counted.stream().map(each -> number(each, failures)).toList();
        final OptionalLong allOptedOut = optedOut.isPresent() ? numbers.get(1) : OptionalLong.empty();
        final boolean atMost = plan.filter() instanceof BoundRules rules && !rules.isWhollyPushedDown();
        if (plan.condition().isEmpty()) {
            return new Numbers(numbers.getFirst(), numbers.getFirst(), allOptedOut, allOptedOut, atMost, failures);
        }
        final int matching = optedOut.isPresent() ? 2 : 1;
        return new Numbers(numbers.getFirst(), numbers.get(matching), optedOut.isPresent() ? numbers.getLast() : OptionalLong.empty(), allOptedOut, atMost,
                failures);
    }

    private String where(final SoqlCondition condition) {
        return everything + " WHERE " + condition.text();
    }

    private OptionalLong number(final Counted counted, final List<String> failures) {
        return switch (counted) {
            case Counted.Records(long number) -> OptionalLong.of(number);
            case Counted.Failed(SalesforceFailure failure) -> {
                final String reason = reason(failure);
                if (!failures.contains(reason)) {
                    failures.add(reason);
                }
                yield OptionalLong.empty();
            }
        };
    }

    private String reason(final SalesforceFailure failure) {
        return failure instanceof SalesforceFailure.QueryTimedOut
                ? "It takes Salesforce too long to count them, so how many there are is not known before the sync, which asks in smaller parts"
                : failure.getMessage();
    }
}
