package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Answers to queries that say they are whole, and show fewer records than they count. */
class EarlyEndTest {

    private static final int LEADS = 4500;

    private WindowRun run;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of("Query API", "REST API"));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUERY", "NEXT_PAGE"})
    void areAskedOnAfterTheirLastRecord(final RequestKind kind) throws IOException {
        final List<String> ids = run.addLeads(LEADS);
        run.org().faults().add(window().on(kind).times(1), Fault.earlyEnd());
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        run.deliverAndSettle();
        assertEquals(LEADS, run.events("sync_completed").getFirst().at("/counts/imported").asInt());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @Test
    void areAskedOnInTheirRangeOfIds() {
        final List<String> ids = run.addLeads(9000);
        run.org().faults().add(window().on(RequestKind.QUERY), Fault.slowQueries(2500));
        run.org().faults().add(window().on(RequestKind.QUERY, RequestKind.NEXT_PAGE).nth(2).every(2), Fault.smallPages(700, 1));
        run.org().faults().add(window().on(RequestKind.QUERY, RequestKind.NEXT_PAGE).nth(2).every(2), Fault.earlyEnd());
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
    }

    @Test
    void leaveNoOptOutBehind() {
        final List<String> ids = run.addOptedOutLeads(LEADS);
        run.org().faults().add(When.always().on(RequestKind.QUERY).path("HasOptedOutOfEmail = TRUE").times(1), Fault.earlyEnd());
        run.trigger();
        assertEquals(ids, run.runner().getFlowFilesForRelationship("opted_out").stream().flatMap(page -> page.getContent().lines())
                .map(line -> WindowRun.json(line).path("Id").asText()).toList());
    }

    /** Salesforce shows a page's records as they are when it is asked for: no reason to fail, and none to count on them. */
    @Test
    void areNoTroubleWhereRecordsVanishBetweenTwoPages() throws IOException {
        final List<String> ids = run.addLeads(LEADS);
        run.org().faults().add(When.request(1).on(RequestKind.NEXT_PAGE), Fault.meanwhile(() -> {
            run.org().edits().delete("Lead", ids.getLast());
            run.org().edits().emptyRecycleBin("Lead");
        }));
        run.trigger();
        assertEquals(LEADS - 1, run.recordsOnce().size());
        run.deliverAndSettle();
        assertEquals(1, run.events("sync_completed").size());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @Test
    void areAFailureWhereTheyShowNobodyAtAll() throws IOException {
        final List<String> ids = run.addLeads(10);
        run.org().faults().add(window().on(RequestKind.QUERY).times(3), new Fault.Page(200, "application/json;charset=UTF-8",
                "{\"totalSize\":10,\"done\":true,\"records\":[]}"));
        run.trigger();
        assertEquals("The query of Lead failed: Salesforce says that 10 records match, and shows none of them.",
                run.events("sync_failed").getFirst().path("error").asText());
        run.pass(Duration.ofSeconds(30));
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
    }

    /** The opt-out lane asks for no e-mail address. */
    private static When window() {
        return When.always().path("Email, |/query/");
    }
}
