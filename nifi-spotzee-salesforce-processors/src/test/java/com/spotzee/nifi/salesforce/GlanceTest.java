package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GlanceTest {

    private static final Instant END = Instant.parse("2026-11-23T10:05:42Z");
    private static final String LEAD = "{\"name\":\"Lead\",\"fields\":[{\"name\":\"Email\",\"type\":\"email\"}]}";
    private static final String CHANGED = "{\"name\":\"Lead\",\"fields\":[{\"name\":\"Phone\",\"type\":\"phone\"}]}";
    private static final String COVERED = "{\"ids\":[],\"latestDateCovered\":\"2026-11-23T10:01:00.000+0000\"}";
    private static final String EXPIRED = "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired or invalid\"}]";
    private static final Glance.Question QUESTION = new Glance.Question("Lead", END.minusSeconds(300), END,
            List.of(new Glance.Statement("SELECT Id FROM Lead"), new Glance.Statement("SELECT Id FROM Lead WHERE A = 1", true)));

    private final ScriptedExchange org = new ScriptedExchange();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ObjectNode> records = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final HttpSalesforceClient client = new HttpSalesforceClient(org, new FakeSessions(), "66.0", () -> now, pauses::add);

    @BeforeEach
    void knowTheVersion() throws SalesforceFailure {
        org.answer(200, "[{\"version\":\"66.0\"}]");
        client.apiVersion();
    }

    @Test
    void asksEverythingInOneCall() throws SalesforceFailure, IOException {
        org.answer(200, composite(part(200, COVERED), part(200, page("a", true)), part(200, page("b", false))));
        final Glance glance = client.glance(QUESTION, records::add);
        assertEquals(Optional.of(Instant.parse("2026-11-23T10:01:00Z")), glance.latestDateCovered());
        assertEquals(List.of(Optional.empty(), Optional.of(new QueryLocator("/services/data/v66.0/query/b-1", 1))),
                glance.pages().stream().map(QueryPage::next).toList());
        assertEquals("[{\"Id\":\"a\"}, {\"Id\":\"b\"}]", records.toString());
        assertEquals("""
                {"compositeRequest":[{"method":"GET","url":"/services/data/v66.0/sobjects/Lead/updated/?start=2026-11-23T10:00:42Z&end=2026-11-23T10:05:00Z",\
                "referenceId":"part0"},{"method":"GET","url":"/services/data/v66.0/query?q=SELECT+Id+FROM+Lead","referenceId":"part1"},\
                {"method":"GET","url":"/services/data/v66.0/queryAll?q=SELECT+Id+FROM+Lead+WHERE+A+%3D+1","referenceId":"part2"}]}""",
                new String(org.lastCall().body(), StandardCharsets.UTF_8));
    }

    @Test
    void renewsTheDescriptionsThatAreDue() throws SalesforceFailure, IOException {
        org.answer(200, LEAD);
        final SObjectDescription first = client.describe("Lead");
        now = now.plusSeconds(400);
        assertEquals(first, client.remembered().describe("lead"));
        org.answer(200, composite(part(200, COVERED), part(304, "null")));
        client.glance(covered(), records::add);
        assertEquals(first, client.describe("Lead"));
        final String sent = new String(org.lastCall().body(), StandardCharsets.UTF_8);
        assertTrue(sent.endsWith("\"url\":\"/services/data/v66.0/sobjects/Lead/describe\",\"referenceId\":\"part1\","
                + "\"httpHeaders\":{\"If-Modified-Since\":\"Mon, 23 Nov 2026 10:05:00 GMT\"}}]}"), sent);
        now = now.plusSeconds(400);
        org.answer(200, composite(part(200, COVERED), part(200, CHANGED)));
        client.glance(covered(), records::add);
        assertTrue(client.describe("Lead").field("Phone").isPresent());
    }

    @Test
    void forgetsADescriptionThatCannotBeRenewed() throws SalesforceFailure, IOException {
        org.answer(200, LEAD);
        client.describe("Lead");
        now = now.plusSeconds(400);
        org.answer(200, composite(part(200, COVERED), part(404, "[{\"errorCode\":\"NOT_FOUND\"}]"))).answer(404, "");
        client.glance(covered(), records::add);
        assertThrows(SalesforceFailure.NotFound.class, () -> client.remembered().describe("Lead"));
    }

    @Test
    void isNoCallWhereNothingIsAsked() throws SalesforceFailure, IOException {
        final int calls = org.calls().size();
        assertEquals(new Glance(null, List.of()), client.glance(new Glance.Question("Lead", null, null, List.of()), records::add));
        assertEquals(calls, org.calls().size());
    }

    @Test
    void doesWithoutWhatSalesforceDoesNotTell() throws SalesforceFailure, IOException {
        org.answer(200, composite(part(403, "[{\"errorCode\":\"INSUFFICIENT_ACCESS\"}]"), part(200, page("a", true)), part(200, page("b", true))));
        final Glance glance = client.glance(QUESTION, records::add);
        assertEquals(Optional.empty(), glance.latestDateCovered());
        assertEquals(2, glance.pages().size());
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_FIELD, Refused", "400, QUERY_TIMEOUT, QueryTimedOut", "403, INSUFFICIENT_ACCESS, AccessDenied"})
    void failsWithAStatement(final int status, final String code, final String failure) {
        org.answer(200, composite(part(200, COVERED), part(200, page("a", true)), part(status, "[{\"errorCode\":\"%s\",\"message\":\"\"}]".formatted(code))));
        assertEquals(failure, assertThrows(SalesforceFailure.class, () -> client.glance(QUESTION, records::add)).getClass().getSimpleName());
    }

    @Test
    void forgetsTheDescriptionsWhenAStatementIsRefusedForAField() throws SalesforceFailure {
        org.answer(200, LEAD);
        client.describe("Lead");
        org.answer(200, composite(part(200, COVERED), part(200, page("a", true)), part(400, "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"\"}]")));
        assertThrows(SalesforceFailure.Refused.class, () -> client.glance(QUESTION, records::add));
        org.answer(200, CHANGED);
        assertTrue(client.remembered().describe("Lead").field("Phone").isPresent());
    }

    @Test
    void isRepeatedWithANewTokenUnlessTheConsumerHasARecord() throws SalesforceFailure, IOException {
        final String expired = composite(part(401, EXPIRED), part(401, EXPIRED), part(401, EXPIRED));
        org.answer(200, expired).answer(200, composite(part(200, COVERED), part(200, page("a", true)), part(200, page("b", true))));
        assertEquals(2, client.glance(QUESTION, records::add).pages().size());
        org.answer(200, composite(part(200, COVERED), part(200, page("a", true)), part(401, EXPIRED)));
        assertThrows(SalesforceFailure.Unavailable.class, () -> client.glance(QUESTION, records::add));
        assertEquals(List.of(), pauses);
    }

    @Test
    void takesNoMoreStatementsThanSalesforce() {
        final List<Glance.Statement> six = IntStream.range(0, 6).mapToObj(number -> new Glance.Statement("SELECT Id FROM Lead WHERE A = " + number)).toList();
        assertThrows(IllegalArgumentException.class, () -> new Glance.Question("Lead", null, null, six));
    }

    private static Glance.Question covered() {
        return new Glance.Question("Lead", END.minusSeconds(300), END, List.of());
    }

    private static String page(final String id, final boolean last) {
        return "{\"totalSize\":1,\"done\":%b,\"nextRecordsUrl\":\"/services/data/v66.0/query/%s-1\",\"records\":[{\"Id\":\"%s\"}]}".formatted(last, id, id);
    }

    private static String part(final int status, final String body) {
        return "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":\"part".formatted(body, status);
    }

    private static String composite(final String... parts) {
        final StringBuilder answer = new StringBuilder("{\"compositeResponse\":[");
        Stream.iterate(0, index -> index < parts.length, index -> index + 1)
                .forEach(index -> answer.append(index == 0 ? "" : ",").append(parts[index]).append(index).append("\"}"));
        return answer.append("]}").toString();
    }
}
