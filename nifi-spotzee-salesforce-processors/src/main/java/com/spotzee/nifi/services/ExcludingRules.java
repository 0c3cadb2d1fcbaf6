package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.rules.BoundRules;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.SyncRule;
import com.spotzee.nifi.salesforce.Counted;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out, where nobody matches, which rule alone keeps everybody out: one API call for five rules, and not for more than ten. */
final class ExcludingRules {

    private static final int MOST_RULES = 2 * Glance.Question.MOST_STATEMENTS;

    private final SalesforceClient client;
    private final ObjectPlan plan;
    private final List<SyncRule> rules;

    /**
     * The rules of one object.
     *
     * @param plan  the object, none of whose rules is broken
     * @param rules its rules as they were written, in the order in which the plan has them
     */
    ExcludingRules(final SalesforceClient client, final ObjectPlan plan, final List<SyncRule> rules) {
        this.client = client;
        this.plan = plan;
        this.rules = rules;
    }

    /** Something by which Salesforce can count, and that may keep everybody out by itself. */
    private record Candidate(String named, SoqlCondition condition) {

        static Candidate of(final SyncRule rule, final SoqlCondition condition) {
            return new Candidate("the %s (%s)".formatted(rule.place(), rule.text()), condition);
        }

        /** The only choice besides the rules that decides who comes. */
        static Candidate ofConvertedLeads(final SoqlCondition condition) {
            return new Candidate("Converted Leads (Skip leaves out leads that were converted; Sync brings them)", condition);
        }
    }

    /** A sentence that says which rules keep everybody out. */
    String sentence() throws SalesforceFailure {
        if (!(plan.filter() instanceof BoundRules bound)) {
            throw new IllegalStateException("%s is filtered by something else than rules".formatted(plan.object()));
        }
        final List<Candidate> candidates = candidates(bound);
        if (anyOfSeveral(bound) && bound.always().isEmpty()) {
            return "None of the rules matches anybody: loosen one of them";
        }
        if (candidates.size() == 1) {
            return guilty(candidates);
        }
        final List<Candidate> counted = candidates.subList(0, Math.min(MOST_RULES, candidates.size()));
        final List<Candidate> excluding = new ArrayList<>();
        boolean certain = counted.size() == candidates.size();
        for (int first = 0; first < counted.size(); first += Glance.Question.MOST_STATEMENTS) {
            final List<Candidate> some = counted.subList(first, Math.min(first + Glance.Question.MOST_STATEMENTS, counted.size()));
            final List<Counted> numbers = client.counts(plan.object().apiName(), some.stream().map(this::statement).toList());
            for (int index = 0; index < some.size(); index++) {
                switch (numbers.get(index)) {
                    case Counted.Records(long number) when number == 0 -> excluding.add(some.get(index));
                    case Counted.Records matching -> { }
                    case Counted.Failed failed -> certain = false;
                }
            }
        }
        return excluding.isEmpty() ? innocent(certain) : guilty(excluding);
    }

    private List<Candidate> candidates(final BoundRules bound) {
        final List<Candidate> candidates = new ArrayList<>();
        if (anyOfSeveral(bound)) {
            new BoundRules(bound.logic(), bound.rules()).condition()
                    .ifPresent(found -> candidates.add(new Candidate("the rules, none of which matches anybody", found)));
        } else {
            for (int index = 0; index < rules.size(); index++) {
                final SyncRule rule = rules.get(index);
                bound.rules().get(index).condition().ifPresent(found -> candidates.add(Candidate.of(rule, found)));
            }
        }
        bound.always().forEach(choice -> choice.condition().ifPresent(found -> candidates.add(Candidate.ofConvertedLeads(found))));
        return candidates;
    }

    private boolean anyOfSeveral(final BoundRules bound) {
        return bound.logic() == RuleLogic.OR && rules.size() > 1;
    }

    private String statement(final Candidate candidate) {
        return "SELECT COUNT() FROM %s WHERE %s".formatted(plan.object().apiName(), candidate.condition().text());
    }

    private static String guilty(final List<Candidate> excluding) {
        if (excluding.size() == 1) {
            return "It is %s that keeps everybody out: loosen it".formatted(excluding.getFirst().named());
        }
        return "Each of these keeps everybody out by itself: %s. Loosen all of them"
                .formatted(excluding.stream().map(Candidate::named).collect(Collectors.joining(", ")));
    }

    private static String innocent(final boolean certain) {
        return certain ? "Each rule by itself matches somebody; only together they keep everybody out: loosen one of them"
                : "No single rule was found that keeps everybody out, but not all of them could be counted: loosen one of them";
    }
}
