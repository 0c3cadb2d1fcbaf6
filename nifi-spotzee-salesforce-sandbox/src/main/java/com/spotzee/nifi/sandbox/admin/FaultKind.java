package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The faults that can be set over the admin API, and the keys each of them takes. */
enum FaultKind {
    ERROR(Set.of("status", "code", "message"), body -> Fault.error(status(body, 500), body.neededText("code"), body.neededText("message"))),
    HTML(Set.of("status"), body -> Fault.html(status(body, 503))),
    STATUS(Set.of("status"), body -> Fault.status(status(body, 503))),
    TRUNCATED(Set.of("bytes"), body -> Fault.truncated(bytes(body))),
    CUT(Set.of("bytes"), body -> Fault.cut(bytes(body))),
    CUT_CHUNKS(Set.of("bytes"), body -> Fault.cutChunks(bytes(body))),
    RESET(Set.of(), body -> Fault.reset()),
    RESET_AFTER_HEADERS(Set.of(), body -> Fault.resetAfterHeaders()),
    STALL(Set.of(), body -> Fault.stall()),
    STALL_AFTER_HEADERS(Set.of(), body -> Fault.stallAfterHeaders()),
    SLOW(Set.of("bytes", "pause"), body -> Fault.slow(number(body, "bytes", 100, Integer.MAX_VALUE), pause(body))),
    ENDED_SESSIONS(Set.of(), body -> Fault.endedSessions()),
    LOST_LOCATORS(Set.of("status"), body -> Fault.lostLocators(status(body, 400))),
    SMALL_PAGES(Set.of("rows", "seed"), body -> Fault.smallPages(number(body, "rows", 10, 2_000), body.number("seed").orElse(1L))),
    EARLY_END(Set.of(), body -> Fault.earlyEnd()),
    USED_CALLS(Set.of("calls"), body -> body.number("calls").map(Fault::usedCalls).orElseGet(Fault::usedUpCalls)),
    SLOW_QUERIES(Set.of("rows"), body -> body.number("rows").map(Fault::slowQueries).orElseGet(Fault::slowQueries));

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    private final Set<String> keys;
    private final Function<RequestBody, Fault> reader;

    FaultKind(final Set<String> keys, final Function<RequestBody, Fault> reader) {
        this.keys = keys;
        this.reader = reader;
    }

    static FaultKind named(final String name) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("There is no fault \"" + name + "\": use one of " + String.join(", ", names()) + "."));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(FaultKind::text).toList();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What may be said about it. */
    Set<String> keys() {
        return keys;
    }

    /** The fault a body describes that may also hold these other keys. */
    Fault read(final RequestBody body, final Set<String> others) {
        body.keys().stream().filter(key -> !keys.contains(key) && !others.contains(key)).findFirst().ifPresent(key -> {
            throw AdminProblem.badRequest("The fault " + text() + " takes no \"" + key + "\""
                    + (keys.isEmpty() ? "." : ": it takes " + keys.stream().sorted().collect(Collectors.joining(", ")) + "."));
        });
        return reader.apply(body);
    }

    private static int status(final RequestBody body, final int usual) {
        final long status = body.number("status").orElse((long) usual);
        if (status < FIRST_STATUS || status > LAST_STATUS) {
            throw AdminProblem.badRequest("\"status\" takes an HTTP status from " + FIRST_STATUS + " to " + LAST_STATUS + ".");
        }
        return (int) status;
    }

    private static long bytes(final RequestBody body) {
        return body.number("bytes").orElse(100L);
    }

    private static int number(final RequestBody body, final String key, final long usual, final int most) {
        final long number = body.number(key).orElse(usual);
        if (number < 1 || number > most) {
            throw AdminProblem.badRequest("\"" + key + "\" takes a whole number from 1 to " + most + ".");
        }
        return (int) number;
    }

    private static Duration pause(final RequestBody body) {
        final String text = body.text("pause").orElse("PT0.1S");
        try {
            return Duration.parse(text);
        } catch (final DateTimeException e) {
            throw AdminProblem.badRequest("\"pause\" takes an ISO 8601 duration such as PT0.1S.");
        }
    }
}
