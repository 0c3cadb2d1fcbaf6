package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.RecordLinks;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says that nobody has asked for an object's opt-outs for longer than the recycle bin keeps records: only there is shown which records were merged away, and
 * the opt-out of such a record counts for the one that won.
 */
final class UnknownOptOuts {

    /** Salesforce Help, "View, Restore, and Manage the Recycle Bin". */
    private static final Duration KEPT = Duration.ofDays(15);

    private final SalesforceObject object;
    private Instant asked;
    private Instant told;

    UnknownOptOuts(final SalesforceObject object) {
        this.object = object;
    }

    /**
     * Tells it before the lane moves on, once for each pause on one node.
     *
     * @param now Salesforce's clock
     */
    void tell(final QueryRun run, final Checkpoint checkpoint, final Instant now) throws SalesforceFailure {
        final Instant to = now.minus(KEPT);
        final Optional<Instant> since = lastAsked(checkpoint).filter(from -> from.isBefore(to)).filter(from -> !from.equals(told));
        if (since.isEmpty() || run.client().remembered().describe(object.apiName()).field(RecordLinks.MASTER).isEmpty()) {
            return;
        }
        told = since.get();
        final String integration = run.integrationSettings().id().value();
        final String sentence = sentence(told, to, integration);
        run.log().warn("{}", sentence);
        run.tell(LogEvent.ofSync(EventType.OPT_OUTS_UNKNOWN, run.clock().instant(), integration, object.apiName(), null)
                .with("from", JsonNodeFactory.instance.textNode(told.toString())).with("to", JsonNodeFactory.instance.textNode(to.toString()))
                .withError(sentence));
    }

    /** All opt-outs up to now were asked for. */
    void asked(final Instant now) {
        asked = now;
    }

    /** The stored end stands still while a window is open; where it was taken back for a full sync, the window tells. Empty before the first sync. */
    private Optional<Instant> lastAsked(final Checkpoint checkpoint) {
        final Instant stored = checkpoint.optOutFrom() != null ? checkpoint.optOutFrom()
                : checkpoint.window().map(OpenWindow::nextFrom).orElse(checkpoint.from());
        return Stream.of(stored, asked).filter(Objects::nonNull).max(Instant::compareTo);
    }

    private String sentence(final Instant from, final Instant to, final String integration) {
        return ("Whether a %1$s that was merged into another between %2$s and %3$s had opted out is unknown: it was not asked for in that time, and "
                + "Salesforce's recycle bin keeps merged records for 15 days. Who won such a merge may be subscribed in Spotzee still. Look for users "
                + "sf_%4$s_%1$s_… whose %1$s was changed in that time, and opt them out in Salesforce if they asked for it: that counts with the next sync")
                .formatted(object, from, to, integration);
    }
}
