package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.processors.pages.Complaints;
import com.spotzee.nifi.services.SalesforceIntegration;
import org.apache.nifi.logging.ComponentLog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Tells people that sending is held up, what for and since when: on the bulletin board once as long as NiFi shows it, in the integration log once an
 * outage, and in both once more when it is over.
 */
public final class HeldSending {

    private final InstantSource clock;
    private final Complaints complaints;
    private Instant since;
    private boolean logged;

    public HeldSending(final InstantSource clock) {
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /**
     * Where it is told.
     *
     * @param integration whose log events belong to; empty if there is none
     * @param events      writes an event
     */
    public record Audience(ComponentLog log, Optional<SalesforceIntegration> integration, Consumer<LogEvent> events) {
    }

    /** Data was left in its queue. */
    public synchronized void by(final Held held, final Audience audience) {
        since = since == null ? clock.instant() : since;
        if (complaints.worthTelling(held.reason())) {
            audience.log().error("{}. Sending is held up since {}; the data stays queued and is sent when this is cured",
                    held.getMessage().replaceAll("\\.$", ""), since.truncatedTo(ChronoUnit.SECONDS));
        }
        if (!logged) {
            logged = true;
            tell(EventType.SENDING_HELD, audience, event -> held.requestId().map(id -> event.with("request_id", JsonNodeFactory.instance.textNode(id)))
                    .orElse(event).withError(held.getMessage()));
        }
    }

    /** Data has arrived. */
    public synchronized void over(final Audience audience) {
        if (since != null) {
            audience.log().warn("Sending goes on; it was held up since {}", since.truncatedTo(ChronoUnit.SECONDS));
            final Duration held = Duration.between(since, clock.instant());
            tell(EventType.SENDING_RESUMED, audience, event -> event.withDuration(held.isNegative() ? Duration.ZERO : held));
        }
        forget();
    }

    /** The processor begins anew: what was before is known to who has stopped it. */
    public synchronized void forget() {
        since = null;
        logged = false;
        complaints.over();
    }

    private void tell(final EventType type, final Audience audience, final UnaryOperator<LogEvent> details) {
        audience.integration().ifPresent(one -> {
            final LogEvent event = LogEvent.ofIntegration(type, clock.instant(), one.settings().id().value());
            audience.events().accept(details.apply(event.with("since", JsonNodeFactory.instance.textNode(since.toString()))));
        });
    }
}
