package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.ledger.SyncUnderWay;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.SyncHistory;
import com.spotzee.nifi.sync.SyncOutcome;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether syncs come to their end, and in time, as the integration's state tells. It costs no call. */
final class SyncChecks {

    private static final int OVERDUE_FACTOR = 2;
    private static final String STATE = "NiFi's cluster state could not be read, so the last sync is not known.";

    private final List<ObjectStatus> objects;
    private final boolean readable;
    private final Duration frequency;

    private SyncChecks(final List<ObjectStatus> objects, final boolean readable, final Duration frequency) {
        this.objects = objects;
        this.readable = readable;
        this.frequency = frequency;
    }

    static SyncChecks of(final IntegrationSettings settings, final SyncHistory history, final DeliveryLedger ledger) {
        final List<ObjectStatus> objects = new ArrayList<>();
        try {
            for (final SalesforceObject object : settings.objects()) {
                objects.add(ObjectStatus.of(object, history, ledger));
            }
            return new SyncChecks(List.copyOf(objects), true, settings.syncFrequency());
        } catch (final IOException unreadable) {
            return new SyncChecks(List.of(), false, settings.syncFrequency());
        }
    }

    List<ObjectStatus> objects() {
        return objects;
    }

    /**
     * Whether every object's last completed sync is no older than twice the Sync Frequency.
     *
     * @param now          this machine's time, by which syncs are noted as completed
     * @param watchedSince since when the integration is watched: so long an integration without any sync is given the benefit of the doubt
     */
    Verdict staleness(final Instant now, final Instant watchedSince) {
        if (!readable) {
            return Verdict.failed(STATE, "Look at NiFi's log and its state provider.");
        }
        final Duration longest = frequency.multipliedBy(OVERDUE_FACTOR);
        final Instant oldest = now.minus(longest);
        final List<String> stale = new ArrayList<>();
        final List<String> pending = new ArrayList<>();
        for (final ObjectStatus status : objects) {
            final Optional<LastSync> last = status.completed();
            if (last.isPresent() && last.get().completedAt().isBefore(oldest)) {
                stale.add("The last sync of %s was completed at %s, more than %s ago.".formatted(status.object(), last.get().completedAt(), shown(longest)));
            } else if (last.isEmpty() && watchedSince.isBefore(oldest)) {
                stale.add("No sync of %s has been completed yet.".formatted(status.object()));
            } else if (last.isEmpty()) {
                pending.add(status.object().apiName());
            }
        }
        if (!stale.isEmpty()) {
            return Verdict.failed(String.join(" ", stale), "Read the latest sync_failed among the events; "
                    + "see that QuerySalesforceIncremental runs and that no queue is held up.");
        }
        return pending.isEmpty() ? Verdict.passed("The last sync of every object is no older than %s.".formatted(shown(longest)))
                : Verdict.unknown("No sync of %s has been completed yet; the first may be running.".formatted(String.join(", ", pending)));
    }

    /** Whether the last attempt of every object succeeded: a success cures the error of the attempt before. */
    Verdict lastAttempt() {
        if (!readable) {
            return Verdict.unknown(STATE);
        }
        final List<String> failed = new ArrayList<>();
        for (final ObjectStatus status : objects) {
            status.attempt().flatMap(SyncChecks::error).ifPresent(error -> failed.add("%s, %s: %s".formatted(status.object(), status.attempt().get().at(),
                    HealthChecks.ended(error))));
        }
        return failed.isEmpty() ? Verdict.passed("No sync has failed since the last one that succeeded.")
                : Verdict.failed(String.join(" ", failed), "It is tried again by itself, and a sync that succeeds ends this error.");
    }

    private static Optional<String> error(final SyncOutcome outcome) {
        return switch (outcome) {
            case final SyncOutcome.Completed completed -> Optional.empty();
            case final SyncOutcome.Failed failed -> Optional.of(failed.error());
            case final SyncOutcome.CutShort cutShort -> Optional.of(cutShort.error());
        };
    }

    /**
     * Whether no sync is open for longer than the Sync Frequency.
     *
     * @param salesforceTime Salesforce's time now, by which syncs are opened; empty where it is not known
     */
    Verdict openSyncs(final Optional<Instant> salesforceTime) {
        if (!readable || salesforceTime.isEmpty()) {
            return Verdict.unknown(readable ? "Salesforce did not tell its time, so how long syncs are open is not known." : STATE);
        }
        final List<String> underWay = new ArrayList<>();
        boolean late = false;
        for (final ObjectStatus status : objects) {
            if (status.underWay().isPresent()) {
                final SyncUnderWay sync = status.underWay().get();
                final Duration open = Duration.between(sync.since(), salesforceTime.get());
                late |= open.compareTo(frequency) > 0;
                underWay.add(("The sync of %s is under way since %s (%s): %d pages (%d records) are read%s, %d pages (%d records) are delivered.").formatted(
                        status.object(), sync.since(), shown(open), sync.pagesRead(), sync.recordsRead(), sync.readWhole() ? ", the last one among them" : "",
                        sync.pagesDelivered(), sync.recordsDelivered()));
            }
        }
        if (!late) {
            return Verdict.passed(underWay.isEmpty() ? "No sync is under way." : String.join(" ", underWay));
        }
        return Verdict.failed(String.join(" ", underWay), ("That is longer than the Sync Frequency of %s. While the numbers grow from one check to the next, "
                + "wait, or narrow the rules: progress is kept. While they don't, look at the queues of the flow and at the failure connections.")
                .formatted(shown(frequency)));
    }

    private static String shown(final Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) < 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
