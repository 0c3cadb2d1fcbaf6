package com.spotzee.nifi.salesforce;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SalesforceIdTest {

    @ParameterizedTest
    @CsvSource({
        "00Q9H00000C6pyc, 00Q9H00000C6pycUAB",
        "01gRO0000016PIA, 01gRO0000016PIAYA2",
        "012000000000000, 012000000000000AAA",
        "750R0000000zw4y, 750R0000000zw4yIAA",
        "0039H00000BbbFB, 0039H00000BbbFBQAZ"
    })
    void completesTheShortFormAndKeepsTheLongOne(final String shortForm, final String longForm) {
        assertEquals(longForm, new SalesforceId(shortForm).value());
        assertEquals(longForm, new SalesforceId(longForm).value());
        assertTrue(SalesforceId.isValid(shortForm));
        assertTrue(SalesforceId.isValid(longForm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00Q9H00000C6pycUAA", "00q9h00000c6pycuab", "00Q9H00000C6pYcUAB"})
    void refusesAWrongChecksum(final String text) {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new SalesforceId(text));

        assertTrue(refusal.getMessage().contains("copy it again"), refusal.getMessage());
        assertFalse(SalesforceId.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00Q9H00000C6py", "00Q9H00000C6pycU", "00Q9H00000C6pycUABX", "00Q9H-0000C6pyc", "ann@example.com"})
    void refusesWhatIsNoIdWithoutRepeatingIt(final String text) {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new SalesforceId(text));

        assertFalse(refusal.getMessage().contains("example.com"), refusal.getMessage());
        assertFalse(SalesforceId.isValid(text));
    }
}
