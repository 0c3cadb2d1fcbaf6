package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.sync.WindowEnds;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The owner of a lead is a user or a queue: a record shows its name, but no stamp of it. */
class ParentOwnersTest {

    private static final Duration FREQUENCY = Duration.ofHours(1);
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private WindowRun run;
    private String owner;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of());
        run.changeIntegration("owner", "Owner.Name");
        // the org's own users came with it
        run.pass(Duration.ofDays(1));
        try (RecordInserter users = run.org().store().insert("User")) {
            final Map<String, Object> user = new HashMap<>(Map.of("LastName", "Adams", "Username", "adams@example.com", "Email", "adams@example.com",
                    "Alias", "adams", "TimeZoneSidKey", "GMT", "LocaleSidKey", "en_AU", "EmailEncodingKey", "UTF-8", "LanguageLocaleKey", "en_US"));
            List.of("CreatedDate", "LastModifiedDate", "SystemModstamp").forEach(stamp -> user.put(stamp, "2026-01-01T00:00:00Z"));
            owner = users.add(user);
        }
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void areFollowedWhenTheyAreUsers() throws IOException {
        final List<String> ids = run.addLeads(6);
        firstSync(ids);
        final List<String> owned = ids.subList(2, 5);
        owned.forEach(id -> run.org().edits().edit("Lead", id, Map.of("OwnerId", owner)));
        assertEquals(Set.copyOf(owned), next());
        run.org().edits().edit("User", owner, Map.of("LastName", "Adams-Ng"));
        // changed by itself as well: it stands once in the window
        run.org().edits().edit("Lead", owned.getFirst(), Map.of("Company", "Other"));
        run.pass(FREQUENCY);
        run.trigger();
        assertEquals(new TreeSet<>(owned), run.recordsOnce().keySet());
        assertEquals(owned.stream().map(id -> "Adams-Ng").toList(), run.recordsOnce().values().stream()
                .map(line -> WindowRun.json(line).path("Owner").path("Name").asText()).toList());
    }

    /** What Salesforce says is covered it says of leads: a transaction that edits users may be running all the same. */
    @Test
    void holdTheNextWindowBackForTheirTransactions() throws IOException {
        run.addLeads(1);
        run.trigger();
        final JsonNode window = run.state().path("window");
        assertEquals(Instant.parse(window.path("to").asText()).minus(WindowEnds.MARGIN).minus(OVERLAP).toString(), window.path("nextFrom").asText());
    }

    @Test
    void thatAreNotReadHoldNothingBack() throws IOException {
        run.changeIntegration("owner", "Company");
        run.addLeads(1);
        run.trigger();
        final JsonNode window = run.state().path("window");
        assertEquals(Instant.parse(window.path("to").asText()).minus(OVERLAP).toString(), window.path("nextFrom").asText());
    }

    private void firstSync(final List<String> ids) throws IOException {
        run.trigger();
        assertEquals(Set.copyOf(ids), run.emittedIds());
        run.deliverAndSettle();
        run.runner().clearTransferState();
    }

    private Set<String> next() throws IOException {
        run.pass(FREQUENCY);
        run.trigger();
        final Set<String> emitted = run.emittedIds();
        run.deliverAndSettle();
        run.runner().clearTransferState();
        run.pass(FREQUENCY);
        run.trigger();
        run.deliverAndSettle();
        run.runner().clearTransferState();
        return emitted;
    }
}
