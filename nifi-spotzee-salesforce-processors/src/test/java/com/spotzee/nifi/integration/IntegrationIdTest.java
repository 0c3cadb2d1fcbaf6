package com.spotzee.nifi.integration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IntegrationIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"c", "crm-emea", "CRM2", "----"})
    void takesLettersDigitsAndHyphens(final String text) {
        assertEquals(text, new IntegrationId(text).value());
    }

    @Test
    void hasAtMost64Characters() {
        assertEquals(64, new IntegrationId("x".repeat(64)).value().length());
        assertThrows(IllegalArgumentException.class, () -> new IntegrationId("x".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "crm_emea", "crm emea", " crm", "crm\n", "crm.emea", "crm-\u00e9", "sf_crm_Lead"})
    void refusesWhatWouldBlurThePartsOfAnExternalId(final String text) {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new IntegrationId(text));

        assertTrue(refusal.getMessage().contains("no underscore"), refusal.getMessage());
    }
}
