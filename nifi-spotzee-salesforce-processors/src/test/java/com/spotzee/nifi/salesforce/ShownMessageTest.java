package com.spotzee.nifi.salesforce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ShownMessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "unexpected token: 'ann@example.com' | unexpected token: '…'",
        "unexpected token: 'Ann' | unexpected token: '…'",
        "unexpected token: 'Ann | unexpected token: '…'",
        "unexpected token: 'O'Brien' and 'x y' | unexpected token: '…' and '…'",
        "invalid ID field: abc | invalid ID field: '…'",
        "Didn't understand relationship 'X' in field path. Append the '__r' | Didn't understand relationship 'X' in field path. Append the '__r'",
        "sObject type 'XYZZY' is not supported. | sObject type 'XYZZY' is not supported.",
        "field 'Description' can not be filtered in a query call | field 'Description' can not be filtered in a query call",
        "field 'ann smith' is bad | field '…' is bad",
        "duplicate field selected: Id | duplicate field selected: Id",
        "bad value ann@example.com here | bad value '…' here",
        "HTTP Method 'DELETE' not allowed. | HTTP Method 'DELETE' not allowed."})
    void keepsNamesAndHidesValues(final String message, final String shown) {
        assertEquals(shown, ShownMessage.of(message));
    }

    @Test
    void cutsTheExcerptOfTheQueryOff() {
        assertEquals("ERROR at Row:1:Column:35 No such column 'SF_date__c' on entity 'Lead'. If you are attempting to use a custom field, be sure to append "
                + "the '__c' after the custom field name.", ShownMessage.of("""

                WHERE Email = 'ann@example.com' AND SF_date__c > 5
                                                    ^
                ERROR at Row:1:Column:35
                No such column 'SF_date__c' on entity 'Lead'. If you are attempting to use a custom field, be sure to append the '__c' after \
                the custom field name."""));
    }

    @Test
    void isNeverLong() {
        assertTrue(ShownMessage.of("word ".repeat(10_000)).length() <= 501);
    }
}
