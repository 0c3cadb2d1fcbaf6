package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of one org. While none is set, every request is answered honestly. Safe to use from several threads. */
public final class Faults {

    private final OrgClock clock;
    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** No faults yet. */
    public Faults(final OrgClock clock) {
        this.clock = clock;
    }

    /** Sets a fault. Several may strike one request: what they do to the org is done by all, the answer is that of the first one that has one. */
    public ActiveFault add(final When when, final Fault fault) {
        final ActiveFault added = new ActiveFault(numbers.incrementAndGet(), when, fault);
        active.add(added);
        return added;
    }

    /** The faults that are set, oldest first, also those that will strike no more. */
    public List<ActiveFault> active() {
        return List.copyOf(active);
    }

    /** Ends a fault: answers it holds up go on. */
    public void end(final ActiveFault fault) {
        active.remove(fault);
        fault.over().countDown();
    }

    /** Ends all faults. */
    public void clear() {
        active().forEach(this::end);
    }

    /** The faults that strike a request, oldest first. */
    List<ActiveFault> striking(final Exchange exchange) {
        if (active.isEmpty()) {
            return List.of();
        }
        final When.Seen seen = new When.Seen(RequestKind.of(exchange.method(), exchange.pathSegments()), exchange.method(),
                exchange.path() + (exchange.query().isEmpty() ? "" : "?" + decoded(exchange.query())), clock.now());
        return active.stream().filter(fault -> fault.strikes(seen)).toList();
    }

    private static String decoded(final String query) {
        try {
            return URLDecoder.decode(query, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            // What is wrong with it is for the honest answer to say.
            return query;
        }
    }
}
