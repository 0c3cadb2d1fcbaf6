package com.spotzee.nifi.soql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SoqlLiteralTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "O'Neil, 'O\\'Neil'",
            "a\\b, 'a\\\\b'",
            "\"a\nb\", 'a\\nb'",
            "100%_, '100%_'",
            "Zoë, 'Zoë'"})
    void escapesWhatSoqlReserves(final String value, final String literal) {
        assertEquals(literal, SoqlLiteral.of(value));
    }

    @Test
    void letsWildcardsStandForThemselvesInLike() {
        assertEquals("'%50\\%\\_\\\\\\'x%'", SoqlLiteral.like("%", "50%_\\'x", "%"));
    }

    @Test
    void writesNumbersWithoutExponent() {
        assertEquals("350000000", SoqlLiteral.of(new BigDecimal("3.5E8")));
    }

    @Test
    void writesDatesAndTimesUnquoted() {
        assertEquals("2026-11-23", SoqlLiteral.of(LocalDate.of(2026, 11, 23)));
        assertEquals("2026-11-23T10:00:00.000Z", SoqlLiteral.of(Instant.parse("2026-11-23T10:00:00Z")));
        assertEquals("TRUE", SoqlLiteral.of(true));
    }

    @Test
    void parenthesisesEveryCombination() {
        final SoqlCondition a = new SoqlCondition("A = 1");
        final SoqlCondition b = new SoqlCondition("B = 2");
        assertEquals("((A = 1 AND B = 2) OR (NOT B = 2))", a.and(b).or(b.negated()).text());
        assertEquals("A = 1", SoqlCondition.all(List.of(a)).text());
    }
}
