package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.spotzee.ProblemCode.Treatment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ProblemTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            email 'ann@example.com' is no address      | email '…' is no address
            "Ann" is too long                          | '…' is too long
            `x` and “y” are taken                      | '…' and '…' are taken
            the value can't be 'O'Brien'               | the value can't be '…'
            'cut off in the middle                     | '…'
            somebody has bo@example.com already        | somebody has … already
            +61 412 345 678 is no telephone number     | … is no telephone number
            (02) 9374-4000 is taken, call 0412.345.678 | … is taken, call …
            born 1990-02-28, 0412345678: no match      | born …: no match
            at most 100 users, 1000000 bytes           | at most 100 users, … bytes
            items[12] has 255 characters, not 3 of 12  | items[12] has 255 characters, not 3 of 12
            the user's state isn't known               | the user's state isn't known
            """)
    void quotedValuesAreNotRepeated(final String told, final String shown) {
        assertEquals(shown, Problem.withoutLiterals(told));
    }

    @ParameterizedTest
    @CsvSource({
            "429, rate_limited, ASK_LATER", "503, service_unavailable, ASK_LATER", "500, internal_error, ASK_LATER",
            "409, idempotency_in_progress, ASK_LATER", "409, idempotency_key_mismatch, REFUSED", "409, state_conflict, REFUSED",
            "401, authentication_required, CHANGE_SETTING", "403, permission_denied, CHANGE_SETTING", "402, quota_exceeded, CHANGE_SETTING",
            "400, version_unsupported, CHANGE_SETTING", "400, parameter_unknown, REFUSED", "422, validation_failed, REFUSED",
            "404, resource_missing, CHANGE_SETTING", "429, 4290, ASK_LATER", "502, brand_new, ASK_LATER", "403, 17, CHANGE_SETTING",
            "418, brand_new, REFUSED", "413, , REFUSED", "302, , CHANGE_SETTING"
    })
    void theCodeDecidesAndTheStatusWhereThereIsNone(final int status, final String code, final Treatment expected) {
        final ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (code != null && code.matches("\\d+")) {
            body.put("code", Integer.parseInt(code));
        } else if (code != null) {
            body.put("code", code);
        }
        assertEquals(expected, Problem.ofRequest(status, body, null).treatment());
    }
}
