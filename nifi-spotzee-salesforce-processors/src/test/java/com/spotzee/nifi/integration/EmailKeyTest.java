package com.spotzee.nifi.integration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class EmailKeyTest {

    @Test
    void isHmacOfTheAddressInLowerCase() {
        final EmailKey zeros = EmailKey.parse("A".repeat(43) + "=");

        assertEquals("0eb072f6a63163ec4ad99aef8e902261", zeros.hash("ann@example.com"));
        assertEquals(zeros.hash("ann@example.com"), zeros.hash(" Ann@EXAMPLE.com "));
        assertNotEquals(zeros.hash("ann@example.com"), zeros.hash("bob@example.com"));
    }

    @Test
    void hashesDifferentlyForEachKeyAndAlikeForTheSame() {
        final EmailKey key = EmailKey.random();

        assertEquals(key.hash("ann@example.com"), EmailKey.parse(key.asText()).hash("ann@example.com"));
        assertNotEquals(key.hash("ann@example.com"), EmailKey.random().hash("ann@example.com"));
        assertFalse(key.toString().contains(key.asText()));
    }

    @Test
    void refusesAKeyThatIsTooShort() {
        assertThrows(IllegalArgumentException.class, () -> EmailKey.parse("AAAA"));
    }
}
