package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What a text in <em>Full Sync Request</em> asks for, where NiFi stops and starts the processor whenever it is edited. */
class FullSyncRequestTest {

    private static final String FULL = "full";
    private static final String INCREMENTAL = "incremental";

    private WindowRun run;
    private Set<String> everybody;

    @BeforeEach
    void addPeople() throws InitializationException {
        run = new WindowRun(Map.of());
        everybody = Set.copyOf(run.addLeads(3));
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void readsEverybodyAgainOnceForEachNewText() throws IOException {
        firstSync();
        write("2026-11-28");
        assertStarted(FULL, "a full sync was asked for, or one was given up");
        assertEquals(everybody, run.emittedIds());
        settle();

        startAgain();
        assertEquals(List.of(INCREMENTAL), started());
        settle();

        write("2026-11-29");
        assertEquals(List.of(FULL), started());
        assertEquals(everybody, run.emittedIds());
    }

    @Test
    void asksForNothingMoreThanTheFirstSyncWhereItStoodBefore() throws IOException {
        write("2026-11-28");
        assertStarted(FULL, "first sync");
        settle();
        run.pass(Duration.ofHours(1));
        run.trigger();
        assertEquals(List.of(INCREMENTAL), started());
    }

    @Test
    void asksNothingWhenItIsRemovedAndAnewWhenItIsWrittenAnew() throws IOException {
        firstSync();
        write("again, please");
        settle();
        write(" again, please\n");
        assertEquals(List.of(INCREMENTAL), started(), "Blanks around it make no other text");
        settle();
        write(" ");
        assertEquals(List.of(INCREMENTAL), started());
        settle();
        run.runner().removeProperty(QuerySalesforceIncremental.FULL_SYNC_REQUEST);
        startAgain();
        assertEquals(List.of(INCREMENTAL), started());
        settle();
        write("again, please");
        assertEquals(List.of(FULL), started());
    }

    @Test
    void waitsForTheOpenWindowAndIsServedWhateverTheTextIsByThen() throws IOException {
        run.trigger();
        write("while the first sync is on its way");
        assertEquals(List.of(FULL), started(), "Only the first sync");
        assertEquals("first sync", run.events("sync_started").getFirst().path("reason").asText());
        assertEquals(FULL, run.state().path("request").asText());
        write("");
        settle();
        run.trigger();
        assertStarted(FULL, "a full sync was asked for, or one was given up");
        assertEquals(everybody, run.emittedIds());
    }

    @Test
    void isNotForgottenWhileSalesforceIsOutOfReach() throws IOException {
        firstSync();
        final ActiveFault outage = run.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE), Fault.html(503));
        write("2026-11-28");
        assertEquals(List.of(), run.pages());
        assertEquals(FULL, run.state().path("request").asText(), "It must be in the state before it is served");

        run.org().faults().end(outage);
        startAgain();
        assertEquals(List.of(FULL), started());
        assertEquals(everybody, run.emittedIds());
    }

    @Test
    void isForEveryObjectAndForOneThatIsChosenAgain() throws IOException {
        final Set<String> contacts = Set.copyOf(run.addContactsOfOneAccount(2));
        run.changeIntegration("Objects", "Lead, Contact");
        firstSync();
        write("2026-11-28");
        assertEquals(List.of(FULL, FULL), started());
        assertEquals(5, run.emittedIds().size());
        settle();

        run.changeIntegration("Objects", "Lead");
        write("2026-11-29");
        settle();
        run.changeIntegration("Objects", "Lead, Contact");
        startAgain();
        assertEquals(contacts, run.emittedIds(), "Everybody was to be read again, and contacts were not yet");
    }

    @Test
    void standsInForTheRowsThatChangedMeanwhile() throws IOException {
        firstSync();
        run.changeIntegration("rating", "Rating");
        write("2026-11-28");
        assertEquals(List.of(FULL), started());
        settle();
        run.pass(Duration.ofHours(1));
        run.trigger();
        assertEquals(List.of(INCREMENTAL), started());
    }

    /** People write anything there. */
    @Test
    void standsInTheStateAsADigestOnly() throws IOException {
        write("Mary Ng has asked for it");
        assertFalse(run.runner().getStateManager().getState(Scope.CLUSTER).toMap().toString().contains("Mary"));
        assertEquals(8, run.state().path("fullSyncBy").asText().length());
    }

    private void firstSync() throws IOException {
        run.trigger();
        settle();
    }

    private void write(final String text) {
        run.runner().setProperty(QuerySalesforceIncremental.FULL_SYNC_REQUEST, text);
        startAgain();
    }

    private void startAgain() {
        run.stop();
        run.trigger();
    }

    private void settle() throws IOException {
        run.deliverAndSettle();
        run.runner().clearTransferState();
    }

    private List<String> started() {
        return run.events("sync_started").stream().map(event -> event.path("mode").asText()).toList();
    }

    private void assertStarted(final String mode, final String reason) {
        final JsonNode event = run.events("sync_started").getLast();
        assertEquals(mode, event.path("mode").asText());
        assertEquals(reason, event.path("reason").asText());
    }
}
