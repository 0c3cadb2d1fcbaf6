package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the REST API writes them: the offset has no colon in answers, and addresses take whole seconds. */
final class WireTime {

    private static final DateTimeFormatter ANSWER = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]XX");
    private static final DateTimeFormatter ADDRESS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {
    }

    static Instant parse(final String text) {
        return OffsetDateTime.parse(text, ANSWER).toInstant();
    }

    static String inAddress(final Instant instant) {
        return ADDRESS.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }
}
