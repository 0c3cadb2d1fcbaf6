package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pages that NiFi has emitted without living to note it: they are emitted again, and may hold more or fewer records then. */
class RepeatedPagesTest {

    private static final SyncTrial.Setup SETUP = new SyncTrial.Setup(Map.of("Objects", "Lead", "email", "Email"), Map.of("Query API", "REST API"),
            Duration.ZERO, Duration.ofSeconds(20));
    private static final int LEADS = 12;
    private static final int LAST_MOMENT = 40;

    /** Killed at each moment of a first sync, after which its pages hold so many records. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void countOnce(final int pageSizeAfterwards) throws Exception {
        int twice = 0;
        for (int moment = 1; moment <= LAST_MOMENT; moment++) {
            twice += emittedTwice(moment, pageSizeAfterwards);
        }
        assertTrue(twice > 0);
    }

    private static int emittedTwice(final int killedAt, final int pageSizeAfterwards) throws Exception {
        try (SyncTrial trial = new SyncTrial(SETUP)) {
            final List<String> ids = new ArrayList<>();
            for (int i = 0; i < LEADS; i++) {
                ids.add(trial.org().edits().create("Lead", Map.of("LastName", "L" + i, "Company", "Acme", "Email", "l%d@example.com".formatted(i))));
            }
            trial.pass(Duration.ofMinutes(5));
            trial.deliverToSpotzee(3);
            trial.org().faults().add(When.always(), Fault.smallPages(3, 1));
            trial.crashes().at(moment -> {
                if (moment == killedAt) {
                    trial.org().faults().clear();
                    trial.org().faults().add(When.always(), Fault.smallPages(pageSizeAfterwards, 1));
                }
                return moment == killedAt;
            });
            trial.settle(Set.of("Lead"), 50);
            final JsonNode counts = trial.events("sync_completed").getFirst().path("counts");
            final String which = "killed at moment " + killedAt + ": " + counts;
            assertEquals(LEADS, counts.path("queried").intValue(), which);
            assertEquals(LEADS, counts.path("imported").intValue(), which);
            assertEquals(0, counts.path("unaccounted").intValue(), which);
            assertTrue(trial.emitted().stream().map(each -> each.path("Id").asText()).toList().containsAll(ids), which);
            return trial.emitted().size() > LEADS ? 1 : 0;
        }
    }
}
