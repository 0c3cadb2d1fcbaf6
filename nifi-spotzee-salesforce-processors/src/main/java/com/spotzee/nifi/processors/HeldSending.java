package com.spotzee.nifi.processors;

import org.apache.nifi.logging.ComponentLog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Tells people that sending is held up, what for and since when: once as long as NiFi shows the bulletin, and once more when it is over. */
final class HeldSending {

    private final InstantSource clock;
    private final Complaints complaints;
    private Instant since;

    HeldSending(final InstantSource clock) {
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /** Data was left in its queue. */
    synchronized void by(final Held held, final ComponentLog log) {
        since = since == null ? clock.instant() : since;
        if (complaints.worthTelling(held.reason())) {
            log.error("{}. Sending is held up since {}; the data stays queued and is sent when this is cured",
                    held.getMessage().replaceAll("\\.$", ""), since.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /** Data has arrived. */
    synchronized void over(final ComponentLog log) {
        if (since != null) {
            log.warn("Sending goes on; it was held up since {}", since.truncatedTo(ChronoUnit.SECONDS));
        }
        forget();
    }

    /** The processor begins anew: what was before is known to who has stopped it. */
    synchronized void forget() {
        since = null;
        complaints.over();
    }
}
