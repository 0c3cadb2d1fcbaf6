package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.HttpCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OneWayTest {

    private static final URI INSTANCE = URI.create("https://acme.my.salesforce.com");
    private static final String BASE = "/services/data/v66.0";
    private static final BulkJob JOB = new BulkJob("750R0000000zw4yIAA", "66.0");

    @ParameterizedTest
    @CsvSource({"POST, /services/data/v66.0/sobjects/Lead", "PATCH, /services/data/v66.0/sobjects/Lead/00Q9H00000C6pycUAB",
        "DELETE, /services/data/v66.0/sobjects/Lead/00Q9H00000C6pycUAB", "POST, /services/data/v66.0/composite/sobjects",
        "POST, /services/data/v66.0/composite/tree/Lead", "POST, /services/data/v66.0/composite/batch", "POST, /services/data/v66.0/jobs/ingest",
        "PATCH, /services/data/v66.0/jobs/ingest/7505e000002tqr6AAA", "DELETE, /services/data/v66.0/jobs/ingest/7505e000002tqr6AAA",
        "PUT, /services/data/v66.0/jobs/query/750R0000000zw4yIAA", "DELETE, /services/data/v66.0/jobs/query", "POST, /services/apexrest/anything",
        "POST, /services/async/66.0/job", "PATCH, /services/data/v66.0/jobs/query/750R0000000zw4yIAA/../../sobjects"})
    void stopsEveryOtherRequestBeforeItIsSent(final String method, final String path) {
        final HttpCall write = new HttpCall(method, INSTANCE.resolve(path), Map.of(), null);
        final ScriptedExchange org = new ScriptedExchange();
        final SalesforceCalls calls = new SalesforceCalls(org, new FakeSessions(), (Duration pause) -> { });
        assertThrows(IllegalStateException.class, () -> calls.ask(new SalesforceCalls.Request("Writing", session -> write), answer -> ""));
        assertEquals(0, org.calls().size());
    }

    @Test
    void letsItsOwnRequestsPass() {
        for (final HttpCall call : new HttpCall[] {OneWay.createJob(INSTANCE, BASE, "SELECT Id FROM Lead", false), OneWay.abortJob(INSTANCE, JOB),
            OneWay.deleteJob(INSTANCE, JOB),
            OneWay.composite(INSTANCE, BASE, parts("SELECT Id FROM Lead")), HttpCall.get(INSTANCE.resolve(BASE + "/limits"))}) {
            assertSame(call, OneWay.harmless(call));
        }
    }

    @Test
    void abortsAJobAndChangesNothingElseOfIt() {
        assertEquals("{\"state\":\"Aborted\"}", new String(OneWay.abortJob(INSTANCE, JOB).body(), StandardCharsets.UTF_8));
    }

    @Test
    void putsNothingButGetsIntoACompositeRequest() {
        final HttpCall call = OneWay.composite(INSTANCE, BASE, parts("SELECT Id FROM Lead WHERE Title = 'a\"},{'"));
        assertEquals("""
                {"compositeRequest":[{"method":"GET","url":"/services/data/v66.0/query?q=SELECT+Id+FROM+Lead+WHERE+Title+%3D+%27a%22%7D%2C%7B%27",\
                "referenceId":"part0"}]}""", new String(call.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"../sobjects/Lead, 66.0", "750R0000000zw4yIAA/results, 66.0", "'', 66.0", "750R0000000zw4yIAA, 66.0/x"})
    void knowsNoJobThatIsAnAddressOfSomethingElse(final String id, final String version) {
        assertThrows(IllegalArgumentException.class, () -> new BulkJob(id, version));
    }

    private static List<Subrequest<?>> parts(final String soql) {
        return List.of(new Subrequest<>(OneWay.queryPath(BASE, false, soql), Map.of(), (json, serverTime) -> ""));
    }
}
