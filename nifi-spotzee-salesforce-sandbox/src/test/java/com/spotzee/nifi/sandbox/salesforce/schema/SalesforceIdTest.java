package com.spotzee.nifi.sandbox.salesforce.schema;

import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SalesforceIdTest {
    @Test
    void addsTheChecksumOfARecordedId() {
        assertEquals(Optional.of("00Q9H00000C6pycUAB"), SalesforceId.normalize("00Q9H00000C6pyc"));
    }

    @Test
    void keepsWhatHasEighteenCharacters() {
        assertEquals(Optional.of("00Q9H00000C6pycUAB"), SalesforceId.normalize("00Q9H00000C6pycUAB"));
    }

    @Test
    void refusesEverythingElse() {
        assertTrue(SalesforceId.normalize("00Q9H00000C6py").isEmpty());
        assertTrue(SalesforceId.normalize("00Q9H00000C6py-").isEmpty());
    }

    @Test
    void countsBackWhatItGave() {
        assertEquals(123_456_789L, SalesforceId.sequenceOf("00Q", SalesforceId.of("00Q", 123_456_789L)).orElseThrow());
        assertTrue(SalesforceId.sequenceOf("00Q", "00Q5g00000C6pycUAB").isEmpty());
    }
}
