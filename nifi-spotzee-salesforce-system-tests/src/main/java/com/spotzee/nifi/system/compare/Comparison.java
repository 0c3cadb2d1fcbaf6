package com.spotzee.nifi.system.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.system.org.OrgRecords;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares an emulated org with an emulated project, record by record and field by field, straight from their stores. */
public final class Comparison {

    private static final int MOST_EXAMPLES = 10;

    private final EmulatedProject project;
    private final String integrationId;
    private final Set<Long> optOutSubscriptions;
    private final List<String> examples = new ArrayList<>();
    private long matched;
    private long missing;
    private long different;
    private long optedOutMissing;

    private Comparison(final EmulatedProject project, final String integrationId, final Set<Long> optOutSubscriptions) {
        this.project = project;
        this.integrationId = integrationId;
        this.optOutSubscriptions = Set.copyOf(optOutSubscriptions);
        if (optOutSubscriptions.isEmpty()) {
            throw new IllegalArgumentException("Without a subscription that an opt-out ends nothing can be said about opt-outs");
        }
    }

    /** Compares everything: the template's rules let everybody through. */
    public static ComparisonResult of(final OrgStore org, final EmulatedProject project, final String integrationId, final Set<Long> optOutSubscriptions) {
        return new Comparison(project, integrationId, optOutSubscriptions).compare(org, List.of(Expectation.values()));
    }

    /** Compares the records of one object; the users are counted whatever they come from. */
    public static ComparisonResult ofObject(final String object, final OrgStore org, final EmulatedProject project, final String integrationId,
                                            final Set<Long> optOutSubscriptions) {
        return new Comparison(project, integrationId, optOutSubscriptions)
                .compare(org, Arrays.stream(Expectation.values()).filter(expectation -> expectation.object().equals(object)).toList());
    }

    private ComparisonResult compare(final OrgStore org, final List<Expectation> expectations) {
        final OrgRecords records = new OrgRecords(org);
        for (final Expectation expectation : expectations) {
            records.forEach(expectation.statement(), record -> compare(expectation.of(record, integrationId)));
        }
        return new ComparisonResult(matched, project.userCount(), missing, different, optedOutMissing, examples);
    }

    private void compare(final ExpectedUser expected) {
        matched++;
        final Optional<JsonNode> user = project.user(expected.externalId());
        if (user.isEmpty()) {
            missing++;
            note(expected.externalId() + " is missing");
        } else {
            final List<String> differences = expected.differencesTo(user.get());
            if (!differences.isEmpty()) {
                different++;
                note(expected.externalId() + " differs in " + String.join(", ", differences));
            }
        }
        if (expected.optedOut() && !isUnsubscribed(expected.externalId())) {
            optedOutMissing++;
            note(expected.externalId() + " has opted out and is not unsubscribed");
        }
    }

    private boolean isUnsubscribed(final String externalId) {
        return optOutSubscriptions.stream().allMatch(id -> project.subscriptionState(externalId, id).filter(state -> state == 0).isPresent());
    }

    private void note(final String finding) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(finding);
        }
    }
}
