package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.SyncMode;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in words why a sync carried nobody over. Where what was read tells it, that costs nothing; where everybody was asked for and nobody came, two API
 * calls at most.
 */
final class QuietSync {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final OpenWindow window;

    QuietSync(final QueryRun run, final ObjectPlan plan, final OpenWindow window) {
        this.run = run;
        this.plan = plan;
        this.window = window;
    }

    /**
     * Why nobody came.
     *
     * @param sentence  for users
     * @param unhealthy whether somebody should look at it
     */
    record Explanation(String sentence, boolean unhealthy) {
    }

    /** Why nobody was imported or updated; empty if somebody was, or if nobody knows what became of the pages. */
    Optional<Explanation> explanation(final WindowDelivery delivery) {
        final long arrived = Stream.of(SyncCount.IMPORTED, SyncCount.UPDATED, SyncCount.SENT).mapToLong(count -> delivery.count(count.label())).sum();
        if (!run.settings().waitForDelivery() || arrived > 0) {
            return Optional.empty();
        }
        if (window.pages() > 0) {
            return Optional.of(leftOut(delivery));
        }
        return Optional.of(window.mode() == SyncMode.INCREMENTAL ? nothingChanged() : nobodyAtAll());
    }

    private Explanation leftOut(final WindowDelivery delivery) {
        final long queried = delivery.count(SyncCount.QUERIED.label());
        if (delivery.count(SyncCount.RECOGNISED.label()) == queried) {
            return new Explanation("What Salesforce showed was sent before and has not changed since (records: %d)".formatted(queried), false);
        }
        final String where = Stream.of(SyncCount.RECOGNISED, SyncCount.FILTERED, SyncCount.UNMAPPABLE, SyncCount.DEDUPLICATED, SyncCount.REFUSED,
                        SyncCount.UNACCOUNTED)
                .filter(count -> delivery.count(count.label()) > 0)
                .map(count -> "%d %s".formatted(delivery.count(count.label()), count.label())).collect(Collectors.joining(", "));
        final boolean byRules = delivery.count(SyncCount.RECOGNISED.label()) + delivery.count(SyncCount.FILTERED.label()) == queried;
        return new Explanation("None of the %d records that were read came through: %s. %s".formatted(queried, where, byRules
                ? "The sync rules leave them out" : "What was refused stands in the failure connections, each with its reason"), !byRules);
    }

    private Explanation nothingChanged() {
        final String cursor = run.integrationSettings().cursor().fieldName();
        return new Explanation("Nothing%s has changed in %s since %s. Where somebody was edited all the same, look whether %s moved: what left it alone comes "
                .formatted(matching(), plan.object(), window.from(), cursor) + "with a full sync", false);
    }

    private String matching() {
        return plan.condition().isPresent() ? " that matches the sync rules (Verify on the Salesforce Integration counts who does)" : "";
    }

    private Explanation nobodyAtAll() {
        try {
            final long seen = run.client().count("SELECT COUNT() FROM " + plan.object().apiName());
            return seen > 0 ? nobodyOf(seen) : nobodySeen();
        } catch (final SalesforceFailure notNow) {
            return new Explanation("No record of %s came. Why could not be found out: %s".formatted(plan.object(), notNow.getMessage()), false);
        }
    }

    private Explanation nobodySeen() throws SalesforceFailure {
        final OptionalLong stored = run.client().storedRecords(plan.object().apiName());
        if (stored.isPresent() && stored.getAsLong() > 0) {
            return new Explanation(("The org holds about %d %s records, but the connected user sees none of them: look at Setup, Sharing Settings, "
                    + "Organization-Wide Defaults, and at the user's permission sets (View All Records)").formatted(stored.getAsLong(), plan.object()), true);
        }
        return new Explanation("There are no %s records in Salesforce yet: a report there shows the same".formatted(plan.object()), false);
    }

    private Explanation nobodyOf(final long seen) {
        if (plan.condition().isPresent()) {
            return new Explanation(("The preview count is 0: none of the %d %s records match the sync rules. Verify on the Salesforce Integration names the "
                    + "rule that keeps everybody out: loosen it").formatted(seen, plan.object()), true);
        }
        return new Explanation(window.from() == null ? "The first %s record came when the sync had begun: the next one brings it".formatted(plan.object())
                : "None of the %d %s records have changed since %s, the Start Date".formatted(seen, plan.object(), window.from()), false);
    }
}
