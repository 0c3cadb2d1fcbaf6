package com.spotzee.nifi.salesforce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SalesforceDateTimeTest {

    @ParameterizedTest
    @CsvSource({
            "2025-12-16T13:05:30.000+0000, 2025-12-16T13:05:30Z",
            "2025-12-31T23:59:59.999+0000, 2025-12-31T23:59:59.999Z",
            "2024-02-29T00:00:00.001+0000, 2024-02-29T00:00:00.001Z",
            "2025-12-16T13:05:30.000Z, 2025-12-16T13:05:30Z",
            "2025-12-16T13:05:30Z, 2025-12-16T13:05:30Z",
            "2025-12-16T13:05:30.000+0130, 2025-12-16T11:35:30Z",
            "2025-12-16T13:05:30.000-08:00, 2025-12-16T21:05:30Z",
            "1970-01-01T24:00:00.000+0000, 1970-01-02T00:00:00Z"
    })
    void readsEveryFormThatOccurs(final String text, final Instant moment) {
        assertEquals(Optional.of(moment), SalesforceDateTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2025-12-16", "2025-13-01T00:00:00.000+0000", "2025-00-01T00:00:00.000+0000", "2025-01-00T00:00:00.000+0000",
            "2025-01-32T00:00:00.000+0000", "2025-01-01T25:00:00.000+0000", "2025-01-01T00:60:00.000+0000", "2025-01-01T00:00:61.000+0000",
            "2025-01-01 00:00:00.000+0000", "2025-01-01T00:00:00.00x+0000", "2025-01-01T00:00:00.000+000", "٢025-01-01T00:00:00.000+0000"})
    void isEmptyForWhatIsNoMoment(final String text) {
        assertEquals(Optional.empty(), SalesforceDateTime.parse(text));
    }

    @Test
    void readsTheUsualFormAsTheOthers() {
        final DateTimeFormatter usual = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
        for (Instant moment = Instant.parse("1999-12-31T22:58:57.123Z"); moment.isBefore(Instant.parse("2030-01-01T00:00:00Z"));
                moment = moment.plusSeconds(86_399 * 3).plusMillis(7)) {
            assertEquals(Optional.of(moment), SalesforceDateTime.parse(usual.format(moment)));
        }
    }
}
