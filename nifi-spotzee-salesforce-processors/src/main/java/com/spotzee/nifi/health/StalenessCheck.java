package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.SyncHistory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether every object's last completed sync is no older than twice the Sync Frequency. */
final class StalenessCheck {

    private static final int OVERDUE_FACTOR = 2;

    private final IntegrationSettings settings;
    private final SyncHistory history;
    private final Duration longest;

    StalenessCheck(final IntegrationSettings settings, final SyncHistory history) {
        this.settings = settings;
        this.history = history;
        this.longest = settings.syncFrequency().multipliedBy(OVERDUE_FACTOR);
    }

    /**
     * The verdict.
     *
     * @param now          this machine's time, by which syncs are noted as completed
     * @param watchedSince since when the integration is watched: so long an integration without any sync is given the benefit of the doubt
     */
    Verdict verdict(final Instant now, final Instant watchedSince) {
        final Instant oldest = now.minus(longest);
        final List<String> stale = new ArrayList<>();
        final List<String> pending = new ArrayList<>();
        try {
            for (final SalesforceObject object : settings.objects()) {
                final Optional<LastSync> last = history.lastSync(object.apiName());
                if (last.isPresent() && last.get().completedAt().isBefore(oldest)) {
                    stale.add("The last sync of %s was completed at %s, more than %s ago.".formatted(object, last.get().completedAt(), shown(longest)));
                } else if (last.isEmpty() && watchedSince.isBefore(oldest)) {
                    stale.add("No sync of %s has been completed yet.".formatted(object));
                } else if (last.isEmpty()) {
                    pending.add(object.apiName());
                }
            }
        } catch (final IOException unreadable) {
            return Verdict.failed("NiFi's cluster state could not be read, so the last sync is not known.", "Look at NiFi's log and its state provider.");
        }
        if (!stale.isEmpty()) {
            return Verdict.failed(String.join(" ", stale), "Read the latest sync_failed among the events; "
                    + "see that QuerySalesforceIncremental runs and that no queue is held up.");
        }
        return pending.isEmpty() ? Verdict.passed("The last sync of every object is no older than %s.".formatted(shown(longest)))
                : Verdict.unknown("No sync of %s has been completed yet; the first may be running.".formatted(String.join(", ", pending)));
    }

    private static String shown(final Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) < 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
