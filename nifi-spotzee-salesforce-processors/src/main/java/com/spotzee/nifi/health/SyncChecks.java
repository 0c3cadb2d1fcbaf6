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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether syncs come to their end, and in time, as the integration's state tells. It costs no call. */
final class SyncChecks {

    private static final int OVERDUE_FACTOR = 2;
    private static final String STATE = "NiFi's cluster state could not be read, so the last sync is not known.";

    private final List<ObjectStatus> objects;
    private final boolean readable;
    private final Duration frequency;
    private final Watch watch;
    /** Since when the sync of each object has been where it is, by this machine's time. */
    private final Map<String, Instant> unmoved;

    private SyncChecks(final List<ObjectStatus> objects, final boolean readable, final Duration frequency, final Watch watch,
                       final Map<String, Instant> unmoved) {
        this.objects = objects;
        this.readable = readable;
        this.frequency = frequency;
        this.watch = watch;
        this.unmoved = unmoved;
    }

    static SyncChecks of(final IntegrationSettings settings, final SyncHistory history, final DeliveryLedger ledger, final Watch watch) {
        final List<ObjectStatus> objects = new ArrayList<>();
        final Map<String, String> places = new HashMap<>();
        try {
            for (final SalesforceObject object : settings.objects()) {
                final ObjectStatus status = ObjectStatus.of(object, history, ledger);
                objects.add(status);
                status.place().ifPresent(place -> places.put(placeOf(status), place));
            }
            return new SyncChecks(List.copyOf(objects), true, settings.syncFrequency(), watch, watch.unmovedSince(places));
        } catch (final IOException unreadable) {
            return new SyncChecks(List.of(), false, settings.syncFrequency(), watch, Map.of());
        }
    }

    private static String placeOf(final ObjectStatus status) {
        return "sync." + status.object();
    }

    List<ObjectStatus> objects() {
        return objects;
    }

    /**
     * Whether every object's last completed sync is no older than twice the Sync Frequency. A first sync may take its time while it moves on, and one that
     * was paused begins anew.
     *
     * @param now this machine's time, by which syncs are noted as completed
     */
    Verdict staleness(final Instant now) {
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
                (watch.pauseEndedWithin(frequency, now) ? pending : stale).add(overdue(status, last.get(), now));
            } else if (last.isEmpty()) {
                (watch.since().isBefore(oldest) && !moves(status, now) ? stale : pending)
                        .add("No sync of %s has been completed yet.".formatted(status.object()));
            }
        }
        if (!stale.isEmpty()) {
            return Verdict.failed(String.join(" ", stale), "Read the latest sync_failed among the events; "
                    + "see that QuerySalesforceIncremental runs and that no queue is held up.");
        }
        return pending.isEmpty() ? Verdict.passed("The last sync of every object is no older than %s.".formatted(shown(longest)))
                : Verdict.unknown("%s It may be running, and is given time.".formatted(String.join(" ", pending)));
    }

    private String overdue(final ObjectStatus status, final LastSync last, final Instant now) {
        final String sentence = "The last sync of %s was completed at %s, more than %s ago.".formatted(status.object(), last.completedAt(),
                shown(frequency.multipliedBy(OVERDUE_FACTOR)));
        return moves(status, now) ? sentence + " The next one is under way and moves on: wait, or narrow the rules." : sentence;
    }

    /** Whether something of the sync that is under way was read or delivered within the Sync Frequency. */
    private boolean moves(final ObjectStatus status, final Instant now) {
        return Optional.ofNullable(unmoved.get(placeOf(status))).filter(since -> !since.isBefore(now.minus(frequency))).isPresent();
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
     * Whether every sync that is open moves on. One that takes longer than the Sync Frequency is told; it fails where nothing of it was read or delivered
     * for so long.
     *
     * @param now            this machine's time
     * @param salesforceTime Salesforce's time now, by which syncs are opened; empty where it is not known
     */
    Verdict openSyncs(final Instant now, final Optional<Instant> salesforceTime) {
        if (!readable) {
            return Verdict.unknown(STATE);
        }
        final List<String> underWay = new ArrayList<>();
        boolean stands = false;
        for (final ObjectStatus status : objects) {
            if (status.underWay().isPresent()) {
                final boolean moves = moves(status, now);
                stands |= !moves;
                underWay.add(told(status, status.underWay().get(), salesforceTime)
                        + (moves ? "" : " Nothing of it was read or delivered since %s.".formatted(unmoved.get(placeOf(status)))));
            }
        }
        if (stands) {
            return Verdict.failed(String.join(" ", underWay), ("That is longer than the Sync Frequency of %s. Look at the queues of the flow and at the "
                    + "failure connections. If a Bulk API job keeps Salesforce so long (Setup, Bulk Data Load Jobs), wait: progress is kept.")
                    .formatted(shown(frequency)));
        }
        return Verdict.passed(underWay.isEmpty() ? "No sync is under way." : String.join(" ", underWay));
    }

    private String told(final ObjectStatus status, final SyncUnderWay sync, final Optional<Instant> salesforceTime) {
        final Optional<Duration> open = salesforceTime.map(time -> Duration.between(sync.since(), time));
        return "The sync of %s is under way since %s%s: %d pages (%d records) are read%s, %d pages (%d records) are delivered.%s".formatted(status.object(),
                sync.since(), open.map(time -> " (" + shown(time) + ")").orElse(""), sync.pagesRead(), sync.recordsRead(),
                sync.readWhole() ? ", the last one among them" : "", sync.pagesDelivered(), sync.recordsDelivered(),
                open.filter(time -> time.compareTo(frequency) > 0).isPresent() ? " It takes longer than the Sync Frequency of %s."
                        .formatted(shown(frequency)) : "");
    }

    private static String shown(final Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) < 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
