package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.oauth.Sessions;
import com.spotzee.nifi.sandbox.salesforce.rest.ApiUsage;
import com.spotzee.nifi.sandbox.salesforce.rest.QueryMood;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Does to requests what the faults say. */
public final class FaultPlayer {

    private static final String JSON = "application/json;charset=UTF-8";

    private final Faults faults;
    private final Sessions sessions;
    private final ApiUsage usage;
    private final OrgStore store;

    /** Plays the faults of one org. */
    public FaultPlayer(final Faults faults, final Sessions sessions, final ApiUsage usage, final OrgStore store) {
        this.faults = faults;
        this.sessions = sessions;
        this.usage = usage;
        this.store = store;
    }

    /** Plays what strikes a request: either it has answered (empty), or the org is to answer honestly in the mood that is returned. */
    public Optional<QueryMood> play(final Exchange exchange) throws IOException {
        final List<ActiveFault> striking = faults.striking(exchange);
        QueryMood mood = QueryMood.calm();
        for (final ActiveFault each : striking) {
            prepare(each, exchange);
            mood = mood(each, mood);
        }
        for (final ActiveFault each : striking) {
            if (answers(each.fault(), exchange)) {
                return Optional.empty();
            }
        }
        return Optional.of(mood);
    }

    private void prepare(final ActiveFault active, final Exchange exchange) {
        switch (active.fault()) {
            case final Fault.OnTheWay harm -> exchange.disturb(harm.disturbance(), active.over());
            case final Fault.EndedSessions ended -> sessions.endAll();
            case final Fault.LostLocators lost -> store.loseLocators();
            case final Fault.UsedCalls used -> usage.use(used.calls());
            case final Fault.Meanwhile meanwhile -> meanwhile.event().run();
            case Fault.SmallPage page -> { }
            case Fault.EarlyEnd end -> { }
            case Fault.SlowQuery query -> { }
            case Fault.Refusal refusal -> { }
            case Fault.Page page -> { }
        }
    }

    private static QueryMood mood(final ActiveFault active, final QueryMood mood) {
        return switch (active.fault()) {
            case final Fault.LostLocators lost -> mood.withLocatorStatus(lost.status());
            case final Fault.SmallPage small -> mood.withPageSize(1 + new SplittableRandom(small.seed() * 31 + active.struck()).nextInt(small.most()));
            case final Fault.EarlyEnd end -> mood.withEarlyEnd();
            case final Fault.SlowQuery slow -> mood.withMostRows(slow.mostRows());
            case Fault.OnTheWay harm -> mood;
            case Fault.EndedSessions ended -> mood;
            case Fault.UsedCalls used -> mood;
            case Fault.Meanwhile meanwhile -> mood;
            case Fault.Refusal refusal -> mood;
            case Fault.Page page -> mood;
        };
    }

    private static boolean answers(final Fault fault, final Exchange exchange) throws IOException {
        if (fault instanceof final Fault.Refusal refusal) {
            refuse(refusal, exchange);
            return true;
        }
        if (fault instanceof final Fault.Page page) {
            if (page.text().isEmpty()) {
                exchange.empty(page.status());
            } else {
                exchange.bytes(page.status(), page.contentType(), page.text().getBytes(StandardCharsets.UTF_8));
            }
            return true;
        }
        return false;
    }

    private static void refuse(final Fault.Refusal refusal, final Exchange exchange) throws IOException {
        final boolean token = RequestKind.of(exchange.method(), exchange.pathSegments()) == RequestKind.TOKEN;
        exchange.json(refusal.status(), JSON, json -> {
            if (!token) {
                json.writeStartArray();
            }
            json.writeStartObject();
            json.writeStringField(token ? "error_description" : "message", refusal.message());
            json.writeStringField(token ? "error" : "errorCode", refusal.code());
            json.writeEndObject();
            if (!token) {
                json.writeEndArray();
            }
        });
    }
}
