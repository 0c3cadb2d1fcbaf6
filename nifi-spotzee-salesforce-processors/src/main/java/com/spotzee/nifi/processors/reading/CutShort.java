package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.SyncOutcome;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Says honestly, and once, that an object's sync stands still because the org's API calls run short, and how far it got. */
final class CutShort {

    private final SalesforceObject object;
    private Told told = Told.NOTHING;

    private enum Told { NOTHING, READING_WAITS, OPT_OUTS_WAIT }

    CutShort(final SalesforceObject object) {
        this.object = object;
    }

    /** Tells what has not been told yet: that reading waits, and if it comes to that, that opt-outs wait as well. */
    void tell(final QueryRun run, final Checkpoint checkpoint) throws IOException {
        final Told now = run.mayAskForOptOuts() ? Told.READING_WAITS : Told.OPT_OUTS_WAIT;
        if (now.compareTo(told) <= 0) {
            return;
        }
        told = now;
        final Optional<OpenWindow> window = checkpoint.window();
        final String sentence = "cut short%s: %s%s".formatted(window.map(open -> " after %d pages".formatted(open.pages())).orElse(" before it began"),
                run.gate().reason(), now == Told.OPT_OUTS_WAIT ? ". Opt-outs wait as well" : ". Opt-outs still arrive");
        run.log().warn("Sync of {} {}", object, sentence);
        final Instant time = run.clock().instant();
        run.tell(event(run, window, time, sentence));
        run.integration().history().ended(object.apiName(), new SyncOutcome.CutShort(window.map(OpenWindow::syncId).orElse(null), time, sentence));
    }

    /** Reading goes on: the next time is news again. */
    void over(final QueryRun run) {
        if (told != Told.NOTHING) {
            run.log().info("Sync of {} goes on: the org has enough API calls left again", object);
            told = Told.NOTHING;
        }
    }

    private LogEvent event(final QueryRun run, final Optional<OpenWindow> window, final Instant time, final String sentence) throws IOException {
        final String syncId = window.map(OpenWindow::syncId).orElse(null);
        final LogEvent event = LogEvent.ofSync(EventType.SYNC_FAILED, time, run.integrationSettings().id().value(), object.apiName(), syncId)
                .with("reason", JsonNodeFactory.instance.textNode("api_reserve")).withError(sentence);
        if (window.isEmpty()) {
            return event;
        }
        final Map<String, Long> delivered = run.integration().ledger().delivered(syncId).map(WindowDelivery::counts).orElse(Map.of());
        return event.with("pages", JsonNodeFactory.instance.numberNode(window.get().pages())).withCounts(delivered);
    }
}
