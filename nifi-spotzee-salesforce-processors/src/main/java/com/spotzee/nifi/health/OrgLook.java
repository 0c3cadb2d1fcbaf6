package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One look at the org, in one API call, on which several checks stand: does it accept the login, is it the right one, does the user see anybody.
 * What is due to be known of the objects' fields comes with the same call.
 */
final class OrgLook {

    private static final String RECONNECT = "Repair the Salesforce Connection and reconnect; rules, mappings and history stay as they are.";

    private final SalesforceClient client;
    private final HealthChecks.Claim claim;
    private final List<SalesforceObject> objects;
    private Seen seen;

    OrgLook(final SalesforceClient client, final HealthChecks.Claim claim, final List<SalesforceObject> objects) {
        this.client = client;
        this.claim = claim;
        this.objects = objects;
    }

    private sealed interface Seen {

        /** The org answered; of these objects it shows no record. */
        record Answer(List<SalesforceObject> withoutRecords) implements Seen {
        }

        record Nothing(SalesforceFailure failure) implements Seen {
        }
    }

    Verdict credentials() {
        final Verdict accepted = Verdict.passed("Salesforce accepts the login.");
        return switch (seen()) {
            case final Seen.Answer answer -> accepted;
            case Seen.Nothing(final SalesforceFailure failure) -> switch (failure) {
                case final SalesforceFailure.LoginRefused refused -> Verdict.failed(refused.getMessage(), RECONNECT);
                case final SalesforceFailure.AccessDenied denied -> Verdict.failed(denied.getMessage(), RECONNECT);
                case final SalesforceFailure.Unavailable unreachable -> unreachable(unreachable);
                case final SalesforceFailure.NotUnderstood odd -> unreachable(odd);
                // Salesforce looks at the token first: whatever else it says, it has accepted that
                default -> accepted;
            };
        };
    }

    private static Verdict unreachable(final SalesforceFailure failure) {
        return Verdict.failed("Whether the login is still good could not be found out: " + HealthChecks.ended(failure.getMessage()),
                "The next check tries again; if this lasts, look at the network, the proxy and status.salesforce.com.");
    }

    Verdict organization() {
        return switch (seen()) {
            case final Seen.Answer answer -> Verdict.passed("It is the organisation to which the first login led, if there was one, and no other "
                    + "integration on this node syncs it.");
            case Seen.Nothing(final SalesforceFailure failure) when failure instanceof SalesforceFailure.WrongOrganization ->
                    Verdict.failed(HealthChecks.ended(failure.getMessage()), "Nothing is synced until somebody decides.");
            case Seen.Nothing(final SalesforceFailure failure) -> Verdict.unknown("Which organisation it is could not be found out: "
                    + HealthChecks.ended(failure.getMessage()));
        };
    }

    /** Salesforce counts for everybody elsewhere than it shows: so an object that is empty is told from one whose records the user may not see. */
    Verdict visibility() {
        return switch (seen()) {
            case Seen.Answer(final List<SalesforceObject> withoutRecords) -> visibility(withoutRecords);
            case Seen.Nothing(final SalesforceFailure failure) -> Verdict.unknown("Whether the user sees any records could not be found out: "
                    + HealthChecks.ended(failure.getMessage()));
        };
    }

    private Verdict visibility(final List<SalesforceObject> withoutRecords) {
        final List<String> hidden = new ArrayList<>();
        final List<String> empty = new ArrayList<>();
        try {
            for (final SalesforceObject object : withoutRecords) {
                final OptionalLong stored = client.storedRecords(object.apiName());
                if (stored.isPresent() && stored.getAsLong() > 0) {
                    hidden.add("The org holds about %d %s records, but the connected user sees none of them.".formatted(stored.getAsLong(), object));
                } else {
                    empty.add(object.apiName());
                }
            }
        } catch (final SalesforceFailure notNow) {
            return Verdict.unknown("Salesforce could not be asked how many records there are: " + HealthChecks.ended(notNow.getMessage()));
        }
        if (!hidden.isEmpty()) {
            return Verdict.failed(String.join(" ", hidden), "Let the user see them: View All Records in a permission set, or Setup, Sharing Settings, "
                    + "Organization-Wide Defaults.");
        }
        return Verdict.passed(empty.isEmpty() ? "The connected user sees records of every object."
                : "The connected user sees no records of %s, and Salesforce knows of none.".formatted(String.join(", ", empty)));
    }

    private Seen seen() {
        if (seen == null) {
            seen = ask();
        }
        return seen;
    }

    private Seen ask() {
        final List<Glance.Statement> statements = objects.stream()
                .map(object -> new Glance.Statement("SELECT Id FROM %s LIMIT 1".formatted(object.apiName()))).toList();
        try {
            claim.make();
            final Glance glance = client.glance(new Glance.Question(objects.getFirst().apiName(), null, null, statements), salesforceRecord -> { });
            final List<SalesforceObject> empty = new ArrayList<>();
            for (int index = 0; index < objects.size(); index++) {
                if (glance.pages().get(index).totalSize() == 0) {
                    empty.add(objects.get(index));
                }
            }
            return new Seen.Answer(List.copyOf(empty));
        } catch (final SalesforceFailure failure) {
            return new Seen.Nothing(failure);
        } catch (final IOException never) {
            throw new IllegalStateException(never);
        }
    }
}
