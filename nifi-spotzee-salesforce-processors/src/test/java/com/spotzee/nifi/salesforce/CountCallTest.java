package com.spotzee.nifi.salesforce;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CountCallTest {

    private static final List<String> TWO = List.of("SELECT COUNT() FROM Lead", "SELECT COUNT() FROM Lead WHERE A = 1");

    private final ScriptedExchange org = new ScriptedExchange();
    private final HttpSalesforceClient client = new HttpSalesforceClient(org, new FakeSessions(), "66.0", () -> Instant.EPOCH, pause -> { });

    @BeforeEach
    void knowTheVersion() throws SalesforceFailure {
        org.answer(200, "[{\"version\":\"66.0\"}]");
        client.apiVersion();
    }

    @Test
    void bringsEachNumberByItself() throws SalesforceFailure {
        org.answer(200, composite(part(0, 200, count(7)), part(1, 400, error("QUERY_TIMEOUT", "Your query request was running for too long."))));

        final List<Counted> counted = client.counts("Lead", TWO);

        assertEquals(new Counted.Records(7), counted.getFirst());
        assertInstanceOf(SalesforceFailure.QueryTimedOut.class, assertInstanceOf(Counted.Failed.class, counted.getLast()).failure());
    }

    @Test
    void logsInAgainWhereTheSessionHasEnded() throws SalesforceFailure {
        org.answer(200, composite(part(0, 401, error("INVALID_SESSION_ID", "")), part(1, 401, error("INVALID_SESSION_ID", ""))));
        org.answer(200, composite(part(0, 200, count(7)), part(1, 200, count(0))));

        assertEquals(List.of(new Counted.Records(7), new Counted.Records(0)), client.counts("Lead", TWO));
    }

    @Test
    void failsAsAWholeWhereTheAllowanceIsUsedUp() {
        org.answer(200, composite(part(0, 200, count(7)), part(1, 403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."))));

        assertThrows(SalesforceFailure.AllowanceUsedUp.class, () -> client.counts("Lead", TWO));
    }

    @Test
    void takesNoMoreStatementsThanSalesforce() {
        assertThrows(IllegalArgumentException.class, () -> client.counts("Lead", Collections.nCopies(6, TWO.getFirst())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"sObjects\":[{\"count\":3,\"name\":\"Contact\"},{\"count\":5,\"name\":\"Lead\"}]} | 5",
        "{\"sObjects\":[]} | 0"
    })
    void knowsHowManyRecordsAreStored(final String answer, final long stored) throws SalesforceFailure {
        org.answer(200, answer);

        assertEquals(stored, client.storedRecords("Lead").orElseThrow());
    }

    private static String count(final int number) {
        return "{\"totalSize\":%d,\"done\":true,\"records\":[]}".formatted(number);
    }

    private static String error(final String code, final String message) {
        return "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
    }

    private static String part(final int number, final int status, final String body) {
        return "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":\"part%d\"}".formatted(body, status, number);
    }

    private static String composite(final String... parts) {
        return "{\"compositeResponse\":[%s]}".formatted(String.join(",", parts));
    }
}
