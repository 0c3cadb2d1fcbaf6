package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Queries that do not fit into an address. */
class LongQueryTest {

    private static final String SHORT = "SELECT Id FROM Lead";
    private static final String LONG = IntStream.range(0, 800).mapToObj("Quite_A_Long_Name_%d__c"::formatted)
            .collect(Collectors.joining(", ", "SELECT Id, ", " FROM Lead"));
    private static final String PAGE = """
            {"totalSize":3,"done":false,"nextRecordsUrl":"/services/data/v66.0/query/0r8xx5S5xkLFptKACT-1","records":[{"attributes":{},"Id":"a"}]}""";
    private static final String ENTRY = "{\"compositeResponse\":[{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":\"part0\"}]}";

    private final ScriptedExchange org = new ScriptedExchange();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ObjectNode> records = new ArrayList<>();
    private final HttpSalesforceClient client = new HttpSalesforceClient(org, new FakeSessions(), "66.0", () -> Instant.EPOCH, pauses::add);

    @BeforeEach
    void knowTheVersion() throws SalesforceFailure {
        org.answer(200, "[{\"version\":\"66.0\"}]");
        client.apiVersion();
    }

    @Test
    void travelInsideOfACompositeRequest() throws SalesforceFailure, IOException {
        org.answer(200, ENTRY.formatted(PAGE, 200));
        final QueryPage page = client.query(LONG, records::add);
        final QueryLocator next = new QueryLocator("/services/data/v66.0/query/0r8xx5S5xkLFptKACT-1", 1);
        assertEquals(new QueryPage(3, 1, 0, next, Instant.parse("2026-11-23T10:05:00Z")), page);
        assertEquals("[{\"Id\":\"a\"}]", records.toString());
        assertEquals("POST https://acme.my.salesforce.com/services/data/v66.0/composite", method(org.lastCall()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"extra\":[{}],\"compositeResponse\":[{\"httpStatusCode\":200,\"referenceId\":\"part0\",\"body\":%s}]}",
        "{\"compositeResponse\":[{\"body\":%s}]}"})
    void areReadInWhateverOrderTheAnswerHas(final String answer) throws SalesforceFailure, IOException {
        org.answer(200, answer.formatted(PAGE));
        assertEquals(1, client.query(LONG, records::add).records());
    }

    @ParameterizedTest
    @ValueSource(ints = {414, 431})
    void areNoticedWhenTheAddressIsRefused(final int status) throws SalesforceFailure, IOException {
        org.answer(status, "<html/>").answer(200, ENTRY.formatted(PAGE, 200));
        client.query(SHORT, records::add);
        assertEquals("POST https://acme.my.salesforce.com/services/data/v66.0/composite", method(org.lastCall()));
        org.answer(status, "").answer(status, "");
        assertThrows(SalesforceFailure.Refused.class, () -> client.query(SHORT, records::add));
        assertTrue(org.isPlayed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | INVALID_FIELD | No such column 'Foo__c' on entity 'Lead'. | Refused",
        "400 | QUERY_TIMEOUT | Your query request was running for too long. | QueryTimedOut",
        "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded. | AllowanceUsedUp",
        "404 | NOT_FOUND | no | NotFound"})
    void failInsideOfAGoodAnswerAsOthersDo(final int status, final String code, final String message, final String failure) {
        org.answer(200, ENTRY.formatted("[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message), status));
        assertEquals(failure, assertThrows(SalesforceFailure.class, () -> client.query(LONG, records::add)).getClass().getSimpleName());
    }

    @Test
    void areRepeatedAfterAMomentsTroubleAndWithANewToken() throws SalesforceFailure, IOException {
        org.answer(200, ENTRY.formatted("[{\"errorCode\":\"UNKNOWN_EXCEPTION\",\"message\":\"\"}]", 500)).answer(503, "<html/>")
                .answer(200, ENTRY.formatted("[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired or invalid\"}]", 401))
                .answer(200, ENTRY.formatted(PAGE, 200));
        assertEquals(1, client.query(LONG, records::add).records());
        assertEquals(2, pauses.size());
        assertEquals("Bearer token-2", org.lastCall().headers().get("Authorization"));
    }

    @Test
    void areNotRepeatedOnceTheConsumerHasARecord() {
        org.answer(200, "{\"compositeResponse\":[{\"body\":" + PAGE.substring(0, PAGE.length() - 2));
        assertThrows(SalesforceFailure.Unavailable.class, () -> client.query(LONG, records::add));
        assertEquals(List.of(), pauses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"compositeResponse\":[]}", "{\"compositeResponse\":[{\"body\":null,\"httpStatusCode\":200}]}",
        "{\"compositeResponse\":[{\"body\":{},\"httpStatusCode\":200}]}"})
    void areNotUnderstoodInAnotherForm(final String answer) {
        org.answer(200, answer);
        assertThrows(SalesforceFailure.NotUnderstood.class, () -> client.query(LONG, records::add));
    }

    @Test
    void areTriedAgainWhereTheyShowNoneOfTheRecordsThatTheyCount() throws SalesforceFailure, IOException {
        org.answer(200, ENTRY.formatted("{\"totalSize\":3,\"done\":true,\"records\":[]}", 200)).answer(200, ENTRY.formatted(PAGE, 200));
        assertEquals(1, client.query(LONG, records::add).records());
        assertEquals(1, pauses.size());
    }

    @Test
    void haveALimitThatIsToldBeforeAsking() {
        final String tooLong = SHORT + " WHERE Title IN ('" + "x".repeat(100_000) + "')";
        final SalesforceFailure failure = assertThrows(SalesforceFailure.Refused.class, () -> client.query(tooLong, records::add));
        assertEquals("The query of Lead has 100039 characters, and Salesforce takes at most 100000: map fewer fields or shorten the rules.",
                failure.getMessage());
        assertEquals(Optional.of("GET"), org.calls().stream().map(HttpCall::method).reduce((one, other) -> one + other));
    }

    private static String method(final HttpCall call) {
        return call.method() + " " + call.uri();
    }
}
